/** Every page a person can reach, found as they would: by following the links. */
import { type APIRequestContext, expect, type Page } from "@playwright/test"

/** `html`: as the server sent it. */
export type Visit = { address: string; route: string; html: string }

/**
 * Opens the pages that links lead to, one of each kind, and calls `look` once the page is there. Links to files, to feeds and to pages that sign
 * out are not followed. `more`: pages that no link leads to; `except`: kinds of pages seen already.
 */
export async function forEachPage(
  page: Page,
  base: string,
  { more = [], except = [] }: { more?: readonly string[]; except?: readonly string[] },
  look: (visit: Visit) => Promise<void>,
) {
  const waiting = ["/", ...more]
  const seen = new Set<string>(except)
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const route = routeOf(address)
    if (seen.has(route)) continue
    seen.add(route)
    const response = await page.goto(base + address)
    expect(response?.status(), `${address} leads somewhere`).toBe(200)
    const html = (await response?.text()) ?? ""
    await page.getByRole("heading", { level: 1 }).waitFor()
    // A redirection: the page it leads to may have been seen.
    const arrived = routeOf(page.url().slice(base.length))
    if (arrived === route || !seen.has(arrived)) {
      seen.add(arrived)
      await look({ address, route: arrived, html })
    }
    waiting.push(...(await linksOf(page)))
  }
  return seen
}

/** The same without a browser, for what only reads the text of pages: twenty times less work for the machine. */
export async function forEachDocument(request: APIRequestContext, base: string, look: (visit: Omit<Visit, "route">) => Promise<void>) {
  const waiting = ["/"]
  const seen = new Set<string>()
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    if (seen.has(routeOf(address))) continue
    seen.add(routeOf(address))
    const response = await request.get(base + address)
    expect(response.status(), `${address} leads somewhere`).toBe(200)
    const html = await response.text()
    seen.add(routeOf(response.url().slice(base.length)))
    await look({ address, html })
    const links = (html.match(/<a\b[^>]*>/g) ?? []).filter((link) => !/ download\b| rel="alternate"/.test(link))
    waiting.push(...followed(links.map((link) => (/ href="(\/[^"]*)"/.exec(link)?.[1] ?? "").replaceAll("&amp;", "&")).filter(Boolean)))
  }
  return seen
}

/** The kind of a page: all identifiers count as the same one, and in the rest of the address only the tab makes another page. */
function routeOf(address: string) {
  const { pathname, searchParams } = new URL(address, "http://portail.invalid")
  const tab = searchParams.get("onglet") ?? searchParams.get("vue")
  return pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "[id]").replace(/^\/aide\/.+/, "/aide/[slug]") + (tab ? `?onglet=${tab}` : "")
}

async function linksOf(page: Page) {
  const links = await page
    .locator("a[href^='/']:not([download], [rel=alternate])")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""))
  return followed(links)
}

function followed(links: readonly string[]) {
  return links.map((link) => link.replace(/#.*/, "")).filter((link) => !/^\/(api|_next)\//.test(link))
}

/** Signs in with the password and one of the addresses that `npm start` prints. */
export async function signInToDemonstration(page: Page, base: string, who: "membre" | "referent" | "gestionnaire") {
  await page.goto(`${base}/connexion`)
  await page.getByLabel("Adresse e-mail").fill(`${who}@demo.example`)
  await page.getByLabel("Mot de passe").fill("demonstration-portail")
  await page.getByRole("button", { name: "Se connecter" }).click()
  await page.waitForURL(`${base}/accueil`)
}

/** Parts of a page that come late, as on a slow line: the second half of its HTML, then its scripts. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test } from "@playwright/test"
import { base, signIn, someone } from "@/tests/support/e2e-people"
import { movements, watchMovements } from "@/tests/support/e2e-quality"
import { anAccount, anActiveAffiliation, aPendingRequest, aStructure } from "@/tests/support/factories"

/** Milliseconds before the rest comes: enough for the browser to draw the first part without it. */
const pause = 600

test("a page of which half the footer has come is not drawn yet, so that nothing moves", async ({ page }) => {
  const html = await (await fetch(`${base}/connexion`)).text()
  const styles = new Map<string, string>()
  for (const [, path = ""] of html.matchAll(/href="([^"]+\.css)"/g)) styles.set(path, await (await fetch(base + path)).text())
  const cut = html.indexOf("Besoin d’aide", html.indexOf("<footer"))
  expect(cut).toBeGreaterThan(0)
  const halves = [html.slice(0, cut), html.slice(cut)] as const
  const server = createServer((request, response) => {
    const style = styles.get(request.url ?? "")
    response.setHeader("content-type", style === undefined ? "text/html; charset=utf-8" : "text/css")
    if (style !== undefined) return response.end(style)
    const [first, second] = request.url === "/unheld" ? [halves[0].replace(/<link rel="expect"[^>]*>/, ""), halves[1]] : halves
    response.write(first)
    return setTimeout(() => response.end(second), pause)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  try {
    const at = `http://localhost:${(server.address() as AddressInfo).port}`
    await page.setViewportSize({ width: 1280, height: 900 })
    await watchMovements(page)
    await page.goto(`${at}/held`)
    expect(await movements(page)).toEqual([])
    // Without its `<link rel="expect">`, the same page does move, and the measure sees it.
    await page.goto(`${at}/unheld`)
    await expect.poll(() => movements(page)).toEqual([expect.stringContaining("FOOTER")])
  } finally {
    server.closeAllConnections()
    server.close()
  }
})

test("nothing moves on a page that is drawn long before its scripts come", async ({ page }) => {
  const referent = await someone("Lente")
  const structure = await aStructure()
  await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
  const request = await aPendingRequest((await anAccount()).id, structure.id)
  const signedOut = ["/inscription", `/inscription/informations?siret=${structure.siret}`, "/inscription/structure-absente", "/connexion"]
  const own = `/mes-structures/${structure.id}`
  const signedIn = [
    "/demandes",
    `/demandes/${request.id}/valider`,
    `/demandes/${request.id}/refuser`,
    "/mes-structures",
    own,
    "/mon-compte",
  ]
  await watchMovements(page)
  const look = async (paths: string[]) => {
    await page.route(/_next\/static\/.*\.js/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, pause))
      await route.continue()
    })
    for (const path of paths) {
      await page.goto(base + path, { waitUntil: "networkidle" })
      expect([path, await movements(page)]).toEqual([path, []])
    }
    await page.unroute(/_next\/static\/.*\.js/)
  }
  await look(signedOut)
  await signIn(page, referent.email)
  await look(signedIn)
})

/** What journeys need around the browser: people who exist already, and the mails that were really sent. */
import AxeBuilder from "@axe-core/playwright"
import { type BrowserContext, expect, type Page } from "@playwright/test"
import { hashPassword } from "@/lib/platform/password"
import { anAccount } from "./factories"
import type { SentMail } from "./fake-resend"

export const base = process.env.E2E_BASE ?? ""
/** The portal, and a copy of it without its middleware. */
export const portals = [
  ["with middleware.ts", base],
  ["38: with middleware.ts deleted", process.env.E2E_BARE_BASE ?? ""],
] as const
export const password = "bruyère tandem cobalt 71"

/** An address no other journey uses. */
export function anAddress(name: string) {
  return `${name}.${crypto.randomUUID().slice(0, 8)}@exemple.fr`
}

/** Someone who can sign in, without going through sign-up. */
export async function someone(firstName: string, more: { isManager?: boolean } = {}) {
  const plain = firstName.normalize("NFD").replace(/\P{ASCII}/gu, "")
  return anAccount({ firstName, email: anAddress(plain.toLowerCase()), passwordHash: await hashPassword(password), ...more })
}

export async function signIn(page: Page, email: string, at = base) {
  await page.goto(`${at}/connexion`)
  await page.getByLabel("Adresse e-mail").fill(email)
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Se connecter" }).click()
  await page.waitForURL(`${at}/accueil`)
}

/** A page of a browser of one's own, signed in. */
export async function pageOf(context: BrowserContext, email: string) {
  const page = await context.newPage()
  await signIn(page, email)
  return page
}

/** Nothing to scroll sideways for. */
export async function expectNoOverflow(page: Page) {
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    page.url(),
  ).toBeLessThanOrEqual(0)
}

/**
 * The mail that reached this address with this subject; waits for the worker to send it, eight a second: the managers of other
 * journeys are written to about each first account, and may be a hundred before.
 */
export async function mailTo(email: string, subject: RegExp): Promise<SentMail> {
  let found: SentMail | undefined
  await expect
    .poll(
      async () => {
        const mails = (await (await fetch(`${process.env.E2E_MAILS}/mails?to=${encodeURIComponent(email)}`)).json()) as SentMail[]
        found = mails.find((mail) => subject.test(mail.subject))
        return found !== undefined
      },
      { message: `mail to ${email} about ${subject}`, timeout: 30_000 },
    )
    .toBe(true)
  return found as SentMail
}

export function linkIn(mail: SentMail) {
  const link = mail.text.match(/https?:\/\/\S+/)?.[0]
  if (!link) throw new Error(`no link in: ${mail.text}`)
  return link
}

/** No serious or critical violation of accessibility on the page as it stands. */
export async function expectAccessible(page: Page) {
  // The title of a page reached without reload may come a moment after its content.
  await expect(page).toHaveTitle(/./)
  const { violations } = await new AxeBuilder({ page }).analyze()
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical")
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([])
}

/** At the widths people have, everything unfolded: nothing to scroll sideways for, nothing a screen reader stumbles on. */
export async function expectSound(page: Page) {
  await page.locator("details:not([open])").evaluateAll((all) => {
    for (const details of all) for (const name of ["open", "data-unfolded"]) details.setAttribute(name, "")
  })
  for (const width of [320, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    await expectNoOverflow(page)
  }
  await expectAccessible(page)
  await page.locator("[data-unfolded]").evaluateAll((all) => {
    for (const details of all) for (const name of ["open", "data-unfolded"]) details.removeAttribute(name)
  })
}

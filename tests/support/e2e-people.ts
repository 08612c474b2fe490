/** What journeys need around the browser: people who exist already, and the mails that were really sent. */
import { type BrowserContext, expect, type Page } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { hashPassword } from "@/lib/platform/secrets/password"
import { cookieOf } from "./cookies"
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

/** Gives the page's browser the cookie of someone who has just signed in: three times faster than the form, which `signInByForm` fills. */
export async function signIn(page: Page, email: string, at = base) {
  const { id } = await db.account.findUniqueOrThrow({ where: { email }, select: { id: true } })
  const [name = "", value = ""] = (await cookieOf(id)).split("=")
  await page.context().addCookies([{ name, value, url: at, httpOnly: true, sameSite: "Lax" }])
}

/** For what the form itself does: the session that it opens, its browser, its cookie. */
export async function signInByForm(page: Page, email: string, at = base) {
  await page.goto(`${at}/connexion`)
  await page.getByLabel("Adresse e-mail").fill(email)
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Se connecter" }).click()
  await page.waitForURL(`${at}/accueil`)
}

/** Opens Accueil in this browser context, signed in as this person. */
export async function pageOf(context: BrowserContext, email: string) {
  const page = await context.newPage()
  await signIn(page, email)
  await page.goto(`${base}/accueil`)
  return page
}

/** The mail with this subject that reached this address. Waits for the worker to send it. */
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

/** What the browser tests of Rafael share: its world, and the fields that people fill. */
import type { Browser, BrowserContextOptions, Page } from "@playwright/test"
import { signIn } from "@/tests/support/e2e-people"
import { aPrescriber, aSession, aTrainingBody } from "@/tests/support/rafael"

export const day = 24 * 3_600_000
/** Days from the real today, because the portal of these tests has no other clock. */
export const ahead = (days: number) => new Date(`${new Date(Date.now() + days * day).toISOString().slice(0, 10)}T00:00:00Z`)
export const asTyped = (date: Date) => date.toISOString().slice(0, 10)

export async function aWorld() {
  const [body, prescriber] = [await aTrainingBody(), await aPrescriber()]
  const title = `Cuisinier ${crypto.randomUUID().slice(0, 8)}`
  const offered = await aSession(body, { title, startsOn: ahead(60), endsOn: ahead(120), places: 2 })
  return { body, prescriber, title, ...offered }
}

export async function pageFor(browser: Browser, email: string, options: BrowserContextOptions = {}) {
  const page = await (await browser.newContext(options)).newPage()
  await signIn(page, email)
  return page
}

export const submit = (page: Page, name: string) => page.getByRole("main").getByRole("button", { name, exact: true }).click()
export const said = (page: Page) => page.getByRole("status")
export const candidate = () => ({
  lastName: `Etcheto${crypto.randomUUID().slice(0, 6)}`,
  email: `dany.${crypto.randomUUID().slice(0, 8)}@exemple.fr`,
})

export async function fillDossier(page: Page, { lastName, email }: ReturnType<typeof candidate>) {
  await page.getByLabel("Nom", { exact: true }).fill(lastName)
  await page.getByLabel("Prénom", { exact: true }).fill("Dany")
  await page.getByLabel("Date de naissance").fill("1990-05-17")
  await page.getByLabel("Adresse e-mail").fill(email)
  await page.getByLabel("Commune").fill("Pau")
  await page.getByLabel("Situation").selectOption("job_seeker")
  await page.getByLabel("Besoins et projet").fill("Devenir cuisinier près de chez moi.")
}

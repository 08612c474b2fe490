import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { bareRequest, encodeForm, reactFields } from "@/tests/support/e2e-forms"
import { anAddress, base, linkIn, mailTo, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible } from "@/tests/support/e2e-quality"

const better = "lavande échelle zinc 2048"

test("a forgotten password is replaced by a link; the scanner that opened it first spoiled nothing", async ({ page }) => {
  const person = await someone("Rachid")
  await page.goto(`${base}/connexion`)
  await page.getByRole("link", { name: "Mot de passe oublié ?" }).click()
  await expect(page).toHaveTitle(/Mot de passe oublié/)
  await page.getByRole("button", { name: "Recevoir un lien" }).click()
  await expect(page.locator("#email-erreur")).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel("Adresse e-mail").fill(person.email.toUpperCase())
  await page.getByRole("button", { name: "Recevoir un lien" }).click()
  await expect(page.getByRole("status")).toContainText("Si un compte existe pour cette adresse, un message vient d’y partir")
  await expectAccessible(page)

  const link = linkIn(await mailTo(person.email, /Choisissez un nouveau mot de passe/))
  for (let scan = 0; scan < 3; scan += 1) expect((await page.request.get(link)).status(), "30").toBe(200)
  await page.goto(link)
  await expect(page.getByRole("heading", { level: 1, name: "Choisir un nouveau mot de passe" })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel("Nouveau mot de passe").fill("motdepassemotdepasse")
  await page.getByRole("button", { name: "Choisir ce mot de passe" }).click()
  await expect(page.locator("#password-erreur")).toContainText("trop facile à deviner")
  await page.getByLabel("Nouveau mot de passe").fill(better)
  await page.getByRole("button", { name: "Choisir ce mot de passe" }).click()
  await expect(page.getByRole("status")).toContainText("Votre nouveau mot de passe est enregistré")
  await page.getByLabel("Adresse e-mail").fill(person.email)
  await page.getByLabel("Mot de passe").fill(better)
  await page.getByRole("button", { name: "Se connecter" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Accueil" })).toBeVisible()
  await mailTo(person.email, /Votre mot de passe a changé/)

  await page.goto(link)
  await expect(page.getByText("Ce lien a déjà servi.")).toBeVisible()
  await page.getByRole("link", { name: "Recevoir un nouveau lien" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Mot de passe oublié" })).toBeVisible()
  await page.goto(`${base}/mot-de-passe/invente`)
  await expect(page.getByText("Ce lien n’est plus valable.")).toBeVisible()
  await expectAccessible(page)
})

test("an address without account reads the same words, and nothing is sent", async ({ page }) => {
  const unknown = anAddress("inconnue")
  await page.goto(`${base}/mot-de-passe-oublie`)
  await page.getByLabel("Adresse e-mail").fill(unknown)
  await page.getByRole("button", { name: "Recevoir un lien" }).click()
  await expect(page.getByRole("status")).toContainText("Si un compte existe pour cette adresse, un message vient d’y partir")
  expect(await db.message.count({ where: { toEmail: unknown } })).toBe(0)
})

test("28: a forged Host changes no link", async ({ request }) => {
  const person = await someone("Hôte")
  const { body, headers } = encodeForm({
    ...(await reactFields(request, `${base}/mot-de-passe-oublie`, "Recevoir un lien")),
    email: person.email,
  })
  const post = (more: Record<string, string>) =>
    bareRequest(`${base}/mot-de-passe-oublie`, { method: "POST", body, headers: { ...headers, ...more } })
  for (const [host, origin] of [
    ["mal.example", base],
    [new URL(base).host, "https://mal.example"],
  ] as const)
    expect((await post({ host, origin, "x-forwarded-host": "mal.example" })).status, `${host} from ${origin}`).not.toBe(303)
  // The owner of a domain name that leads here can send that name in both headers: the portal answers, and its links do not change.
  const forged = await post({ host: "mal.example", origin: "http://mal.example" })
  expect(forged.status).toBe(303)
  expect(await db.token.count({ where: { accountId: person.id } })).toBeLessThanOrEqual(1)
  const mail = await mailTo(person.email, /Choisissez un nouveau mot de passe/)
  expect(mail.text).toContain(`${base}/mot-de-passe/`)
  expect(mail.html + mail.text).not.toContain("mal.example")
})

test("27: a reset closes the sessions that were open", async ({ page, browser }) => {
  const person = await someone("Volé")
  const thief = await (await browser.newContext()).newPage()
  await signIn(thief, person.email)
  await page.goto(`${base}/mot-de-passe-oublie`)
  await page.getByLabel("Adresse e-mail").fill(person.email)
  await page.getByRole("button", { name: "Recevoir un lien" }).click()
  await page.goto(linkIn(await mailTo(person.email, /Choisissez un nouveau mot de passe/)))
  await thief.goto(`${base}/accueil`)
  await expect(thief.getByRole("heading", { level: 1, name: "Accueil" }), "asking alone closes nothing").toBeVisible()
  await page.getByLabel("Nouveau mot de passe").fill(better)
  await page.getByRole("button", { name: "Choisir ce mot de passe" }).click()
  await page.waitForURL(/connexion/)
  await thief.goto(`${base}/accueil`)
  await expect(thief).toHaveURL(/\/connexion/)
})

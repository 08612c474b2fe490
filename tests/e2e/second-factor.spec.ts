import { expect, type Page, test } from "@playwright/test"
import { Secret, TOTP } from "otpauth"
import { db } from "@/lib/platform/db/client"
import { base, linkIn, mailTo, password, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible } from "@/tests/support/e2e-quality"

const strict = process.env.E2E_STRICT_BASE ?? ""

async function giveCredentials(page: Page, email: string) {
  await page.goto(`${strict}/connexion`)
  await page.getByLabel("Adresse e-mail").fill(email)
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Se connecter" }).click()
}

const codeOf = (secret: string, step = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: 30 }).generate({
    timestamp: Date.now() + step * 30_000,
  })

test("a manager without second factor only reaches its set-up; with one, gives a code at each sign-in", async ({ page, browser }) => {
  test.setTimeout(90_000)
  const manager = await someone("Camille", { isManager: true })
  await giveCredentials(page, manager.email)
  await expect(page.getByRole("heading", { level: 1, name: "Double authentification" })).toBeVisible()
  await expect(page.getByText("Un second facteur est obligatoire pour les gestionnaires.")).toBeVisible()
  await expectAccessible(page)
  for (const path of ["/admin", "/admin/comptes", "/accueil", "/mon-compte", "/demandes", "/mon-compte/supprimer"]) {
    await page.goto(strict + path)
    await expect(page, path).toHaveURL(/\/mon-compte\/double-authentification/)
  }
  expect((await page.request.get(`${strict}/mon-compte/donnees`, { maxRedirects: 0 })).status()).toBe(307)

  await page.getByRole("button", { name: "Recevoir un lien" }).click()
  await expect(page.getByRole("status")).toContainText(manager.email)
  await page.goto(linkIn(await mailTo(manager.email, /Configurez votre second facteur/)).replace(base, strict))
  await expectAccessible(page)
  await page.getByRole("button", { name: "Continuer" }).click()
  await page.getByRole("button", { name: "Configurer une application" }).click()
  await expect(page.getByRole("img", { name: "Code à photographier avec votre application" })).toBeVisible()
  await expectAccessible(page)
  const secret = ((await page.locator(".font-mono").first().textContent()) ?? "").replaceAll(" ", "")
  await page.getByLabel("Code affiché par l’application").fill("000000")
  await page.getByRole("button", { name: "Activer" }).click()
  await expect(page.locator("#code-erreur")).toContainText("Ce code n’est pas le bon")
  await page.getByLabel("Code affiché par l’application").fill(codeOf(secret))
  await page.getByRole("button", { name: "Activer" }).click()
  const codes = page.getByRole("list", { name: "Codes de secours" }).getByRole("listitem")
  await expect(codes).toHaveCount(10)
  const recovery = (await codes.first().textContent()) ?? ""
  await expectAccessible(page)
  await mailTo(manager.email, /La double authentification est activée/)
  await page.goto(`${strict}/mon-compte/double-authentification`)
  await expect(page.getByText(recovery), "shown once").toHaveCount(0)
  await page.goto(`${strict}/admin`)
  await expect(page.getByRole("heading", { level: 1, name: "Administration" })).toBeVisible()

  const again = await (await browser.newContext()).newPage()
  await giveCredentials(again, manager.email)
  await expect(again.getByRole("heading", { level: 1, name: "Second facteur" })).toBeVisible()
  await expectAccessible(again)
  for (const path of ["/admin", "/mon-compte/double-authentification", "/mon-compte/cle-acces"]) {
    await again.goto(strict + path)
    await expect(again, `${path}: the password alone sets nothing else up`).toHaveURL(/\/connexion\/second-facteur/)
  }
  await again.getByLabel("Code").fill("pas un code")
  await again.getByRole("button", { name: "Continuer" }).click()
  await expect(again.locator("#code-erreur")).toContainText("6 chiffres")
  // The code that set up the application is already used, and the next one is too early: as if half a minute had passed.
  await db.totp.update({ where: { accountId: manager.id }, data: { lastStep: null } })
  await again.getByLabel("Code").fill(codeOf(secret))
  await again.getByRole("button", { name: "Continuer" }).click()
  await expect(again).toHaveURL(/\/mon-compte\/cle-acces/)
  await again.goto(`${strict}/admin`)
  await expect(again.getByRole("heading", { level: 1, name: "Administration" })).toBeVisible()

  const lost = await (await browser.newContext()).newPage()
  await giveCredentials(lost, manager.email)
  await lost.getByLabel("Code").fill(recovery.toUpperCase())
  await lost.getByRole("button", { name: "Continuer" }).click()
  await expect(lost.getByRole("heading", { level: 1, name: "Accueil" })).toBeVisible()
  await mailTo(manager.email, /Un code de secours a servi/)
  expect(await db.recoveryCode.count({ where: { accountId: manager.id, usedAt: null } })).toBe(9)

  await lost.goto(`${strict}/mon-compte/double-authentification`)
  await lost.getByRole("button", { name: "Retirer l’application" }).click()
  await expect(lost.getByRole("alert").first()).toContainText("Un second facteur est obligatoire pour les gestionnaires")
})

test("anyone may protect their account with codes, and take them away", async ({ page, browser }) => {
  const person = await someone("Prudence")
  await giveCredentials(page, person.email)
  await page.waitForURL(`${strict}/accueil`)
  await page.goto(`${strict}/mon-compte`)
  await page.getByRole("link", { name: "Activer la double authentification" }).click()
  await page.getByRole("button", { name: "Configurer une application" }).click()
  const secret = ((await page.locator(".font-mono").first().textContent()) ?? "").replaceAll(" ", "")
  await page.getByLabel("Code affiché par l’application").fill(codeOf(secret))
  await page.getByRole("button", { name: "Activer" }).click()
  await page.getByRole("link", { name: "J’ai gardé mes codes" }).click()
  await expect(page.getByText("Activée", { exact: true })).toBeVisible()
  const again = await (await browser.newContext()).newPage()
  await giveCredentials(again, person.email)
  await expect(again.getByRole("heading", { level: 1, name: "Second facteur" })).toBeVisible()
  await again.getByRole("button", { name: "Se déconnecter" }).click()
  await expect(again).toHaveURL(`${strict}/`)

  await page.goto(`${strict}/mon-compte/double-authentification`)
  await page.getByRole("button", { name: "Retirer l’application" }).click()
  await expect(page.getByRole("status")).toContainText("L’application est retirée")
  await giveCredentials(again, person.email)
  await again.waitForURL(`${strict}/accueil`)
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("codes are set up, and the recovery codes seen, once", async ({ page }) => {
    const person = await someone("Sobre")
    await giveCredentials(page, person.email)
    await page.waitForURL(`${strict}/accueil`)
    await page.goto(`${strict}/mon-compte/double-authentification`)
    await page.getByRole("button", { name: "Configurer une application" }).click()
    const secret = ((await page.locator(".font-mono").first().textContent()) ?? "").replaceAll(" ", "")
    await page.getByLabel("Code affiché par l’application").fill(codeOf(secret))
    await page.getByRole("button", { name: "Activer" }).click()
    await expect(page.getByRole("list", { name: "Codes de secours" }).getByRole("listitem")).toHaveCount(10)
    await page.goto(`${strict}/mon-compte/double-authentification`)
    await expect(page.getByRole("list", { name: "Codes de secours" })).toHaveCount(0)
    await page.getByRole("button", { name: "Créer de nouveaux codes" }).click()
    await expect(page.getByRole("list", { name: "Codes de secours" }).getByRole("listitem")).toHaveCount(10)
  })
})

test("for a lost telephone, a manager takes the factors away, with a reason; the password is then enough", async ({ page, browser }) => {
  const [person, manager] = [await someone("Perdue"), await someone("Camille", { isManager: true })]
  await db.passkey.create({
    data: { accountId: person.id, credentialId: crypto.randomUUID(), publicKey: Buffer.from([1]), name: "Téléphone" },
  })
  await db.totp.create({ data: { accountId: person.id, secret: "-", confirmedAt: new Date() } })
  await giveCredentials(page, person.email)
  await expect(page.getByRole("heading", { level: 1, name: "Second facteur" })).toBeVisible()

  const office = await (await browser.newContext()).newPage()
  await signIn(office, manager.email)
  await office.goto(`${base}/admin/comptes?q=${encodeURIComponent(person.email)}`)
  await office.getByRole("link", { name: /PERDUE|Perdue/ }).click()
  await office.getByText("Retirer les seconds facteurs").click()
  await office.getByRole("button", { name: "Confirmer le retrait" }).click()
  await expect(office.getByRole("alert").first()).toContainText("Dites pourquoi")
  await expectAccessible(office)
  await office.getByLabel(/^Raison, et comment/).fill("Téléphone perdu, rappelée à son bureau.")
  await office.getByRole("button", { name: "Confirmer le retrait" }).click()
  await expect(office.getByRole("status")).toContainText("Les seconds facteurs sont retirés")
  await expect(office.getByText("Second facteurNon")).toBeVisible()
  await mailTo(person.email, /Vos seconds facteurs ont été retirés/)
  await giveCredentials(page, person.email)
  await page.waitForURL(`${strict}/accueil`)
})

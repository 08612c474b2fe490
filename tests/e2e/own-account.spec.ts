import { readFileSync } from "node:fs"
import { type Browser, expect, test } from "@playwright/test"
import { unzipSync } from "fflate"
import { appointFromShell } from "@/lib/identity/managers/operations"
import { db } from "@/lib/platform/db/client"
import { anAddress, base, linkIn, mailTo, pageOf, password, signIn, signInByForm, someone } from "@/tests/support/e2e-people"
import { expectAccessible } from "@/tests/support/e2e-quality"
import { anActiveAffiliation, aStructure, visitor } from "@/tests/support/factories"

const better = "lavande échelle zinc 2048"

async function opened(browser: Browser, email: string) {
  return pageOf(await browser.newContext(), email)
}

test("Mon compte: information is changed in place, a wrong number says so beside its field, what was typed stays", async ({ page }) => {
  const structure = await aStructure({ raisonSociale: "École des Arènes" })
  const person = await someone("Alix")
  await anActiveAffiliation(person.id, structure.id, { isReferent: true, rafaelProfil: "gestionnaire_general" })
  await signIn(page, person.email)
  await page.goto(`${base}/accueil`)
  await page.getByRole("link", { name: "Mon compte" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Mon compte" })).toBeVisible()
  for (const name of ["Mes informations", "Adresse e-mail", "Mot de passe", "Mes organismes", "Mes connexions", "Mes données"])
    await expect(page.getByRole("heading", { level: 2, name })).toBeVisible()
  await expect(page.getByRole("region", { name: "Mes organismes" })).toContainText("École des Arènes")
  await expect(page.getByRole("region", { name: "Mes organismes" })).toContainText("Gestionnaire OF général, Bénéficiaire")
  await expectAccessible(page)

  await page.getByLabel("Prénom").fill("Alixe")
  await page.getByLabel("Fonction").fill("<b>Formatrice</b>")
  await page.getByLabel("Téléphone").fill("05 56 12")
  await page.getByRole("button", { name: "Modifier", exact: true }).click()
  await expect(page.locator("#phone-erreur")).toContainText("05 56 00 00 00")
  await expect(page.getByRole("alert").first()).toBeFocused()
  await expect(page.getByLabel("Prénom")).toHaveValue("Alixe")
  await expectAccessible(page)
  await page.getByLabel("Téléphone").fill("+33 5 56 12 34 56")
  await page.getByRole("button", { name: "Modifier", exact: true }).click()
  await expect(page.getByRole("status")).toContainText("Vos informations sont à jour")
  await expect(page.getByLabel("Téléphone")).toHaveValue("05 56 12 34 56")
  await expect(page.getByLabel("Fonction"), "16: HTML stays text").toHaveValue("<b>Formatrice</b>")
  await expect(page.locator("header")).toContainText("Alixe")
})

test("31: another address, from start to end, with the way to stop it", async ({ browser }) => {
  test.setTimeout(90_000)
  const person = await someone("Nour")
  const [page, elsewhere] = [await opened(browser, person.email), await opened(browser, person.email)]
  const newEmail = anAddress("nour.nouvelle")
  await page.goto(`${base}/mon-compte`)
  const region = page.getByRole("region", { name: "Adresse e-mail" })
  await region.getByLabel("Nouvelle adresse e-mail").fill(newEmail)
  await region.getByLabel("Mot de passe actuel").fill("ce n’est pas le bon")
  await region.getByRole("button", { name: "Changer d’adresse" }).click()
  await expect(region.locator("#currentPassword-adresse-erreur")).toContainText("Ce n’est pas votre mot de passe actuel.")
  await expect(region.getByLabel("Nouvelle adresse e-mail")).toHaveValue(newEmail)
  await region.getByLabel("Mot de passe actuel").fill(password)
  await region.getByRole("button", { name: "Changer d’adresse" }).click()
  await expect(page.getByRole("status")).toContainText("Un lien à confirmer vient de partir")
  await expect(region).toContainText(newEmail)
  await expectAccessible(page)

  // A mail scanner opens both links: nothing happens.
  const [confirm, stop] = [
    linkIn(await mailTo(newEmail, /Confirmez votre nouvelle adresse/)),
    linkIn(await mailTo(person.email, /Une autre adresse/)),
  ]
  for (const link of [confirm, stop]) expect((await page.request.get(link)).status()).toBe(200)
  expect((await db.account.findUniqueOrThrow({ where: { id: person.id } })).email).toBe(person.email)

  const stranger = await (await browser.newContext()).newPage()
  await stranger.goto(confirm)
  await expect(stranger.getByRole("heading", { level: 1, name: "Confirmer votre adresse" })).toBeVisible()
  await expectAccessible(stranger)
  await stranger.getByRole("button", { name: "Confirmer mon adresse" }).click()
  await expect(stranger.getByText("Saisissez le mot de passe du compte qui prend cette adresse.").first()).toBeVisible()
  await stranger.getByLabel("Mot de passe actuel").fill(password)
  await stranger.getByRole("button", { name: "Confirmer mon adresse" }).click()
  await expect(stranger.getByRole("status")).toContainText("Votre nouvelle adresse est confirmée")
  for (const old of [page, elsewhere]) {
    await old.goto(`${base}/accueil`)
    await expect(old, "sessions of before are over").toHaveURL(/\/connexion/)
  }
  await signInByForm(stranger, newEmail)
  for (const email of [person.email, newEmail]) await mailTo(email, /L’adresse de votre compte a changé/)

  await page.goto(stop)
  await expectAccessible(page)
  await page.getByRole("button", { name: "Arrêter ce changement" }).click()
  await expect(page.getByRole("status")).toContainText("Le changement d’adresse est arrêté")
  await stranger.goto(`${base}/accueil`)
  await expect(stranger).toHaveURL(/\/connexion/)
  await page.goto(linkIn(await mailTo(person.email, /Le changement d’adresse est arrêté/)))
  await page.getByLabel("Nouveau mot de passe").fill(better)
  await page.getByRole("button", { name: "Choisir ce mot de passe" }).click()
  await page.getByLabel("Adresse e-mail").fill(person.email)
  await page.getByLabel("Mot de passe").fill(better)
  await page.getByRole("button", { name: "Se connecter" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Accueil" })).toBeVisible()
})

test("27: a new password closes the other browser and keeps this one; its strength is said in words while typing", async ({ browser }) => {
  const person = await someone("Solène")
  const [page, elsewhere] = [await opened(browser, person.email), await opened(browser, person.email)]
  await page.goto(`${base}/mon-compte`)
  const region = page.getByRole("region", { name: "Mot de passe" })
  const field = region.getByLabel("Nouveau mot de passe")
  const said = region.locator("[aria-live]")
  await field.pressSequentially("solène")
  await expect(said).toHaveText("Encore 9 caractères.")
  await field.fill(`Solène ${person.lastName} 2026`)
  await expect(said).toContainText("Trop facile à deviner")
  await region.getByLabel("Mot de passe actuel").fill(password)
  await region.getByRole("button", { name: "Changer de mot de passe" }).click()
  await expect(page.locator("#password-changement-erreur")).toContainText("trop facile à deviner")
  await field.fill(better)
  await expect(said).toContainText("difficile à deviner")
  await region.getByRole("button", { name: "Afficher ce qui est saisi" }).last().click()
  await expect(field).toHaveAttribute("type", "text")
  await region.getByLabel("Mot de passe actuel").fill(password)
  await region.getByRole("button", { name: "Changer de mot de passe" }).click()
  await expect(page.getByRole("status")).toContainText("Votre mot de passe est changé")
  await page.goto(`${base}/accueil`)
  await expect(page.getByRole("heading", { level: 1, name: "Accueil" })).toBeVisible()
  await elsewhere.goto(`${base}/accueil`)
  await expect(elsewhere).toHaveURL(/\/connexion/)
  await mailTo(person.email, /Votre mot de passe a changé/)
})

test("Mes connexions: one is closed from another, then all, seen from the second browser and on the second instance", async ({
  browser,
}) => {
  const person = await someone("Inès")
  const opened = async () => {
    const page = await (await browser.newContext()).newPage()
    await signInByForm(page, person.email)
    return page
  }
  const [page, second, third] = [await opened(), await opened(), await opened()]
  // The same cookie on the other instance of the portal: ports share cookies.
  const strict = process.env.E2E_STRICT_BASE ?? ""
  await third.goto(`${strict}/mon-compte`)
  await expect(third.getByRole("heading", { level: 1, name: "Mon compte" })).toBeVisible()

  await page.goto(`${base}/mon-compte`)
  const region = page.getByRole("region", { name: "Mes connexions" })
  await expect(region.getByRole("listitem")).toHaveCount(3)
  await expect(region.getByText("Cette connexion")).toHaveCount(1)
  await expect(region.getByRole("listitem").first()).toContainText(/Chrom\S* sur/)
  const { id } = await db.session.findFirstOrThrow({ where: { accountId: person.id }, orderBy: { createdAt: "asc" }, skip: 1 })
  await region
    .getByRole("listitem")
    .filter({ has: page.locator(`input[value="${id}"]`) })
    .getByRole("button", { name: "Déconnecter", exact: true })
    .click()
  await expect(page.getByRole("status")).toContainText("La connexion est fermée")
  await second.goto(`${base}/accueil`)
  await expect(second).toHaveURL(/\/connexion/)
  await third.goto(`${strict}/accueil`)
  await expect(third.getByRole("heading", { level: 1, name: "Accueil" })).toBeVisible()

  await page.getByRole("button", { name: "Tout déconnecter" }).click()
  await expect(page).toHaveURL(/\/connexion/)
  await expect(page.getByRole("status")).toContainText("Toutes vos connexions sont fermées")
  await third.goto(`${strict}/accueil`)
  await expect(third, "at once, on every instance").toHaveURL(/\/connexion/)
})

test("the first manager is welcomed, chooses a password, and signs in with it", async ({ page }) => {
  const email = anAddress("ada")
  const appointed = await appointFromShell({ ...visitor, now: new Date() }, { email, firstName: "Ada", lastName: "Lemoine" })
  if (!appointed.ok) throw new Error(appointed.why)
  await page.goto(`${base}/mot-de-passe/${appointed.value.token}`)
  await expect(page.getByRole("heading", { level: 1, name: "Choisir un nouveau mot de passe" })).toBeVisible()
  await expect(page.getByText("Bienvenue sur le portail.")).toBeVisible()
  await expect(page.getByText(/de nouveau à vous|connexions ouvertes/)).toHaveCount(0)
  await expectAccessible(page)
  await page.getByLabel("Nouveau mot de passe").fill(better)
  await page.getByRole("button", { name: "Choisir ce mot de passe" }).click()
  await expect(page).toHaveURL(/\/connexion/)
  await page.getByLabel("Adresse e-mail").fill(email)
  await page.getByLabel("Mot de passe").fill(better)
  await page.getByRole("button", { name: "Se connecter" }).click()
  await expect(page).not.toHaveURL(/\/connexion$/)
})

test("Mes données: everything in a zip, then the account is erased, unless a structure depends on it", async ({ page }) => {
  const structure = await aStructure({ raisonSociale: "Maison des Vignes" })
  const [person, colleague] = [await someone("Odile"), await someone("Paul")]
  await anActiveAffiliation(person.id, structure.id, { isReferent: true })
  const theirs = await anActiveAffiliation(colleague.id, structure.id)
  await signIn(page, person.email)
  await page.goto(`${base}/mon-compte`)
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Télécharger mes données" }).click()])
  expect(download.suggestedFilename()).toMatch(/^mes-donnees-\d{4}-\d\d-\d\d\.zip$/)
  const files = unzipSync(readFileSync(await download.path()))
  expect(JSON.parse(new TextDecoder().decode(files["mes-donnees.json"])).compte[0].adresse_email).toBe(person.email)

  await page.getByRole("link", { name: "Supprimer mon compte" }).click()
  await expect(page.getByText("Vous ne pouvez pas encore supprimer votre compte.")).toBeVisible()
  await expect(page.getByRole("link", { name: "Demander un changement de référent pour Maison des Vignes" })).toBeVisible()
  await expectAccessible(page)
  await db.affiliation.update({ where: { id: theirs.id }, data: { isReferent: true } })
  await db.session.updateMany({ where: { accountId: person.id }, data: { authAt: new Date(Date.now() - 16 * 60_000) } })
  await page.reload()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Supprimer définitivement mon compte" }).click()
  await expect(page.getByRole("alert").first()).toContainText("Saisissez votre mot de passe")
  await page.getByLabel("Mot de passe actuel").fill(password)
  await page.getByRole("button", { name: "Supprimer définitivement mon compte" }).click()
  await expect(page.getByRole("status")).toContainText("Votre compte est supprimé")
  await mailTo(person.email, /Votre compte est supprimé/)
  expect(await db.account.findUnique({ where: { id: person.id } })).toMatchObject({ firstName: "Compte", lastName: "effacé" })
  expect((await page.request.get(`${base}/mon-compte/donnees`, { maxRedirects: 0 })).status()).toBe(307)
})

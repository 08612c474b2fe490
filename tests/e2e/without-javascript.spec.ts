import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db"
import { anAddress, base, linkIn, mailTo, password, someone } from "@/tests/support/e2e-people"
import { anActiveAffiliation, aPendingRequest, aStructure } from "@/tests/support/factories"

test.use({ javaScriptEnabled: false })

test("sign-up, confirmation and sign-in are plain pages, and errors keep what was typed", async ({ page }) => {
  const name = `École ${crypto.randomUUID().slice(0, 8)}`
  await aStructure({ raisonSociale: name })
  const email = anAddress("sans-script")
  await page.goto(`${base}/inscription`)
  await page.getByLabel("Recherchez votre organisme de rattachement").fill(name)
  await page.getByRole("button", { name: "Continuer" }).click()
  await page.getByRole("link", { name }).click()

  await page.getByLabel("Prénom").fill("Alix")
  await page.getByRole("button", { name: "Continuer" }).click()
  await expect(page.getByRole("link", { name: "Nom : Saisissez votre nom." })).toHaveAttribute("href", "#lastName")
  await expect(page.getByLabel("Prénom")).toHaveValue("Alix")
  await page.getByLabel("Nom", { exact: true }).fill("Durand")
  await page.getByLabel("Fonction").fill("Formatrice")
  await page.getByLabel("Adresse e-mail").fill(email)
  await page.getByLabel("Mot de passe").fill("motdepassemotdepasse")
  await page.getByRole("button", { name: "Continuer" }).click()
  await expect(page.locator("#password-erreur")).toContainText("trop facile à deviner")
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Continuer" }).click()
  await page.getByRole("button", { name: "Envoyer ma demande" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Vérifiez votre messagerie" })).toBeVisible()

  await page.goto(linkIn(await mailTo(email, /Confirmez/)))
  await page.getByRole("button", { name: "Confirmer mon adresse" }).click()
  await page.getByLabel("Adresse e-mail").fill(email)
  await page.getByLabel("Mot de passe").fill("un mauvais mot de passe")
  await page.getByRole("button", { name: "Se connecter" }).click()
  await expect(page.getByText("Adresse e-mail ou mot de passe incorrect.")).toBeVisible()
  await expect(page.getByLabel("Adresse e-mail")).toHaveValue(email)
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Se connecter" }).click()
  await expect(page.getByText("Demande en attente")).toBeVisible()
  await page.getByRole("button", { name: "Se déconnecter" }).click()
  await expect(page.getByRole("link", { name: "Connexion" }).first()).toBeVisible()
})

test("a référent decides too", async ({ page }) => {
  const structure = await aStructure()
  const referent = await someone("Dominique")
  await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
  const applicant = await someone("Nadia")
  const { id } = await aPendingRequest(applicant.id, structure.id, { need: "offre" })
  await page.goto(`${base}/connexion?retour=/demandes`)
  await page.getByLabel("Adresse e-mail").fill(referent.email)
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Se connecter" }).click()
  await page.getByRole("button", { name: "Valider" }).click()
  await page.getByRole("button", { name: "Confirmer" }).click()
  await expect(page.getByRole("status")).toContainText("Gestionnaire OF catalogue formation")
  expect(await db.affiliation.findUnique({ where: { id } })).toMatchObject({ status: "active", rafaelProfil: "gestionnaire_catalogue" })
})

import { type Browser, expect, type Page, test } from "@playwright/test"
import { anAddress, base, linkIn, mailTo, pageOf, password, someone } from "@/tests/support/e2e-people"
import { expectAccessible } from "@/tests/support/e2e-quality"
import { aStructure } from "@/tests/support/factories"

type Person = { firstName: string; lastName: string; email: string; need: string }

async function signUp(browser: Browser, structureName: string, person: Person): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(base)
  await expectAccessible(page)
  await page.getByRole("main").getByRole("link", { name: "Créer un compte" }).click()
  await expect(page).toHaveTitle(/Créer un compte/)
  await page.getByRole("combobox", { name: "Recherchez votre organisme de rattachement" }).fill(structureName.toLowerCase())
  await page.getByRole("option", { name: structureName }).waitFor()
  await expectAccessible(page)
  await page.getByRole("option", { name: structureName }).click()
  await page.getByRole("button", { name: "Continuer" }).click()

  await page.getByLabel("Prénom").fill(person.firstName)
  await expectAccessible(page)
  await page.getByLabel("Nom", { exact: true }).fill(person.lastName)
  await page.getByLabel("Fonction").fill("Conseillère")
  await page.getByLabel("Téléphone").fill("05 56 00 00 00")
  await page.getByLabel("Que devez-vous faire ?").selectOption(person.need)
  await page.getByLabel("Adresse e-mail").fill(person.email)
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Continuer" }).click()

  await page.getByRole("button", { name: "Envoyer ma demande" }).waitFor()
  await expect(page.getByText(person.email)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Envoyer ma demande" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Vérifiez votre messagerie" })).toBeVisible()
  await expectAccessible(page)
  return page
}

async function confirmAndSignIn(page: Page, email: string) {
  await page.goto(linkIn(await mailTo(email, /Confirmez votre adresse/)))
  await expectAccessible(page)
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Confirmer mon adresse" }).click()
  await expect(page.getByRole("status")).toContainText("Votre adresse est confirmée")
  // In the browser that signed up, the confirmation signs in.
  await expect(page.getByRole("heading", { level: 1, name: "Accueil" })).toBeVisible()
}

test("first account, managers validate, référent; second account, référent validates with a profil, the right works; a third is refused", async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const name = `Mission locale ${crypto.randomUUID().slice(0, 8)}`
  await aStructure({ raisonSociale: name, types: ["prescripteur"] })
  const manager = await someone("Camille", { isManager: true })
  const first = { firstName: "Éléonore", lastName: "Lacaze", email: anAddress("eleonore"), need: "valider" }
  const second = { firstName: "Driss", lastName: "Benali", email: anAddress("driss"), need: "inscrire" }
  const third = { firstName: "Zoé", lastName: "Inconnue", email: anAddress("zoe"), need: "" }

  // The first account waits for the managers.
  const firstPage = await signUp(browser, name, first)
  await confirmAndSignIn(firstPage, first.email)
  await expect(firstPage.getByText("Demande en attente")).toBeVisible()
  await expect(firstPage.getByText("l’équipe Cap Métiers")).toBeVisible()
  await expectAccessible(firstPage)

  const managerPage = await pageOf(await browser.newContext(), manager.email)
  await managerPage.goto(linkIn(await mailTo(manager.email, new RegExp(`premier compte de ${name}`))))
  await expect(managerPage.getByRole("heading", { name: "Valider la demande d’Éléonore LACAZE" })).toBeVisible()
  await expect(managerPage.getByRole("radio", { name: "Prescripteur Niveau 3" })).toBeChecked()
  await expect(managerPage.getByText("Deviendra référent·e")).toBeVisible()
  await expectAccessible(managerPage)
  await managerPage.getByRole("button", { name: "Confirmer" }).click()
  await expect(managerPage.getByRole("status")).toContainText("est validée par Camille")
  await expectAccessible(managerPage)

  // She is référent at her next page, without signing in again.
  await mailTo(first.email, /est validée/)
  await firstPage.goto(`${base}/demandes`)
  await expect(firstPage.getByRole("heading", { level: 1, name: "Demandes" })).toBeVisible()

  // The second account waits for her.
  const secondPage = await signUp(browser, name, second)
  await confirmAndSignIn(secondPage, second.email)
  await expect(secondPage.getByText("Éléonore LACAZE")).toBeVisible()
  await secondPage.goto(`${base}/rafael/preinscriptions`)
  await expect(secondPage.getByRole("heading", { level: 1, name: "Page introuvable" })).toBeVisible()

  await firstPage.goto(linkIn(await mailTo(first.email, /Driss BENALI demande à rejoindre/)))
  await expect(firstPage.getByRole("radio", { name: "Prescripteur Niveau 1" })).toBeChecked()
  await firstPage.getByRole("button", { name: "Confirmer" }).click()
  await expect(firstPage.getByRole("status")).toContainText("Driss BENALI")
  await expect(firstPage.getByRole("status")).toContainText("Prescripteur Niveau 1")

  const accepted = await mailTo(second.email, /est validée/)
  expect(accepted.text).toContain("Prescripteur Niveau 1")
  expect(accepted.text).toContain("Éléonore LACAZE")
  await secondPage.goto(`${base}/accueil`)
  await expect(secondPage.getByText("Prescripteur Niveau 1, Bénéficiaire")).toBeVisible()
  await expectAccessible(secondPage)
  await secondPage.getByRole("link", { name: "Préinscriptions" }).click()
  await expect(secondPage.getByRole("heading", { level: 1, name: "Préinscriptions" })).toBeVisible()
  await secondPage.goto(`${base}/mes-structures`)
  await expect(secondPage.getByRole("table", { name: "Liste des structures" })).toContainText(name)
  await expectAccessible(secondPage)

  // The third is refused, with the reason.
  const thirdPage = await signUp(browser, name, third)
  await confirmAndSignIn(thirdPage, third.email)
  await mailTo(first.email, /Zoé INCONNUE demande à rejoindre/)
  await firstPage.goto(`${base}/demandes`)
  await expectAccessible(firstPage)
  await firstPage
    .getByRole("row", { name: /Zoé INCONNUE/ })
    .getByRole("button", { name: "Refuser" })
    .click()
  await firstPage.getByRole("button", { name: "Confirmer le refus" }).click()
  await expect(firstPage.getByRole("alert").first()).toContainText("Dites pourquoi")
  await expectAccessible(firstPage)
  await firstPage.getByLabel("Raison du refus").fill("Vous ne travaillez pas chez nous.")
  await firstPage.getByRole("button", { name: "Confirmer le refus" }).click()
  await expect(firstPage.getByRole("status")).toContainText("refusée")
  expect((await mailTo(third.email, /n’a pas été acceptée/)).text).toContain("Vous ne travaillez pas chez nous.")
  await thirdPage.goto(`${base}/accueil`)
  await expect(thirdPage.getByText("Vous ne travaillez pas chez nous.")).toBeVisible()
})

/** What is heard along the main journeys, phrase by phrase (docs/accessibilite.md says what this proves). */
import { type Browser, expect, test } from "@playwright/test"
import { base, signIn, someone } from "@/tests/support/e2e-people"
import { anAccount, anActiveAffiliation, aPendingRequest, aStructure } from "@/tests/support/factories"
import { missingFrom, spokenOn } from "@/tests/support/spoken"

async function listened(browser: Browser, email?: string) {
  const page = await (await browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 900 }, locale: "fr-FR" })).newPage()
  if (email) await signIn(page, email)
  return page
}

async function aReferent() {
  const structure = await aStructure({ raisonSociale: `Institut ${crypto.randomUUID().slice(0, 6)}`, types: ["formateur"] })
  const referent = await someone("Dominique")
  await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
  const requests = []
  for (const [index, firstName] of ["Élodie", "Omar"].entries()) {
    const person = await anAccount({ firstName, lastName: "Caillaud", jobTitle: "Formatrice" })
    requests.push(
      await aPendingRequest(person.id, structure.id, { need: "offre", requestedAt: new Date(Date.now() - (9 - index) * 3_600_000) }),
    )
  }
  return { structure, referent, request: requests[0] }
}

test("signing up: the steps, the field with its help, the way out, then each error with its field", async ({ browser }) => {
  const structure = await aStructure()
  const page = await listened(browser)
  await page.goto(`${base}/inscription`)
  expect(
    missingFrom(await spokenOn(page), [
      /^link, Aller au contenu/,
      /^navigation|^banner/,
      /^heading, Créer un compte, level 1/,
      /Recherchez votre organisme de rattachement/,
      /combobox, Recherchez votre organisme de rattachement.*Nom, sigle, enseigne ou numéro SIRET/,
      /^link, Ma structure n'est pas dans la liste/,
      /^button, Continuer/,
    ]),
  ).toBeNull()
  await page.goto(`${base}/inscription/informations?siret=${structure.siret}`)
  await page.getByRole("button", { name: "Continuer" }).click()
  await page.getByRole("alert").first().waitFor()
  expect(
    missingFrom(await spokenOn(page), [
      /^alert/,
      /Quelques réponses sont à corriger/,
      /^link, Nom\s: Saisissez votre nom/,
      /^link, Mot de passe\s: /,
      /^textbox, Nom, .*(invalid|Saisissez votre nom)/,
    ]),
  ).toBeNull()
})

test("answering: the list, its boxes, whose request each button is of, then the choice of rights", async ({ browser }) => {
  const { structure, referent, request } = await aReferent()
  const page = await listened(browser, referent.email)
  await page.goto(`${base}/demandes`)
  expect(
    missingFrom(await spokenOn(page), [
      /^heading, Demandes, level 1/,
      /^table, Demandes en attente/,
      /^columnheader, Nom/,
      /^checkbox, Cocher la demande d’Élodie CAILLAUD, not checked/,
      /^link, Élodie CAILLAUD/,
      /^button, Valider, Élodie CAILLAUD/,
      /^button, Refuser, Élodie CAILLAUD/,
      /^checkbox, Cocher la demande d’Omar CAILLAUD, not checked/,
      /^button, Répondre aux demandes cochées/,
    ]),
  ).toBeNull()
  await page.goto(`${base}/demandes/${request?.id}/valider`)
  expect(
    missingFrom(await spokenOn(page), [
      /^heading, Valider la demande d’Élodie CAILLAUD, level 1/,
      new RegExp(structure.raisonSociale),
      /^group, Profil Rafael \(un seul\)/,
      /^radio, Gestionnaire OF catalogue formation, .*Gère le catalogue de formation.*, checked/,
      /^button, Confirmer/,
      /^button, Valider et suivante/,
    ]),
  ).toBeNull()
})

test("the people of a structure: who has no right, and what each link does to whom", async ({ browser }) => {
  const { structure, referent } = await aReferent()
  const bare = await anAccount({ firstName: "Nadia", lastName: "Sans" })
  await anActiveAffiliation(bare.id, structure.id)
  const page = await listened(browser, referent.email)
  await page.goto(`${base}/mes-structures/${structure.id}`)
  expect(
    missingFrom(await spokenOn(page), [
      new RegExp(`^heading, ${structure.raisonSociale}, level 1`),
      /^table, Liste des utilisateurs/,
      /On ne se détache pas soi-même/,
      /^link, annoncer mon départ/,
      /^Nadia SANS/,
      /^Aucun droit/,
      /^link, Modifier les droits, Nadia SANS Aucun droit/,
      /^link, Détacher, Nadia SANS/,
    ]),
  ).toBeNull()
})

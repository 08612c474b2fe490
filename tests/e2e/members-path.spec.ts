/** A member's path: asking, waiting, reminding, cancelling, leaving, and a structure that is not in the list. */
import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { base, mailTo, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible } from "@/tests/support/e2e-quality"
import { anActiveAffiliation, aSiret, aStructure, aStructureWithReferent } from "@/tests/support/factories"

const hour = 3_600_000

test("asks, sees what happens, reminds after 48 hours, cancels, asks again", async ({ page }) => {
  const { structure, referent } = await aStructureWithReferent({ raisonSociale: `Relais ${crypto.randomUUID().slice(0, 8)}` })
  const member = await someone("Sacha")
  await signIn(page, member.email)
  await page.goto(`${base}/mes-structures`)
  await page.getByRole("combobox", { name: "Recherchez votre organisme de rattachement" }).fill(structure.raisonSociale)
  await page.getByRole("option", { name: structure.raisonSociale }).click()
  await page.getByLabel("Que devez-vous faire ?").selectOption("inscrire")
  await page.getByRole("button", { name: "Valider" }).click()
  await expect(page.getByRole("status")).toContainText("Votre demande est transmise")
  await mailTo(referent.email, /Sacha/)
  const row = page
    .getByRole("table", { name: "Mes demandes d'affiliation en attente" })
    .getByRole("row", { name: new RegExp(structure.raisonSociale) })
  await expect(row).toContainText("Envoyée")
  await expect(row.getByRole("button", { name: "Relancer" })).toHaveCount(0)
  await expectAccessible(page)

  const own = { accountId: member.id, structureId: structure.id }
  await db.affiliation.updateMany({
    where: own,
    data: { requestedAt: new Date(Date.now() - 200 * hour), escalatedAt: new Date(Date.now() - 20 * hour) },
  })
  await page.reload()
  await expect(row).toContainText("Transmise aussi à Cap Métiers")
  await row.getByRole("button", { name: "Relancer" }).click()
  await expect(page.getByRole("status")).toContainText("Votre relance est partie")
  await mailTo(referent.email, /Rappel\s: Sacha/)
  await expect(row).toContainText("Relance possible à partir du")
  await page.goto(`${base}/accueil`)
  await expect(page.getByText("ou de l’équipe Cap Métiers")).toBeVisible()
  await expect(page.getByText("Relancée à l’instant")).toBeVisible()
  await expectAccessible(page)

  await page.goto(`${base}/mes-structures`)
  await row.getByRole("button", { name: "Annuler" }).click()
  await expect(page.getByRole("status")).toContainText("Votre demande est annulée")
  await expect(page.getByText("Aucune demande en attente.")).toBeVisible()
})

test("sees colleagues without gestures over them, finds them in the directories, then leaves", async ({ page }) => {
  const { structure, referent } = await aStructureWithReferent({ raisonSociale: `Relais ${crypto.randomUUID().slice(0, 8)}` })
  const member = await someone("Sacha")
  const affiliation = await anActiveAffiliation(member.id, structure.id, { rafaelProfil: "prescripteur_1" })
  await signIn(page, member.email)
  await page.goto(`${base}/mes-structures/${structure.id}`)
  await expect(page.getByRole("table", { name: "Liste des utilisateurs" })).toContainText("Référent·e")
  for (const name of ["Modifier les droits", "Détacher", "Export CSV", "Signaler une modification"])
    await expect(page.getByRole("link", { name })).toHaveCount(0)
  await expect(page.getByRole("columnheader", { name: /Dernière connexion/ })).toHaveCount(0)
  await page.getByRole("link", { name: "Email" }).click()
  await expect(page.getByRole("columnheader", { name: "Email" })).toHaveAttribute("aria-sort", "ascending")
  await expectAccessible(page)

  await page.goto(`${base}/annuaires`)
  await page.getByLabel("Nom, sigle, ville ou SIRET").fill(structure.raisonSociale)
  await page.getByRole("button", { name: "Rechercher" }).click()
  const line = page.getByRole("row", { name: new RegExp(structure.raisonSociale) }).first()
  await expect(line).toContainText("Par le référent")
  await expect(line).toContainText(referent.lastName.toUpperCase())
  const person = page.getByLabel("Nom, e-mail ou fonction")
  await person.fill(referent.email)
  await person.press("Enter")
  await expect(page.getByRole("table", { name: "Utilisateurs" }).getByRole("row")).toHaveCount(2)
  await expect(person, "a search by keyboard goes on where it was").toBeFocused()
  await expect(page.getByLabel("Nom, sigle, ville ou SIRET"), "the other search stays").toHaveValue(structure.raisonSociale)
  await expectAccessible(page)

  await page.goto(`${base}/mes-structures`)
  await page.getByRole("link", { name: "Je quitte cette structure" }).click()
  await expect(page.getByText("Prescripteur Niveau 1, Bénéficiaire")).toBeVisible()
  await page.getByLabel("Un mot pour les référents").fill("Merci pour tout.")
  await expectAccessible(page)
  await page.getByRole("button", { name: "Confirmer mon départ" }).click()
  await expect(page.getByRole("status")).toContainText("Votre départ est enregistré")
  await expect(page.getByRole("status"), "what happened is read first").toBeFocused()
  expect(await db.affiliation.findUnique({ where: { id: affiliation.id } })).toMatchObject({ status: "ended" })
  expect((await mailTo(referent.email, /Sacha .* a quitté/)).text).toContain("Merci pour tout.")
  expect((await page.request.get(`${base}/mes-structures/${structure.id}`)).status()).toBe(404)
})

test("changes employer: every référent concerned is told in one go", async ({ page }) => {
  const [first, second] = [await aStructureWithReferent(), await aStructureWithReferent()]
  const member = await someone("Sacha")
  for (const { structure } of [first, second]) await anActiveAffiliation(member.id, structure.id)
  await signIn(page, member.email)
  await page.goto(`${base}/mes-structures`)
  await page.getByRole("link", { name: "Je change d’employeur" }).click()
  await page.getByRole("checkbox").first().uncheck()
  await page.getByRole("checkbox").last().uncheck()
  await page.getByLabel("Message").fill("Dernier jour vendredi.")
  await page.getByRole("button", { name: "Prévenir et partir" }).click()
  await expect(page.getByRole("alert").first()).toContainText("Cochez au moins une structure")
  await expect(page.getByLabel("Message")).toHaveValue("Dernier jour vendredi.")
  await expectAccessible(page)
  await page.getByRole("checkbox").first().check()
  await page.getByRole("checkbox").last().check()
  await page.getByRole("button", { name: "Prévenir et partir" }).click()
  await expect(page.getByRole("status")).toContainText("Votre départ est enregistré")
  for (const { referent } of [first, second]) expect((await mailTo(referent.email, /a quitté/)).text).toContain("Dernier jour vendredi.")
})

test.describe("a structure that is not in the list", () => {
  const known = async (siret: string, more = {}) =>
    fetch(`${process.env.E2E_DIRECTORY}/`, {
      method: "PUT",
      body: JSON.stringify({ siret, name: "ATELIER DES TANNEURS", sigle: "ADT", ...more }),
    })

  test("is filled in from the national directory; a second person joins the first", async ({ page, browser }) => {
    const siret = aSiret()
    await known(siret, { isHeadOffice: false })
    const member = await someone("Sacha")
    await signIn(page, member.email)
    await page.goto(`${base}/mes-structures`)
    await page.getByRole("link", { name: "Ma structure n'est pas dans la liste" }).click()
    await page.getByLabel("Ville").fill("Pau centre")
    await page.getByLabel("SIRET").fill(siret)
    await expect(page.getByText("Trouvée dans l’annuaire national")).toBeVisible()
    await expect(page.getByLabel("Raison sociale")).toHaveValue("ATELIER DES TANNEURS")
    await expect(page.getByLabel("Adresse")).toHaveValue("12 RUE DES TANNEURS")
    await expect(page.getByLabel("Code postal")).toHaveValue("64000")
    await expect(page.getByLabel("Ville"), "what was typed stays").toHaveValue("Pau centre")
    await expectAccessible(page)
    await page.getByRole("button", { name: "Envoyer ma demande" }).click()
    await expect(page.getByRole("status")).toContainText("Votre demande de référencement est transmise")
    await expect(page.getByText("étudie l’ajout d’ATELIER DES TANNEURS")).toBeVisible()

    const other = await someone("Alix")
    const second = await (await browser.newContext()).newPage()
    await signIn(second, other.email)
    await second.goto(`${base}/inscription/structure-absente`)
    await second.getByLabel("SIRET").fill(siret)
    await expect(second.getByText("votre demande la rejoindra")).toBeVisible()
    await second.getByRole("button", { name: "Envoyer ma demande" }).click()
    await expect(second.getByRole("status")).toContainText("Votre demande de référencement est transmise")
    expect(await db.listingRequest.findMany({ where: { siret }, include: { applicants: true } })).toMatchObject([{ applicants: [{}, {}] }])
  })

  test("already listed: it is chosen with a button; closed, wrong or unknown: it is said", async ({ page }) => {
    const listed = await aStructure({ raisonSociale: `Déjà là ${crypto.randomUUID().slice(0, 8)}` })
    const closed = await aStructure({ state: "closed", raisonSociale: "Fermée ici" })
    const elsewhere = aSiret()
    await known(elsewhere, { state: "F" })
    const member = await someone("Sacha")
    await signIn(page, member.email)
    await page.goto(`${base}/inscription/structure-absente`)
    const siret = page.getByLabel("SIRET")
    await siret.fill(closed.siret)
    await expect(page.getByText("Fermée ici est fermée")).toBeVisible()
    await siret.fill(elsewhere)
    await expect(page.getByText("L’annuaire national dit cet établissement fermé")).toBeVisible()
    await siret.fill(aSiret())
    await expect(page.getByText("L’annuaire national ne connaît pas ce SIRET")).toBeVisible()
    await siret.fill("31754202500043")
    await page.getByRole("button", { name: "Envoyer ma demande" }).click()
    await expect(page.getByRole("alert").first()).toContainText("n’est pas valide")
    await siret.fill(listed.siret)
    await page.getByRole("link", { name: "Choisir cette structure" }).click()
    await expect(page.getByText("Structure choisie")).toBeVisible()
    await expectAccessible(page)
    await page.getByRole("button", { name: "Valider" }).click()
    await expect(page.getByRole("status")).toContainText("Votre demande est transmise")
    expect(await db.affiliation.count({ where: { accountId: member.id, structureId: listed.id, status: "pending" } })).toBe(1)
  })

  test("a stranger signing up chooses it the same way", async ({ page }) => {
    const listed = await aStructure({ raisonSociale: `Déjà là ${crypto.randomUUID().slice(0, 8)}` })
    await page.goto(`${base}/inscription/structure-absente`)
    await page.getByLabel("SIRET").fill(listed.siret)
    await page.getByRole("link", { name: "Choisir cette structure" }).click()
    await expect(page).toHaveURL(new RegExp(`/inscription/informations\\?siret=${listed.siret}`))
  })
})

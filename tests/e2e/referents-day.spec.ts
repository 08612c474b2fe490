/** The référent's day, on a phone, by touch: from the mail to the right granted, then the people of the structure. */
import { expect, type Page, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { queueMessage } from "@/lib/trace/messages/operations"
import { base, linkIn, mailTo, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible, expectNoOverflow } from "@/tests/support/e2e-quality"
import { anAccount, anActiveAffiliation, aPendingRequest, aStructure } from "@/tests/support/factories"

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

async function aBusyReferent() {
  const structure = await aStructure({ raisonSociale: `Atelier ${crypto.randomUUID().slice(0, 8)}` })
  const referent = await someone("Dominique")
  await anActiveAffiliation(referent.id, structure.id, { isReferent: true })
  const applicants = await Promise.all(
    (["inscrire", "valider", "offre", null] as const).map(async (need, index) => {
      const account = await anAccount({
        firstName: ["Nadia", "Omar", "Paola", "Quentin"][index] ?? "",
        lastName: "Benali",
        jobTitle: "Conseiller",
      })
      return aPendingRequest(account.id, structure.id, { need, requestedAt: new Date(Date.now() - (index + 1) * 24 * 3_600_000) })
    }),
  )
  return { structure, referent, applicants }
}

async function look(page: Page) {
  await expectNoOverflow(page)
  await expectAccessible(page)
}

test("from the mail to the right granted in three gestures", async ({ page }) => {
  const { structure, referent, applicants } = await aBusyReferent()
  const [request] = applicants
  // The référent reads mail on the phone where they are signed in already.
  await signIn(page, referent.email)
  await db.$transaction((tx) =>
    queueMessage(tx, new Date(), { email: referent.email, accountId: referent.id }, "request-to-decide", {
      structureName: structure.raisonSociale,
      siret: structure.siret,
      affiliationId: request?.id ?? "",
      applicant: "Nadia BENALI",
      jobTitle: null,
      need: "inscrire",
      toManagers: false,
      standsInFor: "",
      reminder: false,
    }),
  )
  const link = linkIn(await mailTo(referent.email, /Nadia BENALI demande à rejoindre/))
  const started = Date.now()
  await page.goto(link)
  await expect(page.getByRole("radio", { name: "Prescripteur Niveau 1" })).toBeChecked()
  await page.getByRole("button", { name: "Confirmer" }).tap()
  await expect(page.getByRole("status")).toContainText("Nadia BENALI")
  expect(Date.now() - started, "of which a person only reads").toBeLessThan(20_000)
  expect(await db.affiliation.findUnique({ where: { id: request?.id ?? "" } })).toMatchObject({
    status: "active",
    rafaelProfil: "prescripteur_1",
  })
  await look(page)
})

test("several requests at once: two validated each with the profil of its need, one refused with a ready reason", async ({ page }) => {
  const { structure, referent, applicants } = await aBusyReferent()
  await signIn(page, referent.email)
  await page.goto(`${base}/demandes`)
  await expect(page.getByRole("row", { name: /Paola BENALI/ })).toContainText("3 jours")
  await look(page)
  for (const name of [/Omar BENALI/, /Paola BENALI/]) await page.getByRole("row", { name }).getByRole("checkbox").tap()
  await page.getByRole("button", { name: "Répondre aux demandes cochées" }).tap()
  await expect(page.getByRole("heading", { level: 1, name: "Répondre à plusieurs demandes" })).toBeVisible()
  await expect(page.getByLabel("Profil Rafael d’Omar BENALI")).toHaveValue("prescripteur_3")
  await expect(page.getByLabel("Profil Rafael de Paola BENALI")).toHaveValue("gestionnaire_catalogue")
  await look(page)
  await page.getByRole("button", { name: "Valider les 2 demandes" }).tap()
  await expect(page.getByRole("status")).toContainText("2 demandes traitées")
  await look(page)
  expect(
    (await db.affiliation.findMany({ where: { id: { in: applicants.map(({ id }) => id) } }, orderBy: { requestedAt: "desc" } })).map(
      ({ rafaelProfil }) => rafaelProfil,
    ),
  ).toEqual([null, "prescripteur_3", "gestionnaire_catalogue", null])

  await page
    .getByRole("row", { name: /Quentin BENALI/ })
    .getByRole("button", { name: "Refuser" })
    .tap()
  await page.getByRole("button", { name: "Vous ne travaillez plus dans cette structure." }).tap()
  await expect(page.getByLabel("Raison du refus")).toHaveValue("Vous ne travaillez plus dans cette structure.")
  await look(page)
  await page.getByRole("button", { name: "Confirmer le refus" }).tap()
  await expect(page.getByRole("status")).toContainText("refusée")
  await expect(page.getByText(/Quentin BENALI.*Refusée par vous/)).toBeVisible()
  // The last one: nothing is left to tick.
  await page
    .getByRole("row", { name: /Nadia BENALI/ })
    .getByRole("button", { name: "Valider" })
    .tap()
  await page.getByRole("button", { name: "Confirmer" }).tap()
  await expect(page.getByText("Aucune demande en attente.")).toBeVisible()
  await look(page)
  expect(await db.affiliation.count({ where: { structureId: structure.id, status: "pending" } })).toBe(0)
})

test("the people of the structure: found, given rights, replaced, detached, exported", async ({ page }) => {
  const { structure, referent } = await aBusyReferent()
  const nadia = await anAccount({ firstName: "Nadia", lastName: "Étchart", jobTitle: "Conseillère", phone: "+33556000000" })
  const affiliation = await anActiveAffiliation(nadia.id, structure.id)
  for (let index = 0; index < 40; index += 1)
    await anActiveAffiliation((await anAccount({ firstName: "Personne", lastName: `Numéro ${index}` })).id, structure.id, {
      rafaelProfil: "prescripteur_1",
    })
  await signIn(page, referent.email)
  await page.goto(`${base}/accueil`)
  await page.getByRole("button", { name: "Menu" }).tap()
  await page.getByRole("link", { name: "Mes structures" }).tap()
  await page.getByRole("link", { name: structure.raisonSociale }).first().tap()
  await expect(page.getByRole("heading", { level: 1, name: structure.raisonSociale })).toBeVisible()
  await expect(page).toHaveTitle(new RegExp(structure.raisonSociale))
  await expect(page.getByText("42 personnes")).toBeVisible()
  await expect(page.getByText("Personne ne peut valider les préinscriptions du Niveau 1.")).toBeVisible()
  await look(page)
  await page.getByRole("link", { name: "Page suivante" }).tap()
  await expect(page).toHaveURL(/page=2/)
  await expect(page.getByText("Page 2 sur 2")).toBeVisible()

  await page.getByLabel("Profil").selectOption("aucun")
  await page.getByRole("button", { name: "Filtrer" }).tap()
  await expect(page).toHaveURL(/profil=aucun/)
  await expect(page.getByText("2 personnes")).toBeVisible()
  await page.getByLabel("Rechercher").fill("etchart")
  await page.getByRole("button", { name: "Rechercher" }).tap()
  await expect(page.getByText("1 personne", { exact: true })).toBeVisible()
  const row = page.getByRole("row", { name: /Nadia ÉTCHART/ })
  await expect(row).toContainText("Aucun droit")
  const downloading = page.waitForEvent("download")
  await page.getByRole("link", { name: "Export CSV" }).tap()
  const file = await (await downloading).createReadStream()
  const chunks: Buffer[] = []
  for await (const chunk of file) chunks.push(chunk as Buffer)
  const lines = Buffer.concat(chunks).toString().trimEnd().split("\r\n")
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain("Nadia ÉTCHART")
  expect(lines[1]).toContain("05 56 00 00 00")

  await row.getByRole("link", { name: "Modifier les droits" }).tap()
  await expect(page.getByRole("heading", { level: 1, name: "Droits de Nadia ÉTCHART" })).toBeVisible()
  await look(page)
  const line = (name: string) => page.getByRole("listitem").filter({ hasText: name })
  await expect(line("Bénéficiaire").getByRole("button")).toHaveCount(0)
  await line("Prescripteur Niveau 2").getByRole("button", { name: "Ajouter" }).tap()
  await expect(page.getByRole("status")).toContainText("Avant : Bénéficiaire. Maintenant : Prescripteur Niveau 2, Bénéficiaire.")
  await expect(line("Prescripteur Niveau 3")).toContainText("Remplacera Prescripteur Niveau 2")
  await line("Prescripteur Niveau 3").getByRole("button", { name: "Ajouter" }).tap()
  await expect(page.getByRole("status")).toContainText(
    "Avant : Prescripteur Niveau 2, Bénéficiaire. Maintenant : Prescripteur Niveau 3, Bénéficiaire.",
  )
  await line("Employeur").getByRole("button", { name: "Ajouter" }).tap()
  await expect(page.getByRole("status")).toContainText("Employeur")
  await line("Employeur").getByRole("button", { name: "Retirer" }).tap()
  await expect(page.getByRole("status")).toContainText("Maintenant : Prescripteur Niveau 3, Bénéficiaire.")
  await look(page)
  await mailTo(nadia.email, /Vos droits ont changé/)

  await page.getByRole("link", { name: "Revenir à la liste des utilisateurs" }).tap()
  await page.getByLabel("Rechercher").fill("etchart")
  await page.getByRole("button", { name: "Rechercher" }).tap()
  await expect(page.getByText("1 personne", { exact: true })).toBeVisible()
  await page
    .getByRole("row", { name: /Nadia ÉTCHART/ })
    .getByRole("link", { name: "Détacher" })
    .tap()
  await expect(page.getByText("ses droits sont fermés : Prescripteur Niveau 3, Bénéficiaire")).toBeVisible()
  await look(page)
  await page.getByRole("button", { name: "Confirmer le détachement" }).tap()
  await expect(page.getByRole("status")).toContainText("Nadia ÉTCHART n’est plus rattaché·e")
  expect(await db.affiliation.findUnique({ where: { id: affiliation.id } })).toMatchObject({ status: "ended", rafaelProfil: null })
  await mailTo(nadia.email, /Vous n’êtes plus rattaché/)
})

test("what a référent asks of the managers, and how they are told", async ({ page, browser }) => {
  const { structure, referent } = await aBusyReferent()
  const own = await db.affiliation.findFirstOrThrow({ where: { accountId: referent.id } })
  const colleague = await anAccount({ firstName: "Camille", lastName: "Roux" })
  await anActiveAffiliation(colleague.id, structure.id)
  await signIn(page, referent.email)
  const path = `${base}/mes-structures/${structure.id}`

  await page.goto(`${path}/detacher/${own.id}`)
  await expect(page.getByText("Vous ne pouvez pas vous détacher vous-même.")).toBeVisible()
  await page.getByRole("link", { name: "Contactez-nous" }).tap()
  await expect(page.getByRole("heading", { level: 1, name: "Demander un changement de référent" })).toBeVisible()
  await expect(page.getByRole("checkbox", { name: /Je pars/ })).toBeChecked()
  await page.getByRole("checkbox", { name: /Je pars/ }).uncheck()
  await page.getByRole("button", { name: "Envoyer la demande" }).tap()
  await expect(page.getByRole("alert").first()).toContainText("Choisissez la personne à nommer")
  await look(page)
  await page.getByRole("radio", { name: /Camille ROUX/ }).check()
  await page.getByLabel("Message").fill("Camille prend ma suite.")
  await page.getByRole("button", { name: "Envoyer la demande" }).tap()
  await expect(page.getByRole("status")).toContainText("transmise à l’équipe Cap Métiers")

  await page.getByRole("link", { name: "Signaler une modification" }).tap()
  await page.getByLabel("Code postal").fill("123")
  await page.getByLabel("Sigle").fill("ATL")
  await page.getByRole("button", { name: "Envoyer le signalement" }).tap()
  await expect(page.getByRole("alert").first()).toContainText("code postal à 5 chiffres")
  await expect(page.getByLabel("Sigle")).toHaveValue("ATL")
  await look(page)
  await page.getByLabel("Code postal").fill("64100")
  await page.getByLabel("Ville").fill("Bayonne")
  await page.getByRole("button", { name: "Envoyer le signalement" }).tap()
  await expect(page.getByRole("status")).toContainText("Votre signalement est transmis")
  await page.goto(`${path}/modification`)
  await expect(page.getByRole("row", { name: /Ville/ })).toContainText("Bayonne")
  await look(page)

  await page.goto(path)
  await page.getByLabel("Être prévenu·e des demandes").selectOption("none")
  await page.getByRole("button", { name: "Enregistrer" }).tap()
  await expect(page.getByRole("alert").first()).toContainText("Vous êtes la seule personne prévenue")
  await page.getByLabel("Être prévenu·e des demandes").selectOption("daily")
  await page.getByRole("button", { name: "Enregistrer" }).tap()
  await expect(page.getByRole("status")).toContainText("Votre choix est enregistré")
  expect(await db.affiliation.findUnique({ where: { id: own.id } })).toMatchObject({ noticePace: "daily" })

  const manager = await someone("Gestion", { isManager: true })
  const desk = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
  await signIn(desk, manager.email)
  await desk.goto(`${base}/admin/demandes?onglet=modifications`)
  const card = desk
    .locator("div")
    .filter({ has: desk.getByRole("heading", { name: structure.raisonSociale }) })
    .last()
  await expect(card).toBeVisible()
  await expect(desk.getByRole("row", { name: /Ville Pau Bayonne/ })).toBeVisible()
  await expectAccessible(desk)
  await desk.goto(`${base}/admin/demandes?onglet=referents`)
  await expect(desk.getByText("Camille prend ma suite.")).toBeVisible()
  await expectAccessible(desk)
})

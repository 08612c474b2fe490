/** A manager's morning: the manager answers what waits, helps someone on the telephone, and corrects the list of structures. */
import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { anAddress, base, mailTo, pageOf, signIn, someone } from "@/tests/support/e2e-people"
import { expectSound } from "@/tests/support/e2e-quality"
import { anActiveAffiliation, aPendingRequest, aSiret, aStructure } from "@/tests/support/factories"

test("first accounts, a precision, a listing, a correction, a message: each answered, each told", async ({ page, browser }) => {
  test.setTimeout(120_000)
  const mark = crypto.randomUUID().slice(0, 6)
  const structure = await aStructure({ raisonSociale: `Matin ${mark}` })
  const [manager, applicant, referent] = [await someone("Camille", { isManager: true }), await someone("Léa"), await someone("Rémi")]
  await aPendingRequest(applicant.id, structure.id, { need: "offre" })
  const led = await aStructure({ raisonSociale: `Mené ${mark}`, city: "Pau" })
  await anActiveAffiliation(referent.id, led.id, { isReferent: true })
  await db.correction.create({ data: { structureId: led.id, accountId: referent.id, proposed: { city: { from: "Pau", to: "Bayonne" } } } })
  const asker = await someone("Zoé")
  await db.listingRequest.create({
    data: {
      siret: aSiret(),
      raisonSociale: `Absente ${mark}`,
      postcode: "64000",
      city: "Pau",
      applicants: { create: { accountId: asker.id, origin: "request" } },
    },
  })

  await signIn(page, manager.email)
  await page.goto(`${base}/admin`)
  await expect(page.getByRole("heading", { level: 1, name: "Administration" })).toBeVisible()
  await expect(page.getByRole("img", { name: /Graphique\s: Demandes par semaine/ })).toBeVisible()
  await expect(page.getByRole("img", { name: /Carte de la région/ })).toBeVisible()
  await expectSound(page)
  await page.getByRole("link", { name: /Premiers comptes/ }).click()
  await page
    .getByRole("row", { name: new RegExp(`Matin ${mark}`) })
    .getByRole("button", { name: "Valider" })
    .click()
  await expect(page.getByRole("heading", { name: "Pour décider" })).toBeVisible()
  await expect(page.getByText("L’annuaire national ne connaît pas ce SIRET.")).toBeVisible()
  await page.getByText("Demander une précision").click()
  await page.getByLabel("Votre question").fill("Depuis quand travaillez-vous dans cette structure ?")
  await page.getByRole("button", { name: "Envoyer la question" }).click()
  await expect(page.getByRole("status")).toContainText("Votre question est partie")
  await expectSound(page)

  const own = await pageOf(await browser.newContext(), applicant.email)
  await expect(own.getByRole("heading", { name: `Une précision vous est demandée pour Matin ${mark}` })).toBeVisible()
  await own.getByLabel("Votre réponse").fill("Depuis septembre, à l’accueil.")
  await own.getByRole("button", { name: "Envoyer ma réponse" }).click()
  await expect(own.getByRole("status")).toContainText("Votre réponse est partie")
  expect((await mailTo(manager.email, /a répondu à votre question/)).text).toContain("Depuis septembre")

  await page.goto(`${base}/admin/demandes`)
  await page
    .getByRole("row", { name: new RegExp(`Matin ${mark}.*A répondu à votre question`) })
    .getByRole("button", { name: "Valider" })
    .click()
  await expect(page.getByText("« Depuis septembre, à l’accueil. »")).toBeVisible()
  await page.getByRole("button", { name: "Confirmer" }).click()
  await expect(page.getByRole("status")).toContainText("Léa DURAND")
  await expect(page.getByRole("heading", { level: 1, name: "Demandes à traiter" })).toBeVisible()

  await page.goto(`${base}/admin/demandes?onglet=referencements`)
  await expectSound(page)
  const listing = page.getByRole("heading", { name: `Absente ${mark}` }).locator("xpath=../..")
  await listing.getByRole("button", { name: "Ajouter à la liste" }).click()
  await expect(page.getByRole("status")).toContainText("La structure est ajoutée")

  await page.goto(`${base}/admin/demandes?onglet=modifications`)
  const correction = page.getByRole("heading", { name: `Mené ${mark}` }).locator("xpath=../../..")
  await correction.getByRole("button", { name: "Faire la modification" }).click()
  await expect(page.getByRole("status")).toContainText("La modification est faite")
  expect(await db.structure.findUniqueOrThrow({ where: { id: led.id } })).toMatchObject({ city: "Bayonne" })
  await mailTo(referent.email, /Modification faite/)

  await own.goto(`${base}/aide`)
  await own.getByLabel("Sujet").fill(`Question ${mark}`)
  await own.getByLabel("Message", { exact: true }).fill("Comment inviter mes collègues ?")
  await own.getByRole("button", { name: "Envoyer le message" }).click()
  await expect(own.getByRole("status")).toContainText("Votre message est parti")
  await mailTo(applicant.email, /Votre message/)
  await page.goto(`${base}/admin/demandes?onglet=messages`)
  await expectSound(page)
  const message = page.getByRole("heading", { name: `Question ${mark}` }).locator("xpath=../..")
  await message.getByLabel("Réponse").fill("Dites-leur de créer un compte.")
  await message.getByRole("button", { name: "Envoyer la réponse" }).click()
  await expect(page.getByRole("status")).toContainText("Votre réponse est partie")
  expect((await mailTo(applicant.email, /Réponse\s: Question/)).text).toContain("Dites-leur de créer un compte.")
})

test("someone on the telephone: found by structure, told why, disabled, opened again, written to again", async ({ page }) => {
  const mark = crypto.randomUUID().slice(0, 6)
  const structure = await aStructure({ raisonSociale: `Téléphone ${mark}` })
  const [manager, person] = [await someone("Camille", { isManager: true }), await someone("Yanis")]
  await anActiveAffiliation(person.id, structure.id)
  await db.message.create({
    data: {
      template: "left",
      data: { structureName: structure.raisonSociale, siret: structure.siret, firstName: "Yanis" },
      toEmail: person.email,
      accountId: person.id,
      status: "sent",
      refusedAt: new Date(),
      lastError: "Boîte inconnue",
    },
  })
  await signIn(page, manager.email)
  await page.goto(`${base}/admin/comptes`)
  await page.getByLabel("Nom, adresse e-mail, téléphone ou structure").fill(`téléphone ${mark}`)
  await page.getByRole("button", { name: "Rechercher" }).click()
  await expect(page.getByRole("row").filter({ hasText: person.email })).toContainText("Sans profil")
  await expectSound(page)
  await page.getByRole("link", { name: /^Yanis/ }).click()
  await expect(page.getByText("Réponse du prestataire : Boîte inconnue")).toBeVisible()
  await expectSound(page)
  await page.getByRole("button", { name: "Renvoyer" }).click()
  await expect(page.getByRole("status")).toContainText("Le message repart")
  await mailTo(person.email, /Vous avez quitté/)
  await page.getByText("Désactiver", { exact: true }).click()
  await page.getByRole("button", { name: "Désactiver le compte" }).click()
  await expect(page.getByRole("alert").first()).toContainText("Dites pourquoi")
  await page.getByLabel("Raison").filter({ visible: true }).fill("Départ annoncé par son employeur")
  await page.getByRole("button", { name: "Désactiver le compte" }).click()
  await expect(page.getByText(/Ne peut pas entrer parce que le compte a été désactivé/)).toBeVisible()
  await mailTo(person.email, /Votre compte est désactivé/)
  await page.getByRole("button", { name: "Réactiver" }).click()
  await expect(page.getByRole("status")).toContainText("Le compte est réactivé")
  await expect(page.getByText(/Camille DURAND\d* a réactivé le compte de Yanis/)).toBeVisible()
})

test("news: written, looked at, published, read on the home page without its hostile parts, withdrawn", async ({ page, browser }) => {
  const mark = crypto.randomUUID().slice(0, 6)
  const [manager, reader] = [await someone("Camille", { isManager: true }), await someone("Lise")]
  await anActiveAffiliation(reader.id, (await aStructure()).id)
  await signIn(page, manager.email)
  await page.goto(`${base}/admin/actualites/nouvelle`)
  await page.getByLabel("Tuile").selectOption("cmonalternance")
  await page.getByLabel("Titre").fill(`Nouvelle ${mark}`)
  await page.getByLabel("Texte").fill("**Gras** <img src=x onerror=alert(1)> [lien](javascript:alert(1)) [site](https://exemple.fr)")
  await page.getByRole("button", { name: "Enregistrer le brouillon" }).click()
  const preview = page.getByRole("article")
  await expect(preview.locator("strong")).toHaveText("Gras")
  await expect(preview.locator("img")).toHaveCount(0)
  await expect(preview.getByRole("link", { name: "site" })).toHaveAttribute("href", "https://exemple.fr")
  await expect(preview.locator('a[href^="javascript"]')).toHaveCount(0)
  await expectSound(page)
  const home = await pageOf(await browser.newContext(), reader.email)
  await expect(home.getByText(`Nouvelle ${mark}`)).toHaveCount(0)
  await page.getByRole("button", { name: "Publier" }).click()
  await expect(page.getByText("Publiée", { exact: true })).toBeVisible()
  await home.reload()
  await expect(home.getByText(`Nouvelle ${mark}`)).toBeVisible()
  await page.getByRole("button", { name: "Retirer" }).click()
  await expect(page.getByRole("status")).toContainText("retirée")
  await home.reload()
  await expect(home.getByText(`Nouvelle ${mark}`)).toHaveCount(0)
})

test("a link of the home page: added for a profil, refused to nowhere, seen by who holds it alone, removed", async ({ page, browser }) => {
  const mark = crypto.randomUUID().slice(0, 6)
  const [manager, employer, member] = [await someone("Camille", { isManager: true }), await someone("Élie"), await someone("Lise")]
  const { id } = await aStructure()
  await anActiveAffiliation(employer.id, id, { isEmployeur: true })
  await anActiveAffiliation(member.id, id)
  await signIn(page, manager.email)
  await page.goto(`${base}/admin/tuiles/nouveau?tuile=parcourspro`)
  await page.getByLabel("Libellé").fill(`Outils ${mark}`)
  await page.getByLabel("Adresse").fill("javascript:alert(1)")
  await page.getByLabel("Employeur").check()
  await page.getByLabel("Nouvel onglet").check()
  await page.getByRole("button", { name: "Enregistrer le lien" }).click()
  await expect(page.locator("#address-erreur")).toContainText("https://")
  await expect(page.getByLabel("Employeur")).toBeChecked()
  await page.getByLabel("Adresse").fill("https://outils.exemple.fr/")
  await page.getByRole("button", { name: "Enregistrer le lien" }).click()
  await expect(page.getByRole("status")).toContainText("Le lien est enregistré")
  await expectSound(page)
  const [theirs, others] = [
    await pageOf(await browser.newContext(), employer.email),
    await pageOf(await browser.newContext(), member.email),
  ]
  const link = theirs.getByRole("link", { name: `Outils ${mark} (nouvel onglet)` })
  await expect(link).toHaveAttribute("href", "https://outils.exemple.fr/")
  await expect(link).toHaveAttribute("target", "_blank")
  await expect(others.getByText(`Outils ${mark}`)).toHaveCount(0)
  await page.getByRole("link", { name: `Outils ${mark}` }).click()
  await page.getByRole("button", { name: "Retirer le lien" }).click()
  await expect(page.getByRole("status")).toContainText("retiré")
  await theirs.reload()
  await expect(theirs.getByText(`Outils ${mark}`)).toHaveCount(0)
})

test("a message that nothing more is tried for is announced, found, explained, and leaves when a manager asks", async ({ page }) => {
  const manager = await someone("Camille", { isManager: true })
  const toEmail = anAddress("mauvaise")
  const lastError = "Invalid `to` field"
  await db.message.create({ data: { template: "address-taken", data: {}, toEmail, status: "abandoned", tries: 1, lastError } })
  await signIn(page, manager.email)
  await page.goto(`${base}/admin/courriels`)
  await page.getByRole("link", { name: "Voir les messages abandonnés" }).click()
  await page.getByLabel("Adresse e-mail, ou son début").fill(toEmail)
  await page.getByRole("button", { name: "Rechercher" }).click()
  const card = page.getByRole("row").filter({ hasText: toEmail })
  await expect(card).toContainText("Abandonné")
  await expect(card).toContainText(`Réponse du prestataire : ${lastError}`)
  await expectSound(page)
  await card.getByRole("checkbox").click()
  await page.getByRole("button", { name: "Renvoyer les messages cochés" }).click()
  await expect(page.getByText("Les messages cochés repartent.")).toBeVisible()
  await mailTo(toEmail, /Cette adresse a déjà un compte/)
})

test("the journal is filtered, told in French and taken away; mails are found by address", async ({ page }) => {
  const manager = await someone("Camille", { isManager: true })
  await signIn(page, manager.email)
  const structure = await aStructure({ raisonSociale: `Journal ${crypto.randomUUID().slice(0, 6)}` })
  await page.goto(`${base}/admin/structures/${structure.id}`)
  await page.getByLabel("Sigle").fill("JNL")
  await page.getByRole("button", { name: "Enregistrer" }).click()
  await page.goto(`${base}/admin/journal`)
  await page.getByLabel("Structure").fill(structure.siret)
  await page.getByLabel("Action").selectOption("structure.update")
  await page.getByRole("button", { name: "Filtrer" }).click()
  await expect(page.getByText(`a modifié les données de ${structure.raisonSociale}.`)).toBeVisible()
  await expectSound(page)
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Export CSV" }).click()])
  expect(download.suggestedFilename()).toMatch(/^journal-.*\.csv$/)
  await page.goto(`${base}/admin/courriels`)
  await expectSound(page)
  for (const address of [
    "/admin/structures?q=%00",
    "/admin/comptes?q=%00%25",
    "/admin/journal?personne=%00&avant=99999999999999999999&du=2026-13-99",
    "/admin/courriels?adresse=%00%25",
    `/admin/structures/${structure.id}/droits?jour=2026-10-99`,
    `/admin/structures/${structure.id}/fusion?siret=%00`,
    `/admin/comptes/${manager.id}/fusion?email=%00`,
    "/admin/structures/abc",
    "/admin/comptes/abc",
    "/admin/actualites/abc",
    "/admin/structures/import/abc",
  ])
    expect([address, (await page.request.get(base + address)).status() < 500]).toEqual([address, true])
})

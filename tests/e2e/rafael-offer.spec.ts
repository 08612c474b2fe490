/** The offer: written, found, compared, taken away. */
import { expect, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { learnWords } from "@/lib/search/vocabulary/operations"
import { cookieOf } from "@/tests/support/cookies"
import { base, mailTo } from "@/tests/support/e2e-people"
import { expectAccessible, expectRoomForEveryone } from "@/tests/support/e2e-quality"
import { ahead, asTyped, aWorld, pageFor, said, submit } from "@/tests/support/e2e-rafael"
import { aPreregistration, aPrescriber, aSession, aTrainingBody } from "@/tests/support/rafael"

test("a training body writes its offer, told what is missing; it is found, copied, moved and cancelled with its consequences", async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const body = await aTrainingBody()
  const page = await pageFor(browser, body.people.gestionnaire_catalogue.email)
  const title = `Boulanger ${crypto.randomUUID().slice(0, 8)}`
  await page.goto(`${base}/rafael/catalogue`)
  await expectAccessible(page)
  await page.getByRole("link", { name: "Ajouter une formation" }).click()
  await submit(page, "Ajouter la formation")
  await expect(page.locator("#title-erreur")).toContainText("intitulé")
  await page.getByLabel("Intitulé").fill(title)
  await page.getByLabel("Objectif").fill("Exercer le métier de boulanger.")
  await submit(page, "Ajouter la formation")
  await expect(said(page)).toContainText("brouillon")
  await expectAccessible(page)
  await submit(page, "Publier")
  await expect(page.getByText(/Pour publier, il manque/)).toContainText("Contenu")

  // Each line of what is missing leads to its field.
  await page.getByRole("link", { name: "Contenu", exact: true }).last().click()
  await expect(page).toHaveURL(/#contents$/)
  await page.getByLabel("Résultats attendus").fill("Un titre professionnel.")
  await page.getByLabel("Contenu", { exact: true }).fill("Pétrissage, cuisson, vente.")
  await page.getByLabel("Niveau à l’entrée").selectOption("2")
  await page.getByLabel("Formacodes").fill("2153")
  await submit(page, "Enregistrer")
  await expect(page.locator("#formacodes-erreur")).toContainText("cinq chiffres")
  await page.getByLabel("Formacodes").fill("21538")
  await page.getByLabel("E-mail du contact").fill("contact@exemple.fr")
  await submit(page, "Enregistrer")
  await expect(said(page)).toContainText("enregistrée")
  await page.getByRole("link", { name: /déclaration d’activité/ }).click()
  await page.getByLabel("Numéro de déclaration d’activité").fill("75 33 12345 67")
  await submit(page, "Enregistrer")
  await expect(said(page)).toContainText("à jour")
  await page.getByRole("link", { name: title }).click()
  await page.getByRole("link", { name: "Au moins une action" }).click()
  await expectAccessible(page)
  await page.getByLabel("Rythme").fill("Temps plein")
  await page.getByLabel("Alternance").fill("Sans")
  await page.getByLabel("Public visé").fill("83056")
  await page.getByLabel("Conditions d’entrée").fill("Aucune")
  await page.getByLabel("Adresse du lieu").fill("1 rue Haute")
  await submit(page, "Ajouter l’action")
  await expect(page.locator("#address-erreur")).toContainText("code postal")
  await page.getByLabel("Code postal").fill("64000")
  await page.getByLabel("Ville").fill("Pau")
  await page.getByLabel("Des places sont financées").check()
  await submit(page, "Ajouter l’action")
  await expect(said(page)).toContainText("action est enregistrée")
  await page
    .getByRole("link", { name: /une session/ })
    .last()
    .click()
  await expect(page.getByRole("heading", { level: 1, name: "Ajouter une session" })).toBeVisible()
  await page.getByLabel("Premier jour", { exact: true }).fill(asTyped(ahead(40)))
  await page.getByLabel("Dernier jour").fill(asTyped(ahead(30)))
  await page.getByLabel("Places", { exact: true }).fill("0")
  await submit(page, "Ajouter la session")
  await expect(page.locator("#places-erreur")).toContainText("au moins une")
  await page.getByLabel("Places", { exact: true }).fill("12")
  await submit(page, "Ajouter la session")
  await expect(page.locator("#endsOn-erreur")).toContainText("avant d’avoir commencé")
  await page.getByLabel("Dernier jour").fill(asTyped(ahead(90)))
  await submit(page, "Ajouter la session")
  await expect(said(page)).toContainText("session est ajoutée")
  await submit(page, "Publier")
  await expect(said(page)).toContainText("publiée")

  const visitor = await (await browser.newContext()).newPage()
  await visitor.goto(`${base}/rafael?q=${encodeURIComponent(title)}&departement=64`)
  await visitor.getByRole("link", { name: title }).click()
  await expect(visitor.getByText("12 places sur 12")).toBeVisible()
  await expect(visitor.getByRole("link", { name: "Préinscrire un candidat" })).toHaveCount(0)
  await visitor.getByRole("link", { name: "Toutes les sessions de cette formation" }).click()
  await expectAccessible(visitor)

  await page.getByRole("link", { name: "Sessions", exact: true }).click()
  await page.getByRole("main").getByRole("link", { name: /–/ }).first().click()
  await expectAccessible(page)
  await page.getByRole("link", { name: "Reproduire à d’autres dates" }).click()
  await page.getByLabel("Premier jour", { exact: true }).fill(asTyped(ahead(140)))
  await page.getByLabel("Dernier jour").fill(asTyped(ahead(190)))
  await submit(page, "Reproduire la session")
  await expect(said(page)).toContainText("reproduite")
  await submit(page, "Suspendre le recrutement")
  await expect(said(page)).toContainText("recrutement")
  const prescriber = await aPrescriber()
  const { id: sessionId } = await db.trainingSession.findFirstOrThrow({
    where: { delivery: { course: { title } } },
    orderBy: { startsOn: "desc" },
  })
  const { prescripteur_2 } = prescriber.people
  await aPreregistration({ structureId: prescriber.structure.id, ownerId: prescripteur_2.affiliationId, sessionId, status: "sent" })
  await page.getByRole("link", { name: "Annuler la session" }).click()
  await expect(page.getByText("1 préinscription")).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel("Raison de l’annulation").fill("Trop peu de candidats.")
  await submit(page, "Annuler la session")
  await expect(said(page)).toContainText("annulée")
  await mailTo(prescripteur_2.email, /Session annulée/)
})

test("other programs read the offer: as JSON with the same filters, and whole in LHÉO, not written again for who has it", async ({
  request,
}) => {
  const { title, session, body } = await aWorld()
  const found = await request.get(`${base}/api/sessions?q=${encodeURIComponent(title)}&financee=1`)
  expect(found.headers()["cache-control"]).toContain("max-age=60")
  expect(await found.json()).toMatchObject({
    total: 1,
    suivante: null,
    sessions: [{ id: session.id, formation: title, placesRestantes: 2, modalite: "sur-place" }],
  })
  expect(
    await (await request.get(`${base}/api/sessions?q=${encodeURIComponent(title)}&mode=remote&page=99999999999`)).json(),
  ).toMatchObject({ total: 0, sessions: [] })
  const whole = await request.get(`${base}/rafael/offre.xml`)
  expect(whole.headers()["content-type"]).toContain("application/xml")
  expect(await whole.text()).toContain(title)
  const again = async () => {
    const { etag = "" } = (await request.get(`${base}/rafael/offre.xml`)).headers()
    return (await request.get(`${base}/rafael/offre.xml`, { headers: { "if-none-match": etag } })).status()
  }
  // Another test may publish something meanwhile.
  await expect.poll(again).toBe(304)
  const own = await request.get(`${base}/rafael/catalogue/export`, {
    headers: { cookie: await cookieOf(body.people.gestionnaire_preinscription.accountId) },
  })
  expect((await own.text()).match(/<formation /g)).toHaveLength(1)
})

test("a visitor compares two sessions: what differs comes first", async ({ page }) => {
  const body = await aTrainingBody()
  const title = `Soudeur ${crypto.randomUUID().slice(0, 8)}`
  await aSession(body, { title, startsOn: ahead(30), endsOn: ahead(60), places: 5 })
  await aSession(body, { title, startsOn: ahead(70), endsOn: ahead(90), places: 7 })
  await page.goto(`${base}/rafael?q=${encodeURIComponent(title)}`)
  await page.getByRole("button", { name: "Comparer" }).click()
  await expect(page.getByText("Cochez de deux à quatre sessions")).toBeVisible()
  await page.goBack()
  for (const box of await page.getByRole("checkbox", { name: /^Comparer/ }).all()) await box.check()
  await page.getByRole("button", { name: "Comparer" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Comparer" })).toBeVisible()
  expect(await page.getByRole("rowheader").allTextContents()).toEqual(expect.arrayContaining(["Organisme"]))
  expect((await page.getByRole("rowheader").allTextContents()).slice(0, 2)).toEqual(["Dates (différent)", "Places (différent)"])
  await expectAccessible(page)
  await expectRoomForEveryone(page)
})

test("a visitor searches around a commune, whatever the spelling, and subscribes to what is found", async ({ page, request }) => {
  const { body, title } = await aWorld()
  await db.commune.createMany({
    data: [
      { insee: "64445", name: "Pau", postcodes: ["64000"], departement: "64", latitude: 43.295, longitude: -0.371 },
      { insee: "65440", name: "Tarbes", postcodes: ["65000"], departement: "65", latitude: 43.233, longitude: 0.078 },
    ],
    skipDuplicates: true,
  })
  await db.trainingPlace.updateMany({ where: { delivery: { course: { structureId: body.structure.id } } }, data: { city: "Pau" } })
  await learnWords({ offerOf: body.structure.id })
  await page.goto(`${base}/rafael`)
  await page.getByLabel("Que voulez-vous apprendre ou devenir ?").fill(title.replace("Cuisinier", "cuizinier"))
  await page.getByLabel("Où ?").fill("Tarbe")
  await page.getByLabel("Rayon").selectOption("50")
  await page.getByLabel("Trier par").selectOption("Distance")
  await submit(page, "Rechercher")
  await expect(page.getByRole("link", { name: title })).toBeVisible()
  await expect(page.getByText("à 37 km")).toBeVisible()
  await expectAccessible(page)
  await expectRoomForEveryone(page)
  const feeds = await page
    .getByRole("link", { name: /S’abonner/ })
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""))
  for (const feed of feeds) expect(await (await request.get(`${base}${feed}`)).text()).toContain(title)
  await page.getByLabel("Rayon").selectOption("10")
  await submit(page, "Rechercher")
  await expect(page.getByText("Aucune session ne répond")).toBeVisible()
  await page.getByLabel("Où ?").fill("Atlantis")
  await submit(page, "Rechercher")
  await expect(page.getByText("ne s’appelle")).toBeVisible()
  await expectAccessible(page)
})

test("a course shows its public page and its history; a meeting has its sheet; the catalogue is taken as CSV", async ({ browser }) => {
  const { body, prescriber, title, course, session } = await aWorld()
  const meeting = await db.meeting.create({
    data: {
      sessionId: session.id,
      kind: "test",
      startsAt: ahead(5),
      endsAt: new Date(ahead(5).getTime() + 3_600_000),
      place: "Pau",
      createdAt: new Date(),
    },
  })
  const one = await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: session.id, status: "summoned" })
  await db.preregistration.update({ where: { id: one.id }, data: { meetingId: meeting.id } })
  const page = await pageFor(browser, body.people.gestionnaire_general.email)
  await page.goto(`${base}/rafael/catalogue/formations/${course.id}`)
  await page.getByRole("link", { name: "Aperçu public" }).click()
  await expect(page.getByRole("link", { name: /places? sur 2/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("link", { name: "Historique" }).click()
  await expect(page.getByText("Rien n’est arrivé")).toBeVisible()
  await page.goto(`${base}/rafael/preinscriptions?vue=recues&session=${session.id}`)
  await page.getByRole("link", { name: /Feuille de réunion/ }).click()
  await expect(page.getByRole("columnheader", { name: "Signature" })).toBeVisible()
  await expectAccessible(page)
  await expectRoomForEveryone(page)
  const csv = await page.request.get(`${base}/rafael/catalogue/export?structure=${body.structure.id}&format=csv`)
  expect(await csv.text()).toContain(title)
  await page.close()
})

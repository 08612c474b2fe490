/** From the offer to the candidate's page: a training body publishes, a level 1 prepares on a phone, a level 3 validates, the body answers. */
import { type Browser, type BrowserContextOptions, expect, type Page, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { learnWords } from "@/lib/search/vocabulary/operations"
import { cookieOf } from "@/tests/support/cookies"
import { base, linkIn, mailTo, portals, signIn, someone } from "@/tests/support/e2e-people"
import { expectAccessible, expectRoomForEveryone } from "@/tests/support/e2e-quality"
import { lheoFile, lheoFormation } from "@/tests/support/lheo-files"
import { aPreregistration, aPrescriber, aSession, aTrainingBody } from "@/tests/support/rafael"

const day = 24 * 3_600_000
/** Days from the real today, because the portal of these tests has no other clock. */
const ahead = (days: number) => new Date(`${new Date(Date.now() + days * day).toISOString().slice(0, 10)}T00:00:00Z`)
const asTyped = (date: Date) => date.toISOString().slice(0, 10)

async function aWorld() {
  const [body, prescriber] = [await aTrainingBody(), await aPrescriber()]
  const title = `Cuisinier ${crypto.randomUUID().slice(0, 8)}`
  const offered = await aSession(body, { title, startsOn: ahead(60), endsOn: ahead(120), places: 2 })
  return { body, prescriber, title, ...offered }
}

async function pageFor(browser: Browser, email: string, options: BrowserContextOptions = {}) {
  const page = await (await browser.newContext(options)).newPage()
  await signIn(page, email)
  return page
}

const submit = (page: Page, name: string) => page.getByRole("main").getByRole("button", { name, exact: true }).click()
const said = (page: Page) => page.getByRole("status")
const candidate = () => ({
  lastName: `Etcheto${crypto.randomUUID().slice(0, 6)}`,
  email: `dany.${crypto.randomUUID().slice(0, 8)}@exemple.fr`,
})

async function fillDossier(page: Page, { lastName, email }: ReturnType<typeof candidate>) {
  await page.getByLabel("Nom", { exact: true }).fill(lastName)
  await page.getByLabel("Prénom", { exact: true }).fill("Dany")
  await page.getByLabel("Date de naissance").fill("1990-05-17")
  await page.getByLabel("Adresse e-mail").fill(email)
  await page.getByLabel("Commune").fill("Pau")
  await page.getByLabel("Situation").selectOption("job_seeker")
  await page.getByLabel("Besoins et projet").fill("Devenir cuisinier près de chez moi.")
}

for (const [name, options] of [
  ["with JavaScript", {}],
  ["without JavaScript", { javaScriptEnabled: false }],
] as const)
  test(`a level 1 prepares on a phone, a level 3 validates, the body accepts, the candidate reads it and gives up, ${name}`, async ({
    browser,
  }) => {
    test.setTimeout(120_000)
    const { body, prescriber, title } = await aWorld()
    const who = candidate()
    const hasScript = !("javaScriptEnabled" in options)
    const check = (page: Page) => (hasScript ? expectAccessible(page) : Promise.resolve())

    const level1 = await pageFor(browser, prescriber.people.prescripteur_1.email, { ...options, viewport: { width: 360, height: 740 } })
    await level1.goto(`${base}/rafael?q=${encodeURIComponent(title)}`)
    await check(level1)
    await level1.getByRole("link", { name: title }).click()
    await expect(level1.getByRole("heading", { level: 1, name: title })).toBeVisible()
    await check(level1)
    await level1.getByRole("link", { name: "Préinscrire un candidat" }).click()
    await expect(level1.getByRole("heading", { level: 1, name: "Préinscrire un candidat" })).toBeVisible()
    await fillDossier(level1, who)
    await level1.getByLabel("Date de naissance").fill(asTyped(ahead(-9 * 365)))
    await submit(level1, "Enregistrer")
    await expect(level1.locator("#birthDate-erreur")).toContainText("ans")
    await expect(level1.getByLabel("Nom", { exact: true })).toHaveValue(who.lastName)
    await level1.getByLabel("Date de naissance").fill("1990-05-17")
    await check(level1)
    await submit(level1, "Enregistrer")
    await expect(said(level1)).toContainText("brouillon")
    await expect(level1.getByText("il manque").first()).toContainText("information de la personne")
    await submit(level1, "Transmettre pour validation")
    await expect(level1.getByText(/Avant l’envoi, il manque/).first()).toBeVisible()
    await level1.getByRole("link", { name: "Modifier", exact: true }).click()
    await level1.getByLabel("La personne a été informée").check()
    await submit(level1, "Enregistrer")
    await expect(said(level1)).toContainText("enregistrée")
    await submit(level1, "Transmettre pour validation")
    await expect(said(level1)).toContainText("transmise pour validation")
    await check(level1)

    const level3 = await pageFor(browser, prescriber.people.prescripteur_3.email, options)
    await level3.goto(linkIn(await mailTo(prescriber.people.prescripteur_3.email, /à valider/)))
    await check(level3)
    await submit(level3, "Valider et envoyer")
    await expect(said(level3)).toContainText("envoyée à l’organisme")

    // Presses from the mail to "accepted": the link, then the button.
    const answers = await pageFor(browser, body.people.gestionnaire_general.email, options)
    await answers.goto(linkIn(await mailTo(body.people.gestionnaire_general.email, /Préinscription reçue/)))
    await check(answers)
    await submit(answers, "Accepter")
    await expect(said(answers)).toContainText("C’est fait pour 1 préinscription")
    await check(answers)

    const information = await mailTo(who.email, /candidature à une formation est envoyée/)
    expect(information.text).toContain("24 mois")
    const own = await (await browser.newContext(options)).newPage()
    await own.goto(linkIn(await mailTo(who.email, /est acceptée/)))
    await expect(own.getByRole("heading", { level: 1, name: "Suivre ma candidature" })).toBeVisible()
    await expect(own.getByText(title)).toBeHidden()
    await check(own)
    await own.getByLabel("Date de naissance").fill("1990-05-18")
    await submit(own, "Ouvrir ma candidature")
    await expect(own.locator("#birthDate-erreur")).toContainText("ne correspond pas")
    await own.getByLabel("Date de naissance").fill("1990-05-17")
    await submit(own, "Ouvrir ma candidature")
    await expect(own.getByText("Vous êtes accepté·e.")).toBeVisible()
    await check(own)
    await own.getByLabel("Commune").fill("Billère")
    await submit(own, "Corriger mes coordonnées")
    await expect(said(own)).toContainText("corrigées")
    await own.getByText("Renoncer", { exact: true }).first().click()
    await submit(own, "Renoncer")
    await expect(said(own)).toContainText("Vous avez renoncé")
    await mailTo(body.people.gestionnaire_general.email, /Préinscription retirée/)
    await mailTo(prescriber.people.prescripteur_1.email, /Candidature retirée/)
  })

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

test("a level 3's morning: complete ones are ticked, the others say what they lack; then several are answered at once", async ({
  browser,
}) => {
  test.setTimeout(90_000)
  const { body, prescriber, session } = await aWorld()
  const { prescripteur_1, prescripteur_3 } = prescriber.people
  const mine = {
    structureId: prescriber.structure.id,
    ownerId: prescripteur_1.affiliationId,
    sessionId: session.id,
    status: "to_validate" as const,
  }
  const ones = [await aPreregistration(mine), await aPreregistration(mine), await aPreregistration(mine)]
  const [first, , lacking] = ones
  await db.candidate.update({ where: { id: lacking?.candidateId ?? "" }, data: { city: null } })
  const level3 = await pageFor(browser, prescripteur_3.email)
  await level3.goto(`${base}/accueil`)
  await level3.getByRole("link", { name: /À valider/ }).click()
  await expect(level3.getByRole("checkbox", { checked: true })).toHaveCount(2)
  await expect(level3.getByText("Il manque : la commune")).toBeVisible()
  await expectAccessible(level3)
  await submit(level3, "Valider la sélection")
  await expect(said(level3)).toContainText("2 préinscriptions")
  await submit(level3, "Renvoyer")
  await level3.getByRole("checkbox").check()
  await submit(level3, "Renvoyer la sélection")
  await expect(said(level3)).toContainText("1 préinscription")
  await mailTo(prescripteur_1.email, /vous revient/)

  const answers = await pageFor(browser, body.people.gestionnaire_preinscription.email)
  await answers.goto(`${base}/rafael/preinscriptions`)
  await expect(answers.getByRole("heading", { level: 1, name: "Préinscriptions reçues" })).toBeVisible()
  await submit(answers, "Accepter")
  await expect(said(answers)).toContainText("Cochez au moins une préinscription")
  for (const box of await answers.getByRole("checkbox").all()) await box.check()
  await submit(answers, "Convoquer")
  await expectAccessible(answers)
  await answers.getByLabel("Jour").fill(asTyped(ahead(7)))
  await answers.getByLabel("De", { exact: true }).fill("10:00")
  await answers.getByLabel("À", { exact: true }).fill("09:00")
  await answers.getByLabel("Lieu, ou comment rejoindre").fill("12 rue Haute, Pau")
  await submit(answers, "Convoquer")
  await expect(answers.locator("#until-erreur")).toContainText("avant d’avoir commencé")
  await answers.getByLabel("À", { exact: true }).fill("11:30")
  await submit(answers, "Convoquer")
  await expect(said(answers)).toContainText("2 préinscriptions")
  for (const box of await answers.getByRole("checkbox").all()) await box.check()
  await submit(answers, "Ne pas retenir")
  await expect(answers.getByRole("heading", { level: 1, name: "Répondre à plusieurs préinscriptions" })).toBeVisible()
  await submit(answers, "Ne pas retenir")
  await expect(answers.locator("#reason-decline-erreur")).toContainText("motif")
  await answers.getByLabel("Motif").selectOption("prerequisites")
  await submit(answers, "Ne pas retenir")
  await expect(said(answers)).toContainText("2 préinscriptions")
  expect((await db.preregistration.findUniqueOrThrow({ where: { id: first?.id ?? "" } })).status).toBe("not_accepted")
  const [download] = await Promise.all([answers.waitForEvent("download"), answers.getByRole("link", { name: "Export CSV" }).click()])
  expect(download.suggestedFilename()).toMatch(/^preinscriptions-.*\.csv$/)
})

for (const [name, at] of portals)
  test(`what is not yours does not exist, ${name}`, async ({ request }) => {
    const [{ body, prescriber, session, course, delivery }, elsewhere] = [await aWorld(), await aWorld()]
    const one = await aPreregistration({
      structureId: prescriber.structure.id,
      ownerId: prescriber.people.prescripteur_2.affiliationId,
      sessionId: session.id,
      status: "sent",
    })
    const offer = [`/formations/${course.id}`, `/actions/${delivery.id}`, `/sessions/${session.id}`, `/sessions/${session.id}/annuler`].map(
      (path) => `/rafael/catalogue${path}`,
    )
    const own = [`/rafael/preinscriptions/${one.id}`, `/rafael/preinscriptions/export?vue=envoyees&structure=${prescriber.structure.id}`]
    const statusFor = async (accountId: string | null, path: string) => {
      const headers = accountId ? { cookie: await cookieOf(accountId) } : {}
      const answer = await request.get(at + path, { headers, maxRedirects: 0 })
      return answer.status()
    }
    const { gestionnaire_general: body1 } = body.people
    for (const path of offer) {
      expect(await statusFor(body1.accountId, path), path).toBe(200)
      expect(await statusFor(elsewhere.body.people.gestionnaire_general.accountId, path), path).toBe(404)
      expect(await statusFor(prescriber.people.prescripteur_3.accountId, path), path).toBe(404)
      expect([307, 303], path).toContain(await statusFor(null, path))
    }
    for (const path of own) {
      expect(await statusFor(prescriber.people.prescripteur_2.accountId, path), path).toBe(200)
      expect(await statusFor(elsewhere.prescriber.people.prescripteur_3.accountId, path), path).toBe(404)
      expect([307, 303], path).toContain(await statusFor(null, path))
    }
    expect(await statusFor(prescriber.people.prescripteur_1.accountId, own[0] as string)).toBe(404)
    for (const path of [`/candidature/inconnu/agenda?candidature=${one.id}`, "/candidature/inconnu/donnees"])
      expect(await statusFor(null, path), path).toBe(404)
  })

test("pages hold at 320 and 768 px", async ({ browser }) => {
  const { body, prescriber, session } = await aWorld()
  const one = await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: session.id, status: "sent" })
  const page = await pageFor(browser, body.people.gestionnaire_general.email)
  for (const path of [`/rafael/preinscriptions/${one.id}`, `/rafael/catalogue/sessions/${session.id}`, "/rafael"]) {
    await page.goto(base + path)
    await expectRoomForEveryone(page)
  }
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
  const again = await request.get(`${base}/rafael/offre.xml`, { headers: { "if-none-match": whole.headers().etag ?? "" } })
  // Another test may have published something meanwhile.
  expect([304, 200]).toContain(again.status())
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

for (const [name, options] of [
  ["with JavaScript", {}],
  ["without JavaScript", { javaScriptEnabled: false }],
] as const)
  test(`a LHÉO file is seen beforehand, launched and loaded, ${name}`, async ({ browser }) => {
    const body = await aTrainingBody()
    const { siret } = body.structure
    const page = await pageFor(browser, body.people.gestionnaire_catalogue.email, options)
    const hasScript = !("javaScriptEnabled" in options)
    const until = async (words: string) => {
      if (hasScript) return expect(page.getByText(words)).toBeVisible({ timeout: 30_000 })
      await expect(async () => {
        await page.reload()
        await expect(page.getByText(words)).toBeVisible({ timeout: 500 })
      }).toPass({ timeout: 30_000 })
    }
    await page.goto(`${base}/rafael/catalogue`)
    await page.getByRole("link", { name: "Importer (LHÉO)" }).click()
    const send = async (text: string) => {
      await page.getByLabel("Fichier LHÉO").setInputFiles({ name: "offre.xml", mimeType: "text/xml", buffer: Buffer.from(text) })
      await submit(page, "Envoyer le fichier")
    }
    await send("siret;nom")
    await until("n’a pas pu être lu")
    await page.getByRole("link", { name: "Revenir aux imports" }).click()
    if (hasScript) await expectAccessible(page)

    const title = `Soudeur ${crypto.randomUUID().slice(0, 8)}`
    await send(lheoFile(lheoFormation({ siret, title }), lheoFormation({ siret, numero: "200", end: "20270101" })))
    await until("Ce que fera l’import")
    await expect(page.getByText("La session finit avant d’avoir commencé")).toBeVisible()
    if (hasScript) {
      await expectAccessible(page)
      await expectRoomForEveryone(page)
    }
    expect(await db.course.count({ where: { structureId: body.structure.id } })).toBe(0)
    await submit(page, "Lancer")
    await expect(page.getByText("donnez leur nombre").first()).toBeVisible()
    await page.getByLabel("Places de chacune de ces sessions").fill("8")
    await submit(page, "Lancer")
    await until("Import terminé")
    const download = await page.request.get(`${page.url()}/rapport`)
    expect(await download.text()).toContain("session 1")
    await page.goto(`${base}/rafael?q=${encodeURIComponent(title)}`)
    await expect(page.getByRole("link", { name: title })).toBeVisible()
    await page.close()
  })

test("a LHÉO file that is too large, or sent for another structure, is not taken", async ({ browser }) => {
  const [body, other] = [await aTrainingBody(), await aTrainingBody()]
  const page = await pageFor(browser, body.people.gestionnaire_catalogue.email)
  await page.goto(`${base}/rafael/catalogue/import`)
  const large = { name: "offre.xml", mimeType: "text/xml", buffer: Buffer.alloc(20_100_000, " ") }
  await page.getByLabel("Fichier LHÉO").setInputFiles(large)
  await submit(page, "Envoyer le fichier")
  await expect(page.getByText("dépasse 20").first()).toBeVisible()
  await page.locator('input[name="structure"]').evaluate((input, id) => input.setAttribute("value", id), other.structure.id)
  await page.getByLabel("Fichier LHÉO").setInputFiles({ ...large, buffer: Buffer.from("<lheo/>") })
  await submit(page, "Envoyer le fichier")
  await expect(page.getByText("Page introuvable").first()).toBeVisible()
  expect(await db.offerImport.count({ where: { structureId: { in: [body.structure.id, other.structure.id] } } })).toBe(0)
  const stranger = await pageFor(browser, body.people.gestionnaire_preinscription.email)
  await stranger.goto(`${base}/rafael/catalogue/import`)
  await expect(stranger.getByRole("heading", { name: "Page introuvable" })).toBeVisible()
  await page.close()
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

test("a manager follows how far pre-registrations come, opens the list behind a number, takes both as files", async ({ browser }) => {
  const [body, prescriber] = [await aTrainingBody(), await aPrescriber()]
  const title = `Figures ${crypto.randomUUID().slice(0, 8)}`
  const { session } = await aSession(body, { title, startsOn: ahead(60), endsOn: ahead(120) })
  const one = await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: session.id, status: "accepted" })
  await db.preregistration.update({ where: { id: one.id }, data: { sentAt: new Date(Date.now() - 3 * day) } })
  await db.preregistrationStep.create({
    data: { preregistrationId: one.id, at: new Date(Date.now() - day), status: "accepted", side: "training_body" },
  })
  const manager = await someone("Chiffres", { isManager: true })
  const page = await pageFor(browser, manager.email)
  await page.goto(`${base}/admin/preinscriptions`)
  await page.getByLabel("Par", { exact: true }).selectOption("session")
  await submit(page, "Afficher")
  const row = page.getByRole("row", { name: title })
  await expect(row).toContainText("2 jours")
  await expectAccessible(page)
  await expectRoomForEveryone(page)
  const file = await page.request.get(`${base}/admin/preinscriptions/export?par=session`)
  expect(await file.text()).toContain(title)
  await row.getByRole("link").nth(1).click()
  await expect(page.getByRole("heading", { name: "Liste des préinscriptions" })).toBeVisible()
  await expect(page.getByRole("row", { name: title })).toBeVisible()
  await expectAccessible(page)
  await expectRoomForEveryone(page)
  const list = page.url().replace("/liste?", "/liste/export?")
  expect(await (await page.request.get(list)).text()).toContain(title)
  await page.close()
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

test("a prescriber puts a candidate's wishes in order on a phone", async ({ browser }) => {
  const { body, prescriber, session } = await aWorld()
  const second = `Second ${crypto.randomUUID().slice(0, 8)}`
  const other = await aSession(body, { title: second, startsOn: ahead(70), endsOn: ahead(130) })
  const own = { structureId: prescriber.structure.id, ownerId: prescriber.people.prescripteur_2.affiliationId }
  const first = await aPreregistration({ ...own, sessionId: session.id })
  const wish = await aPreregistration({ ...own, sessionId: other.session.id, candidateId: first.candidateId })
  const page = await pageFor(browser, prescriber.people.prescripteur_2.email, { viewport: { width: 360, height: 740 } })
  await page.goto(`${base}/rafael/preinscriptions/${wish.id}`)
  await expectAccessible(page)
  await expectRoomForEveryone(page)
  await page.getByRole("button", { name: /Monter ce vœu/ }).click()
  await expect(said(page).first()).toBeVisible()
  expect((await db.preregistration.findUniqueOrThrow({ where: { id: wish.id } })).wish).toBe(1)
  await page.close()
})

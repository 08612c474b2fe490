/** From the prescriber to the candidate: a level 1 prepares on a phone, a level 3 validates, the training body answers, managers look on. */
import { expect, type Page, test } from "@playwright/test"
import { db } from "@/lib/platform/db/client"
import { cookieOf } from "@/tests/support/cookies"
import { base, linkIn, mailTo, portals, someone } from "@/tests/support/e2e-people"
import { expectAccessible, expectRoomForEveryone } from "@/tests/support/e2e-quality"
import { ahead, asTyped, aWorld, candidate, day, fillDossier, pageFor, said, submit } from "@/tests/support/e2e-rafael"
import { aPreregistration, aPrescriber, aSession, aTrainingBody } from "@/tests/support/rafael"

for (const [name, options] of [
  ["with JavaScript", {}],
  ["without JavaScript", { javaScriptEnabled: false }],
] as const)
  test(`a level 1 prepares on a phone, a level 3 validates, the body summons and accepts, the candidate reads it and gives up, ${name}`, async ({
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

    const answers = await pageFor(browser, body.people.gestionnaire_general.email, options)
    await answers.goto(linkIn(await mailTo(body.people.gestionnaire_general.email, /Préinscription reçue/)))
    await check(answers)
    const received = answers.url()
    await answers.getByText("Convoquer", { exact: true }).first().click()
    await answers.getByLabel("Jour", { exact: true }).fill(asTyped(ahead(10)))
    await answers.getByLabel("De", { exact: true }).fill("09:30")
    await answers.getByLabel("À", { exact: true }).fill("11:00")
    await answers.getByLabel("Lieu, ou comment rejoindre").fill("12 rue Haute, Pau")
    await submit(answers, "Convoquer")
    await expect(said(answers)).toContainText("C’est fait pour 1 préinscription")
    const summons = await mailTo(who.email, /convoqué/)
    expect(summons.text).toContain("12 rue Haute")
    const [appointment] = summons.attachments ?? []
    expect(appointment?.filename).toBe("rendez-vous.ics")
    expect(Buffer.from(appointment?.content ?? "", "base64").toString()).toMatch(/METHOD:PUBLISH[\s\S]*LOCATION:12 rue Haute/)
    await answers.goto(received)
    await expect(answers.getByText("Convoqué·e").first()).toBeVisible()
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
  await answers.getByLabel("Jour", { exact: true }).fill(asTyped(ahead(7)))
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

test("whoever accompanies someone corrects their address, sends their link again, hands over and erases their data", async ({
  browser,
}) => {
  const { body, prescriber, session } = await aWorld()
  const ownerId = prescriber.people.prescripteur_2.affiliationId
  const one = await aPreregistration({ structureId: prescriber.structure.id, ownerId, sessionId: session.id, status: "sent" })
  const page = await pageFor(browser, prescriber.people.prescripteur_2.email, { viewport: { width: 360, height: 740 } })
  await page.goto(`${base}/rafael/preinscriptions/${one.id}`)
  await page.getByRole("link", { name: "Ses données" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Ses données" })).toBeVisible()
  await expectAccessible(page)
  const { email } = candidate()
  await page.getByLabel("Adresse e-mail").fill("pas une adresse")
  await submit(page, "Corriger ses coordonnées")
  await expect(page.locator("#email-erreur")).toContainText("adresse e-mail valide")
  await page.getByLabel("Adresse e-mail").fill(email)
  await submit(page, "Corriger ses coordonnées")
  await expect(said(page)).toContainText("corrigées")
  await mailTo(email, /candidature à une formation est envoyée/)
  const file = page.waitForEvent("download")
  await page.getByRole("link", { name: "Télécharger ses données" }).click()
  expect((await file).suggestedFilename()).toBe("donnees-de-la-personne.json")
  await page.getByText("Effacer ses données", { exact: true }).first().click()
  await submit(page, "Effacer ses données")
  await expect(page.locator("#sure-erreur")).toBeVisible()
  await page.getByLabel(/La personne le demande/).check()
  await submit(page, "Effacer ses données")
  await expect(said(page)).toContainText("effacées")
  await mailTo(email, /Vos données sont effacées/)
  await mailTo(body.people.gestionnaire_general.email, /Préinscription retirée/)
})

test("a training body plans a meeting, summons to it, notes who came, and chooses to be told once a day", async ({ browser }) => {
  const { body, prescriber, session } = await aWorld()
  const one = await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: session.id, status: "sent" })
  const page = await pageFor(browser, body.people.gestionnaire_general.email)
  await page.goto(`${base}/rafael/catalogue/sessions/${session.id}`)
  await page.getByText("Prévoir une réunion", { exact: true }).click()
  await page.getByLabel("Jour", { exact: true }).fill(asTyped(ahead(5)))
  await page.getByLabel("De", { exact: true }).fill("14:00")
  await page.getByLabel("À", { exact: true }).fill("13:00")
  await page.getByLabel("Lieu, ou comment rejoindre").fill("Salle bleue")
  await page.getByLabel("Nombre de places").fill("3")
  await submit(page, "Prévoir la réunion")
  await expect(page.locator("#until-erreur")).toContainText("finit avant d’avoir commencé")
  await page.getByLabel("À", { exact: true }).fill("15:30")
  await submit(page, "Prévoir la réunion")
  await expect(said(page)).toContainText("La réunion est prévue")
  await expectAccessible(page)
  const visitor = await (await browser.newContext()).newPage()
  await visitor.goto(`${base}/rafael/sessions/${session.id}`)
  await expect(visitor.getByText("Réunion d’information").first()).toBeVisible()
  await page.goto(`${base}/rafael/preinscriptions/${one.id}`)
  await page.getByText("Convoquer", { exact: true }).first().click()
  await expect(page.getByLabel("Réunion", { exact: true })).toContainText("0 sur 3 places")
  await submit(page, "Convoquer à cette réunion")
  await expect(said(page)).toContainText("C’est fait pour 1 préinscription")
  const meeting = await db.meeting.findFirstOrThrow({ where: { sessionId: session.id } })
  await db.meeting.update({ where: { id: meeting.id }, data: { startsAt: ahead(-2), endsAt: ahead(-1) } })
  await page.goto(`${base}/rafael/preinscriptions/reunions/${meeting.id}`)
  await expectAccessible(page)
  await page.getByRole("button", { name: "Présent·e" }).click()
  await expect(said(page)).toContainText("La présence est notée")
  await page.goto(`${base}/rafael/preinscriptions?vue=recues`)
  await page.getByLabel("Être prévenu·e des préinscriptions reçues").selectOption("daily")
  await submit(page, "Enregistrer")
  await expect(said(page)).toContainText("Votre choix de messages est enregistré")
  await expect(page.getByLabel("Être prévenu·e des préinscriptions reçues")).toHaveValue("daily")
})

/** From the person to their place: a person registers on a phone, the employer answers from the mail, the provider confirms. */
import { expect, type Page, test } from "@playwright/test"
import { presenceCode } from "@/lib/parcourspro/presences/queries"
import { db } from "@/lib/platform/db/client"
import { cookieOf } from "@/tests/support/cookies"
import { base, linkIn, mailTo, portals } from "@/tests/support/e2e-people"
import { expectAccessible, expectRoomForEveryone } from "@/tests/support/e2e-quality"
import { ahead, asTyped, day, pageFor, said, submit } from "@/tests/support/e2e-rafael"
import { aManager } from "@/tests/support/factories"
import { anEmployer, anEvent, anEventSession, aProvider, aRegistration } from "@/tests/support/parcourspro"

const hour = 3_600_000

/** An action with an open session two months from the real today: the portal of these tests has no other clock. */
async function aWorld({ places = 2 } = {}) {
  const [giver, coming] = [await aProvider(), await anEmployer()]
  const title = `Écouter ${crypto.randomUUID().slice(0, 8)}`
  const event = await anEvent(giver.structure.id, { title })
  const startsAt = new Date(ahead(60).getTime() + 8 * hour)
  const session = await anEventSession(event.id, {
    places,
    minimum: 1,
    closesAt: ahead(50),
    halfDays: [{ startsAt, endsAt: new Date(startsAt.getTime() + 3 * hour) }],
  })
  return { giver, coming, title, event, session }
}

for (const [name, options] of [
  ["with JavaScript", {}],
  ["without JavaScript", { javaScriptEnabled: false }],
] as const)
  test(`someone registers on a phone, the employer accepts from the mail, the provider confirms, the person leaves, ${name}`, async ({
    browser,
  }) => {
    test.setTimeout(120_000)
    const { giver, coming, title } = await aWorld()
    const hasScript = !("javaScriptEnabled" in options)
    const check = (page: Page) => (hasScript ? expectAccessible(page) : Promise.resolve())

    const person = await pageFor(browser, coming.person.email, { ...options, viewport: { width: 360, height: 740 } })
    await person.goto(`${base}/parcourspro?q=${encodeURIComponent(title)}`)
    await check(person)
    await person.getByRole("link", { name: title }).click()
    await expect(person.getByRole("heading", { level: 1, name: title })).toBeVisible()
    await check(person)
    await person.getByLabel("Vos attentes").fill("M’exercer.")
    await person.getByLabel(/J’ai besoin d’une adaptation/).check()
    await submit(person, "S’inscrire")
    await expect(said(person)).toContainText("transmise")
    await expect(person.getByText("Attend l’employeur")).toBeVisible()
    await check(person)

    const employer = await pageFor(browser, coming.employer.email, options)
    await employer.goto(linkIn(await mailTo(coming.employer.email, /demande à suivre/)))
    await check(employer)
    // Two presses from the mail: the request that it speaks of is ticked already.
    await expect(employer.getByLabel(/Cocher la demande d/)).toBeChecked()
    await submit(employer, "Accepter")
    await expect(employer.getByRole("heading", { level: 1 })).toContainText("Répondre")
    await check(employer)
    await submit(employer, "Accepter")
    await expect(said(employer)).toContainText("C’est fait pour 1 demande")

    const provider = await pageFor(browser, giver.provider.email, options)
    await provider.goto(linkIn(await mailTo(giver.provider.email, /inscription à valider/)))
    await expect(provider.getByText("M’exercer.")).toBeVisible()
    await check(provider)
    await expect(provider.getByLabel(/Cocher la demande d/)).toBeChecked()
    await submit(provider, "Valider")
    await expect(provider.getByRole("heading", { level: 1, name: "Répondre aux demandes" })).toBeVisible()
    await submit(provider, "Valider")
    await expect(said(provider)).toContainText("C’est fait pour 1 demande")
    await provider.getByRole("link", { name: "Inscrits" }).click()
    await expect(
      provider
        .getByRole("main")
        .getByText(coming.person.email.split("@")[0] ?? "")
        .first(),
    ).toBeVisible()
    await check(provider)

    const confirmed = await mailTo(coming.person.email, /confirmée/)
    expect(confirmed.attachments?.[0]?.filename).toBe("rendez-vous.ics")
    await person.goto(`${base}/parcourspro/inscriptions`)
    await expect(person.getByText("Confirmée", { exact: true })).toBeVisible()
    await person.getByRole("link", { name: "Me désister" }).click()
    await expect(person.getByRole("heading", { level: 1, name: "Me désister" })).toBeVisible()
    await check(person)
    await submit(person, "Me désister")
    await expect(said(person)).toContainText("retirée")
    await mailTo(giver.provider.email, /Désistement/)
  })

test("a manager writes an action, its session and opens it; what is badly typed stays and is said beside its field", async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const { giver } = await aWorld()
  const manager = await pageFor(browser, (await aManager()).email)
  const title = `Accompagner ${crypto.randomUUID().slice(0, 8)}`
  await manager.goto(`${base}/admin/parcourspro/actions/nouvelle`)
  await expectAccessible(manager)
  await manager.getByLabel("Titre").fill(title)
  await manager.getByLabel("Thème").selectOption({ label: "Accompagnement" })
  await manager.getByLabel("Format").selectOption("formation")
  await manager.getByLabel("SIRET du prestataire").fill("000")
  await manager.getByLabel("Durée, en heures").fill("sept")
  await submit(manager, "Enregistrer")
  await expect(manager.locator("#duration-erreur")).toContainText("heures")
  await expect(manager.getByLabel("Titre")).toHaveValue(title)
  await manager.getByLabel("SIRET du prestataire").fill(giver.structure.siret)
  await manager.getByLabel("Durée, en heures").fill("7")
  await submit(manager, "Enregistrer")
  await expect(said(manager)).toContainText("L’action est enregistrée")
  await expectAccessible(manager)
  await manager.getByRole("link", { name: "Ajouter une session" }).click()
  await manager.getByLabel("Demi-journées").fill("demain")
  await manager.getByLabel("Lieu", { exact: true }).fill("Salle 3")
  await manager.getByLabel("Places", { exact: true }).fill("10")
  await manager.getByLabel("Inscriptions jusqu’au").fill(asTyped(ahead(50)))
  await submit(manager, "Enregistrer")
  await expect(manager.locator("#halfDays-erreur")).toContainText("Ligne 1")
  await expectAccessible(manager)
  const on = asTyped(ahead(60)).split("-").toReversed().join("/")
  await manager.getByLabel("Demi-journées").fill(`${on} 09:00-12:30\n${on} 13:30-17:00`)
  await submit(manager, "Enregistrer")
  await expect(said(manager)).toContainText("brouillon")
  await submit(manager, "Ouvrir les inscriptions")
  await expect(said(manager)).toContainText("inscriptions est changé")
  await expectAccessible(manager)
  const visitor = await browser.newPage()
  await visitor.goto(`${base}/parcourspro?q=${encodeURIComponent(title)}`)
  await visitor.getByRole("link", { name: title }).click()
  await expect(visitor.getByRole("link", { name: "Se connecter pour s’inscrire" })).toBeVisible()
  await expectRoomForEveryone(visitor)
})

test("a provider moves a session and cancels another; who may not enter reads that the page does not exist", async ({ browser }) => {
  test.setTimeout(120_000)
  const { giver, coming, session } = await aWorld()
  await aRegistration({ accountId: coming.person.accountId, structureId: coming.structure.id, sessionId: session.id, status: "confirmed" })
  const provider = await pageFor(browser, giver.provider.email)
  await provider.goto(`${base}/parcourspro/prestataire/sessions/${session.id}/modifier`)
  await expectAccessible(provider)
  const on = asTyped(new Date(ahead(60).getTime() + 2 * day))
    .split("-")
    .toReversed()
    .join("/")
  await provider.getByLabel("Demi-journées").fill(`${on} 14:00-17:00`)
  await submit(provider, "Enregistrer")
  await expect(said(provider)).toContainText("La session est à jour")
  await mailTo(coming.person.email, /Dates ou lieu changés/)
  await provider.getByRole("link", { name: "Annuler la session" }).click()
  await expect(provider.getByText("1 demande en cours")).toBeVisible()
  await expectAccessible(provider)
  await provider.getByLabel("Raison de l’annulation").fill("Salle indisponible.")
  await submit(provider, "Annuler la session")
  await expect(said(provider)).toContainText("La session est annulée")
  await mailTo(coming.person.email, /Session annulée/)
  expect(await db.registration.findFirst({ where: { sessionId: session.id } })).toMatchObject({ status: "session_cancelled" })

  const stranger = await pageFor(browser, coming.person.email)
  for (const path of ["employeur", "prestataire", `prestataire/sessions/${session.id}`, "employeur/sans-employeur"]) {
    await stranger.goto(`${base}/parcourspro/${path}`)
    await expect(stranger.getByRole("heading", { level: 1 }), path).not.toContainText(/Demandes|Mes sessions|Écouter/)
  }
})

test("on the day: the provider notes who came and issues the papers in a press, the person reads their attestation on a phone, anyone verifies it", async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const [giver, coming] = [await aProvider(), await anEmployer()]
  const event = await anEvent(giver.structure.id, { title: `Relayer ${crypto.randomUUID().slice(0, 8)}` })
  const begun = Date.now() - hour
  const session = await anEventSession(event.id, {
    closesAt: new Date(begun - day),
    halfDays: [{ startsAt: new Date(begun), endsAt: new Date(begun + 3 * hour) }],
  })
  const of = { structureId: coming.structure.id, sessionId: session.id, status: "confirmed" as const }
  await aRegistration({ ...of, accountId: coming.person.accountId })
  const other = await aRegistration({ ...of, accountId: coming.employer.accountId })

  const provider = await pageFor(browser, giver.provider.email, { viewport: { width: 360, height: 740 } })
  await provider.goto(`${base}/parcourspro/prestataire/sessions/${session.id}?onglet=presence`)
  await expectAccessible(provider)
  await expectRoomForEveryone(provider)
  await provider.setViewportSize({ width: 360, height: 740 })
  await provider.getByRole("link", { name: "Afficher le code" }).click()
  await expect(provider.getByRole("img", { name: /Code à scanner/ })).toBeVisible()
  await expectAccessible(provider)

  // What the person's telephone reads on that screen.
  const half = await db.halfDay.findFirstOrThrow({ where: { sessionId: session.id } })
  const person = await pageFor(browser, coming.person.email, { viewport: { width: 360, height: 740 } })
  await person.goto(`${base}/parcourspro/presence/${presenceCode(session.id, half.id, new Date())}`)
  await expectAccessible(person)
  await submit(person, "Je suis présent·e")
  await expect(said(person)).toContainText("Votre présence est notée")
  await person.goto(`${base}/parcourspro/presence/${presenceCode(session.id, half.id, new Date(Date.now() - 5 * 60_000))}`)
  await expect(person.getByText("Ce code n’est plus bon")).toBeVisible()

  await provider.goto(`${base}/parcourspro/prestataire/sessions/${session.id}?onglet=presence`)
  await provider.locator(`[name="etat-${other.id}"][value=absent]`).check()
  await submit(provider, "Enregistrer la présence")
  await expect(said(provider)).toContainText("La présence est enregistrée")
  await provider.getByRole("link", { name: "Documents" }).click()
  await expect(provider.getByRole("heading", { level: 2, name: "Attestation de fin de formation" })).toBeVisible()
  await expectAccessible(provider)
  const attestations = provider
    .locator("section")
    .filter({ has: provider.getByRole("heading", { name: "Attestation de fin de formation" }) })
  await attestations.getByRole("button", { name: "Tout établir" }).click()
  await expect(said(provider)).toContainText("Les documents sont établis")
  const file = provider.waitForEvent("download")
  await provider.getByRole("link", { name: "Télécharger le dossier" }).click()
  expect((await file).suggestedFilename()).toMatch(/^dossier-.*\.zip$/)

  await person.goto(linkIn(await mailTo(coming.person.email, /Attestation/)))
  await expectAccessible(person)
  const pdf = person.waitForEvent("download")
  await person.getByRole("link", { name: "Télécharger (PDF)" }).click()
  expect((await pdf).suggestedFilename()).toMatch(/^ATTEST-.*\.pdf$/)
  const { code } = await db.document.findFirstOrThrow({ where: { sessionId: session.id, kind: "attestation" } })
  const visitor = await browser.newPage()
  await visitor.goto(`${base}/verifier/${code}`)
  await expect(visitor.getByText("toujours valable")).toBeVisible()
  await expectAccessible(visitor)
  await visitor.goto(`${base}/verifier/inconnu`)
  await expect(visitor.getByText("Aucun document du portail")).toBeVisible()
})

for (const [name, at] of portals)
  test(`what is not yours does not exist in the programme, ${name}`, async ({ request }) => {
    const [{ giver, coming, session }, elsewhere] = [await aWorld(), await aWorld()]
    const registration = await aRegistration({
      accountId: coming.person.accountId,
      structureId: coming.structure.id,
      sessionId: session.id,
      status: "confirmed",
    })
    const statusFor = async (accountId: string | null, path: string) => {
      const headers = accountId ? { cookie: await cookieOf(accountId) } : {}
      return (await request.get(at + path, { headers, maxRedirects: 0 })).status()
    }
    const run = ["", "/modifier", "/annuler", "/code"].map((end) => `/parcourspro/prestataire/sessions/${session.id}${end}`)
    for (const path of run) {
      expect(await statusFor(giver.provider.accountId, path), path).toBe(200)
      for (const who of [elsewhere.giver.provider, coming.person, coming.employer])
        expect(await statusFor(who.accountId, path), path).toBe(404)
      expect([307, 303], path).toContain(await statusFor(null, path))
    }
    const leave = `/parcourspro/inscriptions/${registration.id}/retirer`
    expect(await statusFor(coming.person.accountId, leave)).toBe(200)
    expect(await statusFor(coming.employer.accountId, leave)).toBe(404)
    const employer = `/parcourspro/employeur?structure=${coming.structure.id}`
    expect(await statusFor(coming.employer.accountId, employer)).toBe(200)
    for (const who of [coming.person, giver.provider, elsewhere.coming.employer]) expect(await statusFor(who.accountId, employer)).toBe(404)
    for (const path of ["/parcourspro", `/parcourspro/actions/${session.eventId}`, "/verifier/inconnu"])
      expect(await statusFor(null, path), path).toBe(200)
  })

for (const javaScriptEnabled of [true, false])
  test(`someone who came says what they thought on a phone, ${javaScriptEnabled ? "with" : "without"} JavaScript; nobody reads it from one`, async ({
    browser,
  }) => {
    const [giver, coming] = [await aProvider(), await anEmployer()]
    const event = await anEvent(giver.structure.id)
    const begun = Date.now() - 3 * day
    const session = await anEventSession(event.id, {
      closesAt: new Date(begun - day),
      halfDays: [{ startsAt: new Date(begun), endsAt: new Date(begun + 3 * hour) }],
    })
    const of = { structureId: coming.structure.id, sessionId: session.id, accountId: coming.person.accountId }
    const { id } = await aRegistration({ ...of, status: "attended" })
    const person = await pageFor(browser, coming.person.email, { viewport: { width: 360, height: 740 }, javaScriptEnabled })
    await person.goto(`${base}/parcourspro/inscriptions`)
    await person.getByRole("link", { name: "Donner mon avis" }).click()
    if (javaScriptEnabled) await expectAccessible(person)
    await submit(person, "Envoyer mon avis")
    await expect(person.locator("#score-erreur")).toContainText("Choisissez")
    await person.getByLabel("Beaucoup").check()
    await submit(person, "Envoyer mon avis")
    await expect(said(person)).toContainText("Votre avis est noté")
    await expect(person.getByRole("link", { name: /Changer\s: beaucoup/ })).toBeVisible()
    expect(await db.satisfaction.findUnique({ where: { registrationId: id } })).toMatchObject({ score: 4 })
    const provider = await pageFor(browser, giver.provider.email)
    await provider.goto(`${base}/parcourspro/prestataire/sessions/${session.id}?onglet=apres`)
    await expect(provider.getByText(/1 réponse\s: la moyenne se lit à partir de 5/)).toBeVisible()
    await expectAccessible(provider)
  })

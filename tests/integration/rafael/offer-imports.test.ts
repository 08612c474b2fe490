/** A LHÉO file: looked at without changing anything, loaded formation after formation, and refused in words where it is wrong. */
import { readFileSync } from "node:fs"
import path from "node:path"
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import { createDelivery } from "@/lib/rafael/deliveries/operations"
import { lheoFile as lheoExport } from "@/lib/rafael/lheo/queries"
import { dropOfferImport, keepOfferFile, runOfferImport, startOfferImport } from "@/lib/rafael/offer-imports/operations"
import { offerImportOf } from "@/lib/rafael/offer-imports/queries"
import { importOffers } from "@/lib/rafael/offer-loads/operations"
import { createSession } from "@/lib/rafael/training-sessions/operations"
import { now, visitor } from "@/tests/support/factories"
import { lheoFile, lheoFormation } from "@/tests/support/lheo-files"
import { hasLheoSchema, lheoErrors } from "@/tests/support/lheo-schema"
import { aPreregistration, aPrescriber, aSession, aTrainingBody, contextFor, inDays, wholeDelivery } from "@/tests/support/rafael"

let body: Awaited<ReturnType<typeof aTrainingBody>>
let context: ActorContext
let siret: string
beforeEach(async () => {
  body = await aTrainingBody()
  context = await contextFor(body.people.gestionnaire_catalogue)
  siret = body.structure.siret
})

const bytesOf = (text: string) => new TextEncoder().encode(text)

async function sent(text: string, by = context) {
  const kept = await keepOfferFile(by, { structureId: body.structure.id, fileName: "offre.xml", bytes: bytesOf(text) })
  if (!kept.ok) throw new Error(kept.why)
  return kept.value.importId
}

async function state(importId: string) {
  const found = await offerImportOf(context.actor, importId)
  if (!found) throw new Error("no import")
  return found
}

async function checked(text: string) {
  const importId = await sent(text)
  await runOfferImport(importId, visitor)
  return { importId, ...(await state(importId)) }
}

async function loaded(text: string, settings: { places: number | null; publish: boolean } = { places: 12, publish: false }) {
  const { importId } = await checked(text)
  expect(await startOfferImport(context, { importId, ...settings })).toMatchObject({ ok: true })
  await runOfferImport(importId, visitor)
  return { importId, ...(await state(importId)) }
}

const courses = () =>
  db.course.findMany({
    orderBy: { numero: "asc" },
    include: { deliveries: { include: { places: true, sessions: { orderBy: { numero: "asc" } } } } },
  })

describe("a file", () => {
  it.skipIf(!hasLheoSchema)("of these tests is one that the official schema accepts", () => {
    expect(lheoErrors(lheoFile(lheoFormation({ siret })))).toEqual([])
  })

  it("is looked at first: nothing has changed, and what it lacks is asked about", async () => {
    const other = await aSession(body, { title: "Absente du fichier" })
    const { status, report } = await checked(lheoFile(lheoFormation({ siret }), lheoFormation({ siret, numero: "200" })))
    expect(status).toBe("checked")
    expect(report).toMatchObject({
      created: 2,
      changed: 0,
      unchanged: 0,
      rejectedCount: 0,
      publishable: 2,
      withoutPlaces: 2,
      absentCount: 1,
      absent: [{ id: other.course.id, title: "Absente du fichier" }],
    })
    expect(await db.course.count()).toBe(1)
  })

  it("is then loaded as drafts, every field where it belongs", async () => {
    const { status, report } = await loaded(lheoFile(lheoFormation({ siret })))
    expect({ status, report }).toMatchObject({ status: "done", report: { created: 1 } })
    expect(await courses()).toMatchObject([
      {
        siret,
        numero: "100",
        state: "draft",
        title: "Cuisinier",
        path: "grouped",
        // LHÉO's 13 is today's level 3; its 5 is the former level IV, today's 4.
        entryLevel: 3,
        exitLevel: 4,
        formacodes: ["42752"],
        contactName: "Accueil",
        deliveries: [
          {
            numero: "A1",
            mode: "on_site",
            isFunded: true,
            hoursCentre: 300,
            hoursTotal: 300,
            funders: [{ code: "2", places: 8 }],
            places: [{ address: "1 rue Haute", postcode: "64000", city: "Pau", departement: "64" }],
            sessions: [{ numero: "1", startsOn: new Date("2027-03-01"), places: 12, recruitment: "open" }],
          },
        ],
      },
    ])
    expect((await db.trainingBody.findUniqueOrThrow({ where: { structureId: body.structure.id } })).activityNumber).toBe("75331234567")
    expect(await db.offerImport.findFirstOrThrow()).toMatchObject({ content: null })
    const told = await db.journal.findMany({ where: { structureId: body.structure.id }, orderBy: { id: "asc" }, select: { action: true } })
    expect(told.map(({ action }) => action)).toEqual(["offer.uploaded", "offer.import-started", "course.created", "offer.imported"])
  })

  it("publishes what is complete when that is asked, and wants to know how many places a session has", async () => {
    const { importId } = await checked(lheoFile(lheoFormation({ siret }), lheoFormation({ siret, numero: "200", formacode: "" })))
    expect(await startOfferImport(context, { importId, places: null, publish: true })).toMatchObject({ ok: false, why: "places" })
    expect(await startOfferImport(context, { importId, places: 8, publish: true })).toMatchObject({ ok: true })
    await runOfferImport(importId, visitor)
    expect(await courses()).toMatchObject([
      { numero: "100", state: "published", deliveries: [{ sessions: [{ places: 8 }] }] },
      { numero: "200", state: "draft" },
    ])
  })

  it("changes what it says and keeps what it does not say", async () => {
    await loaded(lheoFile(lheoFormation({ siret })))
    const [first] = await courses()
    await db.course.update({ where: { id: first?.id ?? "" }, data: { evaluation: "Un oral.", romes: ["G1602"] } })
    const again = lheoFormation({ siret, title: "Cuisinier·ère", inSession: "", start: "20270308" })
    const { report } = await loaded(lheoFile(again))
    expect(report).toMatchObject({
      created: 0,
      changed: 1,
      samples: { changed: [{ numero: "100", changes: ["Intitulé", expect.stringMatching(/^Session 1\s: dates$/)] }] },
    })
    expect(await courses()).toMatchObject([
      {
        title: "Cuisinier·ère",
        evaluation: "Un oral.",
        romes: ["G1602"],
        deliveries: [{ sessions: [{ startsOn: new Date("2027-03-08"), sequence: 1, places: 12 }] }],
      },
    ])
  })

  it("read a second time changes nothing", async () => {
    const text = lheoFile(lheoFormation({ siret }), lheoFormation({ siret, numero: "200", more: "<frais-restants>-</frais-restants>" }))
    await loaded(text)
    const before = await courses()
    expect((await checked(text)).report).toMatchObject({ created: 0, changed: 0, unchanged: 2, rejectedCount: 0 })
    await loaded(lheoFile(lheoFormation({ siret })))
    expect(await courses()).toEqual(before)
  })

  it("of programs that write HTML becomes text", async () => {
    const html = "&lt;p&gt;Vendre &amp;amp; conseiller&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Accueil&lt;/li&gt;&lt;/ul&gt;"
    await loaded(lheoFile(lheoFormation({ siret, objective: html })))
    expect((await courses())[0]?.objective).toBe("Vendre & conseiller\n\n * Accueil")
  })

  it("may refer to what it says once, wherever it stands", async () => {
    const whole = lheoFormation({ siret, numero: "200" }).replace(
      "<organisme-formation-responsable>",
      '<organisme-formation-responsable id="nous">',
    )
    const referring = lheoFormation({ siret }).replace(
      /<organisme-formation-responsable>[\s\S]*<\/organisme-formation-responsable>/,
      '<organisme-formation-responsable idref="nous"/>',
    )
    expect((await checked(lheoFile(referring, whole))).report).toMatchObject({ created: 2, rejectedCount: 0 })
  })

  it.skipIf(!hasLheoSchema)("of the official example is read whole", async () => {
    const example = readFileSync(path.resolve(import.meta.dirname, "../../../../shared/data/lheo/exemple-2.3.xml"), "utf8")
    const { report } = await checked(example.replaceAll(/<SIRET>\d+<\/SIRET>/g, `<SIRET>${siret}</SIRET>`))
    expect(report).toMatchObject({ created: 1, rejectedCount: 0 })
    await loaded(example.replaceAll(/<SIRET>\d+<\/SIRET>/g, `<SIRET>${siret}</SIRET>`))
    expect((await courses())[0]).toMatchObject({
      title: "BTS négociation et relation client",
      exitLevel: 5,
      certifications: [{ code: "RNCP474" }],
      formacodeVersion: "V11",
      deliveries: [{ conditions: "", places: [{ insee: "29233", latitude: 47.882108, name: "Lycée Kerneuzec" }] }],
    })
    expect((await courses())[0]?.objective).not.toContain("<p>")
  })
})

describe("our own export", () => {
  async function exported() {
    const pieces = await lheoExport({ actor: context.actor, structureId: body.structure.id })
    const decoder = new TextDecoder()
    let text = ""
    for await (const piece of pieces ?? []) text += decoder.decode(piece, { stream: true })
    return text
  }

  it("read back changes nothing, whatever it says", async () => {
    const offered = await aSession(body, { title: `Cuisine & <b>service</b> "du soir"`, registrationFrom: inDays(1), minimum: 3 })
    await aSession(body, { registrationUntil: inDays(30), hasLateEntry: true, recruitment: "suspended" })
    await db.course.update({
      where: { id: offered.course.id },
      data: {
        objective: "Première ligne\n\n<p>Seconde</p> & suite ; fin",
        entryLevel: null,
        exitLevel: 8,
        nsfs: ["221"],
        formacodes: ["42752", "42754"],
        certifications: [
          { code: "RNCP38722", name: "Cuisinier", certifier: "Ministère du Travail", until: "31/12/2028" },
          { code: "RS5550", name: "", certifier: "", until: "" },
          { code: "CI19004", name: "Autre", certifier: "", until: "" },
        ],
        contactName: "Service des admissions, bâtiment principal, deuxième étage à gauche",
        contactPhone: "05 56 00 00 00",
        siret: "38012986643097",
        state: "published",
        formacodeVersion: "V13",
      },
    })
    // Nothing to publish it: what it still says comes back.
    await db.course.update({ where: { id: offered.course.id }, data: { entryLevel: 0 } })
    await db.delivery.update({
      where: { id: offered.delivery.id },
      data: {
        mode: "mixed",
        hoursCompany: 70,
        funders: [
          { code: "2", places: 8 },
          { code: "16", places: null },
        ],
        providerSiret: body.structure.siret,
        isLevelRequired: true,
      },
    })
    await db.trainingPlace.updateMany({
      where: { deliveryId: offered.delivery.id },
      data: {
        name: "Centre de formation du bassin de l’Adour, antenne des métiers de bouche",
        address: "Zone artisanale des Trois Rivières, bâtiment C, 12 bis rue du Général de Gaulle, ".repeat(2).trim(),
        city: "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson-sur-la-Côte",
        insee: "2A004",
        latitude: 43.2951,
        longitude: -0.370797,
      },
    })
    await db.trainingPlace.create({
      data: { deliveryId: offered.delivery.id, address: "2 rue Basse", postcode: "40000", city: "Mont-de-Marsan" },
    })
    const text = await exported()
    if (hasLheoSchema) expect(lheoErrors(text)).toEqual([])
    const before = await courses()
    const { report } = await checked(text)
    expect(report?.samples).toEqual({ created: [], changed: [] })
    expect(report).toMatchObject({ created: 0, changed: 0, unchanged: 2, rejected: [], absentCount: 0 })
    expect(await courses()).toEqual(before)
  })
})

describe("what a file may not do", () => {
  it.each([
    ["a session that ends before it begins", { end: "20270101" }, "avant d’avoir commencé"],
    ["a day that does not exist", { start: "20270239" }, "premier jour"],
    ["a Formacode of another form", { formacode: "4275" }, "cinq chiffres"],
    ["no places", { inSession: '<extras info="cap-metiers"><extra info="capacite">0</extra></extras>' }, "9 999"],
    [
      "registration that closes after the start",
      { inSession: "<periode-inscription><periode><debut>20270101</debut><fin>20270401</fin></periode></periode-inscription>" },
      "après le début",
    ],
    ["a title of three hundred characters", { title: "x".repeat(300) }, "255"],
  ])("%s: the formation is refused where it is wrong, the others are not", async (_what, more, words) => {
    const file = lheoFile(lheoFormation({ siret, ...more }), lheoFormation({ siret, numero: "200" }))
    const { report } = await loaded(file)
    expect(report).toMatchObject({ created: 1, rejectedCount: 1 })
    const [rejected] = report?.rejected ?? []
    expect(rejected?.reason.replaceAll("\u202f", " ")).toContain(words.replaceAll("\u202f", " "))
    expect(rejected?.line).toBeGreaterThan(3)
    expect(rejected?.line).toBeLessThan(50)
    expect((await courses()).map(({ numero }) => numero)).toEqual(["200"])
  })

  it("another body's SIRET, a formation twice, and one without number", async () => {
    const other = await aTrainingBody()
    const { report } = await loaded(
      lheoFile(
        lheoFormation({ siret: other.structure.siret }),
        lheoFormation({ siret, numero: "200" }),
        lheoFormation({ siret, numero: "200" }),
        lheoFormation({ siret, numero: "" }),
      ),
    )
    expect(report).toMatchObject({ created: 1, rejectedCount: 3 })
    const reasons = report?.rejected.map(({ reason }) => reason).join("\n")
    for (const words of ["pas celui de votre structure", "déjà dans ce fichier", "de quelle formation il s’agit"])
      expect(reasons).toContain(words)
    expect(await db.course.count({ where: { structureId: other.structure.id } })).toBe(0)
  })

  it("the same formation again, however far behind: the first is taken, the look says so too", async () => {
    const many = Array.from({ length: 60 }, (_, index) => lheoFormation({ siret, numero: `n${index}` }))
    const file = lheoFile(...many, lheoFormation({ siret, numero: "n0", title: "Autre" }))
    expect((await checked(file)).report).toMatchObject({ created: 60, rejectedCount: 1 })
    expect((await loaded(file)).report).toMatchObject({ created: 60, changed: 0, rejectedCount: 1 })
    expect(await db.course.count({ where: { title: "Autre" } })).toBe(0)
  })

  it("end a session before the registration known here: that formation stays out, the others are loaded", async () => {
    await loaded(lheoFile(lheoFormation({ siret })), { places: 2, publish: false })
    await db.trainingSession.updateMany({ data: { registrationUntil: new Date("2027-06-01T00:00:00Z") } })
    const shorter = lheoFormation({ siret, end: "20270531" })
    const { status, report } = await loaded(lheoFile(shorter, lheoFormation({ siret, numero: "200" })))
    expect(status).toBe("done")
    expect(report).toMatchObject({ created: 1, changed: 0, rejectedCount: 1 })
    expect(report?.rejected[0]?.reason).toContain("dure au-delà de la fin")
  })

  it("take the number that the next action or session would have", async () => {
    const file = lheoFormation({ siret, session: "S2" }).replace('numero="A1"', 'numero="A2"')
    await loaded(lheoFile(file), { places: 2, publish: false })
    const { id: courseId, deliveries } = await db.course.findFirstOrThrow({ include: { deliveries: true } })
    const place = {
      placeName: "",
      address: "1 rue Haute",
      postcode: "64000",
      city: "Pau",
      funder: null,
      providerSiret: null,
      fundedPlaces: null,
      otherFunders: [],
      otherPlaces: [],
    }
    expect(await createDelivery(context, { courseId, ...wholeDelivery, publics: ["83056"], ...place })).toMatchObject({ ok: true })
    const days = { startsOn: "2027-09-01", endsOn: "2027-12-01", registrationFrom: null, registrationUntil: null }
    const seats = { places: 4, minimum: null, hasLateEntry: false }
    expect(await createSession(context, { deliveryId: deliveries[0]?.id ?? "", ...days, ...seats })).toMatchObject({ ok: true })
    expect((await db.delivery.findMany({ orderBy: { numero: "asc" } })).map(({ numero }) => numero)).toEqual(["A2", "A3"])
    expect((await db.trainingSession.findMany({ orderBy: { numero: "asc" } })).map(({ numero }) => numero)).toEqual(["S2", "S3"])
  })

  it("move people, or take a place from them", async () => {
    await loaded(lheoFile(lheoFormation({ siret })), { places: 2, publish: true })
    const session = await db.trainingSession.findFirstOrThrow()
    const prescriber = await aPrescriber()
    const one = { structureId: prescriber.structure.id, ownerId: prescriber.people.prescripteur_2.affiliationId, sessionId: session.id }
    await aPreregistration({ ...one, status: "accepted" })
    await aPreregistration({ ...one, status: "accepted" })
    const moved = await loaded(lheoFile(lheoFormation({ siret, start: "20270308" })))
    expect(moved.report?.rejected[0]?.reason).toContain("2 préinscription(s) en cours")
    const fewer = '<extras info="cap-metiers"><extra info="capacite">1</extra></extras>'
    const reduced = await loaded(lheoFile(lheoFormation({ siret, inSession: fewer })))
    expect(reduced.report?.rejected[0]?.reason).toContain("2 places sont déjà prises")
    expect(await db.trainingSession.findFirstOrThrow()).toMatchObject({ startsOn: session.startsOn, places: 2, taken: 2 })
  })

  it("leave something out of what is published, or bring a cancelled session back", async () => {
    await loaded(lheoFile(lheoFormation({ siret })), { places: 12, publish: true })
    const action = /<action[\s\S]*<\/action>/.exec(lheoFormation({ siret }))?.[0].replace('numero="A1"', 'numero="A2"') ?? ""
    const bare = lheoFormation({ siret }).replace(
      "</action>",
      `</action>${action.replace("<rythme-formation>Temps plein</rythme-formation>", "")}`,
    )
    const { report } = await loaded(lheoFile(bare))
    expect(report?.rejected[0]?.reason).toMatch(/il lui manquerait\s: Action A2\s: rythme/)
    await db.trainingSession.updateMany({ data: { cancelledAt: now, cancelledFor: "Annulée" } })
    expect((await loaded(lheoFile(lheoFormation({ siret })))).report).toMatchObject({ unchanged: 1 })
  })

  it.each([
    ["a file that is not XML", "siret;nom"],
    ["a document type", `<!DOCTYPE lheo [<!ENTITY a "b">]>${lheoFile("")}`],
    ["a version of before", lheoFile("").replace("/2.3", "/2.2")],
  ])("%s: said in words, and nothing has changed", async (_what, text) => {
    const { status, error } = await checked(text)
    expect(status).toBe("failed")
    expect(error).toContain("n’a pas pu être lu")
    expect(await db.course.count()).toBe(0)
  })
})

describe("whoever may", () => {
  it("write in the offer sends, launches and gives up; nobody else, and not under control", async () => {
    const other = await aTrainingBody()
    const importId = await sent(lheoFile(lheoFormation({ siret })))
    const strangers = [
      other.people.gestionnaire_general,
      body.people.gestionnaire_preinscription,
      (await aPrescriber()).people.prescripteur_3,
    ]
    for (const person of strangers) {
      const stranger = await contextFor(person)
      const file = { structureId: body.structure.id, fileName: "f", bytes: bytesOf("x") }
      expect(await keepOfferFile(stranger, file)).toMatchObject({ ok: false, why: "not-found" })
      expect(await startOfferImport(stranger, { importId, places: 1, publish: false })).toMatchObject({ ok: false, why: "not-found" })
      expect(await dropOfferImport(stranger, { importId })).toMatchObject({ ok: false, why: "not-found" })
      expect(await offerImportOf(stranger.actor, importId)).toBeNull()
    }
    const controlled = {
      ...context,
      actor: {
        ...context.actor,
        control: { accountId: context.actor.accountId, sessionId: context.actor.sessionId, firstName: "C", lastName: "R", expiresAt: now },
      },
    }
    expect(await dropOfferImport(controlled, { importId })).toMatchObject({ ok: false })
    expect(await dropOfferImport(context, { importId })).toMatchObject({ ok: true })
    expect(await dropOfferImport(context, { importId })).toMatchObject({ ok: false, why: "changed-meanwhile" })
    await runOfferImport(importId, visitor)
    expect((await state(importId)).status).toBe("cancelled")
  })

  it("loses the right while it is loaded: nothing more is loaded", async () => {
    const { importId } = await checked(lheoFile(lheoFormation({ siret })))
    await startOfferImport(context, { importId, places: 12, publish: false })
    await db.affiliation.update({ where: { id: body.people.gestionnaire_catalogue.affiliationId }, data: { rafaelProfil: null } })
    await runOfferImport(importId, visitor)
    const found = await db.offerImport.findUniqueOrThrow({ where: { id: importId } })
    expect(found).toMatchObject({ status: "failed" })
    expect(found.error).toContain("droit")
    expect(await db.course.count()).toBe(0)
  })

  it("sends another file: the one before is forgotten", async () => {
    const first = await sent(lheoFile(lheoFormation({ siret })))
    await sent(lheoFile(lheoFormation({ siret })))
    expect(await db.offerImport.findUniqueOrThrow({ where: { id: first } })).toMatchObject({ status: "cancelled", content: null })
  })
})

describe("a job", () => {
  const many = (count: number) => lheoFile(...Array.from({ length: count }, (_, index) => lheoFormation({ siret, numero: `n${index}` })))

  it("that died goes on where it was, and does nothing twice", async () => {
    const { importId } = await checked(many(120))
    await startOfferImport(context, { importId, places: 12, publish: false })
    const running = runOfferImport(importId, visitor)
    // What the first batch committed is there for the next worker, whatever happens to this one.
    await expect.poll(async () => (await state(importId)).done, { timeout: 10_000, interval: 5 }).toBeGreaterThan(0)
    await Promise.all([running, runOfferImport(importId, visitor)])
    await runOfferImport(importId, visitor)
    const { status, report } = await state(importId)
    expect({ status, report }).toMatchObject({ status: "done", report: { created: 120, changed: 0, rejectedCount: 0 } })
    expect(await db.course.count()).toBe(120)
    expect(await db.journal.count({ where: { action: "course.created" } })).toBe(120)
  })

  it("given up while it loads stops there", async () => {
    const { importId } = await checked(many(150))
    await startOfferImport(context, { importId, places: 12, publish: false })
    await db.offerImport.update({ where: { id: importId }, data: { done: 50 } })
    await dropOfferImport(context, { importId })
    await runOfferImport(importId, visitor)
    expect(await db.course.count()).toBe(0)
  })
})

describe("the command", () => {
  it("loads for every body that the portal knows, and names the others", async () => {
    const other = await aTrainingBody()
    const file = lheoFile(
      lheoFormation({ siret }),
      lheoFormation({ siret: other.structure.siret }),
      lheoFormation({ siret: "38012986643097", numero: "300" }),
    )
    const settings = { places: 10, publish: true }
    const report = await importOffers(() => [bytesOf(file)], visitor, { settings })
    expect(report).toMatchObject({ created: 2, rejectedCount: 1 })
    expect(report.rejected[0]?.reason).toContain("38012986643097")
    expect(await db.course.count({ where: { state: "published" } })).toBe(2)
    expect(await importOffers(() => [bytesOf(file)], visitor, { settings })).toMatchObject({ created: 0, changed: 0, unchanged: 2 })
  })
})

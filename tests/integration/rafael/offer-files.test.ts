/** What a LHÉO file says: looked at without changing anything, then loaded formation after formation. */
import { readFileSync } from "node:fs"
import path from "node:path"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import { runOfferImport, startOfferImport } from "@/lib/rafael/offer-imports/operations"
import { readOffer } from "@/lib/rafael/offer-loads/operations"
import { now, visitor } from "@/tests/support/factories"
import { lheoFile, lheoFormation } from "@/tests/support/lheo-files"
import { hasLheoSchema, lheoErrors } from "@/tests/support/lheo-schema"
import { anImporter, bytesOf, courses, type Importer } from "@/tests/support/offer-imports"
import { aPreregistration, aPrescriber, aSession } from "@/tests/support/rafael"

let body: Importer["body"]
let context: ActorContext
let siret: string
let checked: Importer["checked"]
let loaded: Importer["loaded"]
beforeEach(async () => {
  const importer = await anImporter()
  ;({ body, context, siret, checked, loaded } = importer)
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

/** A `recrutement` as training bodies write them. */
const recruitment = (more: string) => `<recrutement><modalite-recrutement>8</modalite-recrutement>${more}</recrutement>`
const onMonday = "<periode><debut>20270208</debut><fin>20270208</fin></periode>"

describe("the meetings of a file", () => {
  const meetings = () => db.meeting.findMany({ orderBy: { startsAt: "asc" }, omit: { id: true, sessionId: true, createdAt: true } })

  it("are added to the session once, at the hours of Paris; one without its hours, or past, is passed over", async () => {
    const inSession = [
      `${onMonday}<heure-debut>09h30</heure-debut><heure-fin>12h</heure-fin><commentaire>Amphi B</commentaire>`,
      `<a-distance>1</a-distance><urlweb>https://visio.exemple.fr</urlweb><nb-places>0</nb-places>${onMonday}<heure-debut>14:00</heure-debut><heure-fin>15:30</heure-fin>`,
      onMonday,
      "<periode><debut>20200106</debut><fin>20200106</fin></periode><heure-debut>09h00</heure-debut><heure-fin>10h00</heure-fin>",
    ]
    const file = lheoFile(lheoFormation({ siret, inSession: inSession.map(recruitment).join("") }))
    if (hasLheoSchema) expect(lheoErrors(file)).toEqual([])
    expect((await loaded(file)).report).toMatchObject({ created: 1, rejectedCount: 0 })
    const common = { kind: "information", seats: null, sequence: 0 }
    expect(await meetings()).toEqual([
      { ...common, startsAt: new Date("2027-02-08T08:30Z"), endsAt: new Date("2027-02-08T11:00Z"), place: "Amphi B", isRemote: false },
      {
        ...common,
        startsAt: new Date("2027-02-08T13:00Z"),
        endsAt: new Date("2027-02-08T14:30Z"),
        place: "https://visio.exemple.fr",
        isRemote: true,
      },
    ])
    expect((await loaded(file)).report).toMatchObject({ created: 0, changed: 0, unchanged: 1 })
    const later = file.replace("Amphi B", "Amphi C").replace("14:00", "14:15")
    const { report } = await loaded(later)
    expect(report).toMatchObject({ changed: 1, samples: { changed: [{ changes: ["Session 1 : réunions"] }] } })
    // People may be summoned to what is known: it stays.
    expect((await meetings()).map(({ place, startsAt }) => [place, startsAt.toISOString().slice(11, 16)])).toEqual([
      ["Amphi B", "08:30"],
      ["https://visio.exemple.fr", "13:00"],
      ["https://visio.exemple.fr", "13:15"],
    ])
  })

  it.each([
    [
      "a day that nobody knows",
      "<periode><debut>99999999</debut><fin>99999999</fin></periode><heure-debut>09h00</heure-debut><heure-fin>10h00</heure-fin>",
      0,
    ],
    ["an hour that no day has", `${onMonday}<heure-debut>22h00</heure-debut><heure-fin>24h00</heure-fin>`, 0],
    [
      "several days",
      "<periode><debut>20270208</debut><fin>20270630</fin></periode><heure-debut>09h00</heure-debut><heure-fin>17h00</heure-fin>",
      0,
    ],
    ["seats that LHÉO allows", `<nb-places>1500</nb-places>${onMonday}<heure-debut>0900</heure-debut><heure-fin>10h</heure-fin>`, 1],
    [
      "a long comment",
      `${onMonday}<heure-debut>9h</heure-debut><heure-fin>10h</heure-fin><commentaire>${"é".repeat(299)}🎓${"x".repeat(150)}</commentaire>`,
      1,
    ],
  ])("with %s keep no formation out", async (_what, more, count) => {
    const file = lheoFile(lheoFormation({ siret, inSession: recruitment(more) + recruitment(more) }))
    if (hasLheoSchema) expect(lheoErrors(file)).toEqual([])
    expect((await loaded(file)).report).toMatchObject({ created: 1, rejectedCount: 0 })
    expect(await db.meeting.count()).toBe(count)
    expect(await db.journal.count({ where: { action: "meeting.created" } })).toBe(count)
  })

  it("that finish before they begin are refused where they stand", async () => {
    const inSession = recruitment(`${onMonday}<heure-debut>11h00</heure-debut><heure-fin>09h00</heure-fin>`)
    const { report } = await checked(lheoFile(lheoFormation({ siret, inSession })))
    expect(report).toMatchObject({ rejectedCount: 1, rejected: [{ element: "recrutement, session 1" }] })
  })
})

it("a permanent entry whose end nobody foresees stays on line for a year, and keeps the end given here; with fixed dates one is needed", async () => {
  const permanent = (start: string) =>
    lheoFile(lheoFormation({ siret, start, end: "99999999" }).replace("<modalites-entrees-sorties>0<", "<modalites-entrees-sorties>1<"))
  const ends = async () => (await db.trainingSession.findFirstOrThrow()).endsOn.toISOString().slice(0, 10)
  expect((await loaded(permanent("20270301"))).report).toMatchObject({ created: 1, rejectedCount: 0 })
  expect(await ends()).toBe("2028-02-29")
  expect((await loaded(permanent("20270301"))).report).toMatchObject({ unchanged: 1 })
  await db.trainingSession.updateMany({ data: { endsOn: new Date("2029-06-30T00:00Z") } })
  expect((await loaded(permanent("20270301"))).report).toMatchObject({ unchanged: 1 })
  // It began long ago, its end has passed, and people wait on it: it is prolonged, and nobody is moved.
  await db.trainingSession.updateMany({ data: { startsOn: new Date("2024-01-01T00:00Z"), endsOn: new Date("2025-01-01T00:00Z") } })
  const [{ id: sessionId }, prescriber] = [await db.trainingSession.findFirstOrThrow(), await aPrescriber()]
  await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId, status: "sent" })
  expect((await loaded(permanent("20240101"))).report).toMatchObject({ changed: 1, rejectedCount: 0 })
  expect((await db.trainingSession.findFirstOrThrow()).endsOn.getTime()).toBeGreaterThan(now.getTime())
  const fixed = lheoFile(lheoFormation({ siret, end: "99999999" }))
  expect((await checked(fixed)).report).toMatchObject({ rejectedCount: 1 })
})

it("a long file is read in a memory that does not grow", async () => {
  setFlagsFromString("--expose-gc")
  const collect = runInNewContext("gc") as () => void
  const objective = "Exercer le métier, du premier geste à l’autonomie. ".repeat(40)
  function* file() {
    yield bytesOf('<?xml version="1.0" encoding="UTF-8"?><lheo xmlns="http://lheo.gouv.fr/2.3"><offres>')
    for (let piece = 0; piece < 60; piece += 1)
      yield bytesOf(Array.from({ length: 25 }, (_, index) => lheoFormation({ siret, numero: `${piece}-${index}`, objective })).join(""))
    yield bytesOf("</offres></lheo>")
  }
  const held: number[] = []
  await readOffer(file, {
    scope: "all",
    settings: { places: 12, publish: true },
    now,
    onBatch: async () => {
      collect()
      held.push(process.memoryUsage().heapUsed)
    },
  })
  const [early = 0, late = 0] = [held[4], held.at(-1)]
  expect(held).toHaveLength(30)
  // A formation weighs 3,500 bytes. A name that keeps the piece of the file it was cut from holds 9,500; a name alone, what the process
  // learns meanwhile included, 2,600.
  expect((late - early) / 1250).toBeLessThan(5000)
})

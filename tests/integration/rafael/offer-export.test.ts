/** The LHÉO file that the portal writes, and what reading it back changes: nothing. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import { lheoFile as lheoExport } from "@/lib/rafael/lheo/queries"
import { now } from "@/tests/support/factories"
import { hasLheoSchema, lheoErrors } from "@/tests/support/lheo-schema"
import { anImporter, courses, type Importer } from "@/tests/support/offer-imports"
import { aSession, inDays } from "@/tests/support/rafael"

let body: Importer["body"]
let context: ActorContext
let checked: Importer["checked"]
beforeEach(async () => {
  const importer = await anImporter()
  ;({ body, context, checked } = importer)
})

describe("our own export", () => {
  function exported() {
    return lheoExport({ actor: context.actor, structureId: body.structure.id }).then(textOf)
  }

  async function textOf(pieces: AsyncGenerator<Uint8Array> | null) {
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
    await db.trainingSession.update({
      where: { id: offered.session.id },
      data: { contactName: "Mme & M. <Accueil>", contactEmail: "session@exemple.fr", contactPhone: "05 59 00 00 00" },
    })
    const hours = { startsAt: new Date("2027-01-05T08:30Z"), endsAt: new Date("2027-01-05T10:00Z"), createdAt: now }
    const summer = { startsAt: new Date("2027-07-05T07:30Z"), endsAt: new Date("2027-07-05T09:00Z"), createdAt: now }
    const meeting = { sessionId: offered.session.id, kind: "information" as const }
    await db.meeting.create({ data: { ...meeting, place: "Salle 2, 1 rue Haute", seats: 12, ...hours } })
    await db.meeting.create({ data: { ...meeting, place: "https://visio", isRemote: true, ...summer } })
    const text = await exported()
    if (hasLheoSchema) expect(lheoErrors(text)).toEqual([])
    const before = await courses()
    const { report } = await checked(text)
    expect(report?.samples).toEqual({ created: [], changed: [] })
    expect(report).toMatchObject({ created: 0, changed: 0, unchanged: 2, rejected: [], absentCount: 0 })
    expect(await courses()).toEqual(before)
  })

  it("tells of information meetings alone", async () => {
    const { session } = await aSession(body)
    const hours = { startsAt: new Date("2027-01-05T08:30Z"), endsAt: new Date("2027-01-05T10:00Z"), createdAt: now }
    for (const [kind, place] of [
      ["information", "Salle ouverte"],
      ["interview", "Bureau 12"],
    ] as const)
      await db.meeting.create({ data: { sessionId: session.id, kind, place, ...hours } })
    for (const text of [await textOf(await lheoExport("all")), await exported()]) {
      expect(text).toContain("Salle ouverte")
      expect(text).not.toContain("Bureau 12")
    }
  })
})

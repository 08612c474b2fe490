/** What a LHÉO file may not do: each refusal in words, where it is wrong, and nothing half-done. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import { createDelivery } from "@/lib/rafael/deliveries/operations"
import { createSession } from "@/lib/rafael/training-sessions/operations"
import { now } from "@/tests/support/factories"
import { lheoFile, lheoFormation } from "@/tests/support/lheo-files"
import { anImporter, courses, type Importer } from "@/tests/support/offer-imports"
import { aPreregistration, aPrescriber, aTrainingBody, aTypedDelivery, noContact } from "@/tests/support/rafael"

let context: ActorContext
let siret: string
let checked: Importer["checked"]
let loaded: Importer["loaded"]
beforeEach(async () => {
  const importer = await anImporter()
  ;({ context, siret, checked, loaded } = importer)
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
    expect(await createDelivery(context, { courseId, ...aTypedDelivery() })).toMatchObject({ ok: true })
    const days = { startsOn: "2027-09-01", endsOn: "2027-12-01", registrationFrom: null, registrationUntil: null }
    const seats = { places: 4, minimum: null, hasLateEntry: false, ...noContact }
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

/** What it takes to publish a course, what then keeps it whole, and who takes it back. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import { todayOf } from "@/lib/platform/time/working-days"
import { archiveCourse, createCourse, editBody, editCourse, publishCourse, unpublishCourse } from "@/lib/rafael/courses/operations"
import { courseHistory, deliveryOf, factsOf } from "@/lib/rafael/courses/queries"
import { missingToPublish } from "@/lib/rafael/courses/rules"
import { createDelivery, editDelivery } from "@/lib/rafael/deliveries/operations"
import { deliveryFields, funderLines, placeLines } from "@/lib/rafael/deliveries/schema"
import { searchOffer } from "@/lib/rafael/offer-search/queries"
import { readOfferAddress } from "@/lib/rafael/offer-search/schema"
import { cancelSession, createSession } from "@/lib/rafael/training-sessions/operations"
import { aManagerContext, messages, now } from "@/tests/support/factories"
import {
  aPreregistration,
  aPrescriber,
  aSession,
  aTrainingBody,
  aTypedCourse,
  aTypedDelivery,
  contextFor,
  doneOf,
  typedDates,
  typedSeats,
  wholeCourse,
} from "@/tests/support/rafael"

let body: Awaited<ReturnType<typeof aTrainingBody>>
let writes: ActorContext
beforeEach(async () => {
  body = await aTrainingBody()
  writes = await contextFor(body.people.gestionnaire_catalogue)
})

const [course, delivery, dates, seats] = [aTypedCourse, aTypedDelivery, typedDates, typedSeats]
const search = async (query: Record<string, string>) =>
  (await searchOffer(readOfferAddress(query), todayOf(now))).sessions.map(({ title }) => title)

/** The fields of a delivery as a form sends them. */
function textOf(fields: ReturnType<typeof delivery>) {
  const { otherPlaces: _places, otherFunders: _funders, isLevelRequired: _level, ...others } = fields
  const asText = (value: unknown) => (value === null ? "" : value === true ? "on" : Array.isArray(value) ? value.join(", ") : String(value))
  return Object.fromEntries(Object.entries(others).map(([name, value]) => [name, asText(value)]))
}

describe("publishing", () => {
  it("names what is missing, part after part, until nothing is", async () => {
    const empty = { objective: "", results: "", contents: "", entryLevel: null, formacodes: [], contactEmail: "", contactPhone: "" }
    const { courseId } = doneOf(await createCourse(writes, { structureId: body.structure.id, ...course(empty) }))
    const labels = async () => missingToPublish((await factsOf(courseId)) ?? ({} as never)).map(({ label }) => label)
    expect(await labels()).toEqual([
      "Objectif",
      "Résultats attendus",
      "Contenu",
      expect.stringContaining("Niveau"),
      "Formacode principal",
      expect.stringContaining("Un contact"),
      expect.stringContaining("déclaration d’activité"),
      "Au moins une action",
    ])
    expect(await publishCourse(writes, { courseId })).toMatchObject({ ok: false, why: "incomplete" })
    const { updatedAt } = await db.course.findUniqueOrThrow({ where: { id: courseId } })
    doneOf(await editCourse(writes, { courseId, seen: updatedAt.toISOString(), ...course() }))
    doneOf(await editBody(writes, { structureId: body.structure.id, activityNumber: "75331234567", email: "", phone: "" }))
    const { deliveryId } = doneOf(await createDelivery(writes, { courseId, ...delivery({ address: "", postcode: "", city: "" }) }))
    expect(await labels()).toEqual([expect.stringContaining("lieu"), expect.stringContaining("une session")])
    await db.trainingPlace.create({ data: { deliveryId, address: "1 rue Haute", postcode: "64000", city: "Pau" } })
    doneOf(await createSession(writes, { deliveryId, ...dates, ...seats }))
    expect(await labels()).toEqual([])
    expect(await search({ q: "cuisinier" })).toEqual([])
    doneOf(await publishCourse(writes, { courseId }))
    expect(await search({ q: "cuisinier" })).toEqual(["Cuisinier"])
    expect(await publishCourse(writes, { courseId })).toMatchObject({ ok: false, why: "already" })
  })

  it("a published course stays publishable: an edit that would lack something is refused and changes nothing", async () => {
    const { course: published } = await aSession(body)
    const edit = { courseId: published.id, seen: published.updatedAt.toISOString(), ...course({ contents: "" }) }
    expect(await editCourse(writes, edit)).toMatchObject({ ok: false, why: "incomplete", detail: "Contenu" })
    expect((await db.course.findUniqueOrThrow({ where: { id: published.id } })).contents).toBe(wholeCourse.contents)
  })

  it("of two editors, the second is told", async () => {
    const { course: published } = await aSession(body)
    const seen = published.updatedAt.toISOString()
    doneOf(await editCourse(writes, { courseId: published.id, seen, ...course({ title: "Chef" }) }))
    expect(await editCourse(writes, { courseId: published.id, seen, ...course({ title: "Commis" }) })).toMatchObject({
      ok: false,
      why: "changed-meanwhile",
    })
  })

  it("is not archived while someone lives on one of its sessions", async () => {
    const [{ course: published, session }, prescriber] = [await aSession(body), await aPrescriber()]
    await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: session.id, status: "sent" })
    expect(await archiveCourse(writes, { courseId: published.id })).toMatchObject({ ok: false, why: "awaited", detail: "1" })
    await cancelSession(writes, { sessionId: session.id, reason: "Annulée", concerned: 1 })
    expect(await archiveCourse(writes, { courseId: published.id })).toMatchObject({ ok: true })
  })
})

it("its history says what was done, by whom and why, to whoever may see the offer", async () => {
  const { course: published, session } = await aSession(body)
  await cancelSession(writes, { sessionId: session.id, reason: "Formateur absent", concerned: 0 })
  doneOf(await archiveCourse(writes, { courseId: published.id }))
  const history = await courseHistory(writes.actor, published.id)
  expect(history).toMatchObject([{ name: "Formation archivée" }, { name: "Session annulée", reason: "Formateur absent" }])
  expect(history[0]?.who).toContain(writes.actor.lastName.toUpperCase())
  const stranger = await contextFor((await aTrainingBody()).people.gestionnaire_general)
  expect(await courseHistory(stranger.actor, published.id)).toEqual([])
})

it("unpublished by a manager, it is found no more, and those who write the offer are told why", async () => {
  const { course: published } = await aSession(body)
  const reason = "Intitulé trompeur : précisez le niveau."
  expect(await unpublishCourse(await aManagerContext(), { courseId: published.id, reason })).toMatchObject({ ok: true })
  expect(await search({})).toEqual([])
  const told = (await messages()).filter(({ template }) => template === "course-unpublished")
  expect(told.map(({ toEmail }) => toEmail).toSorted()).toEqual(
    [body.people.gestionnaire_catalogue.email, body.people.gestionnaire_general.email].toSorted(),
  )
  expect(told[0]?.data).toMatchObject({ reason })
  expect(await unpublishCourse(await aManagerContext(), { courseId: published.id, reason })).toMatchObject({ ok: false, why: "not-found" })
})

describe("what is published stays whole", () => {
  it("an action without session may be completed in peace; its first session waits until it says all it must", async () => {
    const { course: published } = await aSession(body)
    const bare = delivery({ rhythm: "", publics: [] })
    const added = await createDelivery(writes, { courseId: published.id, ...bare })
    if (!added.ok) throw new Error(added.why)
    const session = { deliveryId: added.value.deliveryId, ...dates, ...seats }
    expect(await createSession(writes, session)).toMatchObject({
      ok: false,
      why: "incomplete",
      detail: expect.stringMatching(/A2.: rythme.*public/u),
    })
    expect(await db.trainingSession.count()).toBe(1)
    // What is on line may still be edited meanwhile.
    const seen = (await db.course.findUniqueOrThrow({ where: { id: published.id } })).updatedAt.toISOString()
    expect(await editCourse(writes, { courseId: published.id, seen, ...course() })).toMatchObject({ ok: true })
    const { updatedAt } = await db.delivery.findUniqueOrThrow({ where: { id: session.deliveryId } })
    const whole = { deliveryId: session.deliveryId, seen: updatedAt.toISOString(), ...delivery() }
    expect(await editDelivery(writes, whole)).toMatchObject({ ok: true })
    expect(await createSession(writes, session)).toMatchObject({ ok: true })
    const body75 = { structureId: published.structureId, activityNumber: "", email: "", phone: "" }
    expect(await editBody(writes, body75)).toMatchObject({ ok: false, why: "number-needed" })
  })

  it("several places and funders are written one a line, and read again as they are", async () => {
    const { delivery: own } = await aSession(body)
    const typed = {
      otherPlaces: "2 quai Nord ; 64100 ; Bayonne\n5 rue Basse ; 40100 ; Dax ; Annexe",
      otherFunders: "France Travail ; 4\n18",
    }
    const fields = deliveryFields.parse({ ...textOf(delivery({ funder: "2", fundedPlaces: "8" })), ...typed })
    expect(await editDelivery(writes, { deliveryId: own.id, seen: own.updatedAt.toISOString(), ...fields })).toMatchObject({ ok: true })
    const read = await deliveryOf(writes.actor, own.id)
    expect(read?.places.map(({ city }) => city).toSorted()).toEqual(["Bayonne", "Dax", "Pau"])
    expect(read?.funders).toEqual([
      { code: "2", places: 8 },
      { code: "4", places: 4 },
      { code: "18", places: null },
    ])
    const shown = deliveryFields.parse({
      ...textOf(delivery()),
      otherPlaces: placeLines(fields.otherPlaces),
      otherFunders: funderLines(fields.otherFunders),
    })
    expect([shown.otherPlaces, shown.otherFunders]).toEqual([fields.otherPlaces, fields.otherFunders])
    for (const wrong of [{ otherPlaces: "Bayonne" }, { otherFunders: "La Banque ; 4" }, { otherFunders: "France Travail ; beaucoup" }])
      expect(deliveryFields.safeParse({ ...textOf(delivery()), ...wrong }).success).toBe(false)
  })

  it("a place that a file brought stays when another one is shown and saved unchanged", async () => {
    const { delivery: own } = await aSession(body)
    for (const city of ["Bayonne", "Dax"])
      await db.trainingPlace.create({ data: { deliveryId: own.id, address: "2 quai", postcode: "64100", city, insee: "64102" } })
    const [shown, ...otherPlaces] = (await deliveryOf(writes.actor, own.id))?.places ?? []
    if (!shown) throw new Error("no place")
    const place = { placeName: shown.name, address: shown.address, postcode: shown.postcode, city: shown.city, otherPlaces }
    expect(await editDelivery(writes, { deliveryId: own.id, seen: own.updatedAt.toISOString(), ...delivery(), ...place })).toMatchObject({
      ok: true,
    })
    const places = await db.trainingPlace.findMany({ orderBy: { city: "asc" } })
    expect(places.map(({ city, insee }) => [city, insee])).toEqual([
      ["Bayonne", "64102"],
      ["Dax", "64102"],
      ["Pau", null],
    ])
  })
})

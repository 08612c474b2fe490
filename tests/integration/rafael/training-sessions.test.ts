/** Sessions: their dates, places and copies, and what becomes of those who are on one. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import type { PreregistrationStatus } from "@/lib/platform/generated/client"
import { createCourse } from "@/lib/rafael/courses/operations"
import { createDelivery } from "@/lib/rafael/deliveries/operations"
import { cancelSession, changeDates, copySession, createSession } from "@/lib/rafael/training-sessions/operations"
import { messages } from "@/tests/support/factories"
import {
  aPreregistration,
  aPrescriber,
  aSession,
  aTrainingBody,
  aTypedCourse,
  aTypedDelivery,
  contextFor,
  doneOf,
  inDays,
  ofLevel1,
  statusOf,
  typedDates,
  typedSeats,
} from "@/tests/support/rafael"

let body: Awaited<ReturnType<typeof aTrainingBody>>
let prescriber: Awaited<ReturnType<typeof aPrescriber>> | undefined
let writes: ActorContext
beforeEach(async () => {
  prescriber = undefined
  body = await aTrainingBody()
  writes = await contextFor(body.people.gestionnaire_catalogue)
})

const [course, delivery, dates, seats] = [aTypedCourse, aTypedDelivery, typedDates, typedSeats]

/** Someone on a session, followed by a level 1. */
async function owned(sessionId: string, status: PreregistrationStatus = "sent") {
  prescriber ??= await aPrescriber()
  return ofLevel1(prescriber, sessionId, { status })
}
const told = async (template: string) => (await messages()).filter((message) => message.template === template)

describe("a session", () => {
  it("refuses registrations that end after it began, unless late entries are allowed or entry is permanent", async () => {
    const { delivery: given } = await aSession(body)
    const late = { ...dates, registrationUntil: "2027-03-15" }
    expect(await createSession(writes, { deliveryId: given.id, ...late, ...seats })).toMatchObject({ ok: false, why: "registration-late" })
    expect(await createSession(writes, { deliveryId: given.id, ...late, ...seats, hasLateEntry: true })).toMatchObject({ ok: true })
    await db.delivery.update({ where: { id: given.id }, data: { entryMode: "permanent" } })
    expect(await createSession(writes, { deliveryId: given.id, ...late, ...seats })).toMatchObject({ ok: true })
    expect(await createSession(writes, { deliveryId: given.id, ...dates, ...seats, minimum: 9 })).toMatchObject({
      ok: false,
      why: "minimum",
    })
  })

  it("is not added where it would be over already; one that goes on may be", async () => {
    const { delivery: given, session } = await aSession(body)
    const past = { ...dates, startsOn: "2026-09-01", endsOn: "2026-11-23" }
    expect(await createSession(writes, { deliveryId: given.id, ...past, ...seats })).toMatchObject({ ok: false, why: "over" })
    expect(await copySession(writes, { sessionId: session.id, ...past })).toMatchObject({ ok: false, why: "over" })
    expect(await createSession(writes, { deliveryId: given.id, ...past, endsOn: "2026-11-24", ...seats })).toMatchObject({ ok: true })
  })

  it("is copied with its places and nobody on it; two at once have their own numbers, and one press sent twice makes one", async () => {
    const [{ session }, prescriber] = [await aSession(body, { places: 7, minimum: 3 }), await aPrescriber()]
    await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: session.id, status: "accepted" })
    const copies = await Promise.all(
      ["2027-05-31", "2027-06-30", "2027-05-31"].map((endsOn) => copySession(writes, { sessionId: session.id, ...dates, endsOn })),
    )
    const made = await db.trainingSession.findMany({
      where: { id: { in: copies.map((copy) => doneOf(copy).sessionId) } },
      orderBy: { numero: "asc" },
    })
    expect(made.map(({ numero, places, minimum, taken }) => [numero, places, minimum, taken])).toEqual([
      ["S2", 7, 3, 0],
      ["S3", 7, 3, 0],
    ])
  })

  it("its course and its action, sent twice by one press, are made once too", async () => {
    const press = { structureId: body.structure.id, ...course() }
    const made = await Promise.all([1, 2, 3].map(() => createCourse(writes, press)))
    expect(new Set(made.map((result) => doneOf(result).courseId)).size).toBe(1)
    const { courseId } = doneOf(made[0] as (typeof made)[number])
    const actions = await Promise.all([1, 2].map(() => createDelivery(writes, { courseId, ...delivery() })))
    expect(new Set(actions.map((result) => doneOf(result).deliveryId)).size).toBe(1)
  })

  it("cancelled by a page that was out of date is refused with the number of today", async () => {
    const [{ session }, prescriber] = [await aSession(body), await aPrescriber()]
    await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: session.id, status: "sent" })
    expect(await cancelSession(writes, { sessionId: session.id, reason: "Annulée", concerned: 0 })).toMatchObject({
      ok: false,
      why: "changed-meanwhile",
      detail: "1",
    })
    expect(await cancelSession(writes, { sessionId: session.id, reason: "Annulée", concerned: 1 })).toMatchObject({ ok: true })
    expect(await cancelSession(writes, { sessionId: session.id, reason: "Annulée", concerned: 0 })).toMatchObject({
      ok: false,
      why: "session-cancelled",
    })
  })

  it("the database alone refuses what ends before it begins, no place, and a minimum above the places", async () => {
    const { session } = await aSession(body)
    for (const data of [
      { endsOn: inDays(59) },
      { places: 0 },
      { minimum: 13 },
      { registrationFrom: inDays(50), registrationUntil: inDays(40) },
    ])
      await expect(db.trainingSession.update({ where: { id: session.id }, data })).rejects.toThrow()
  })
})

it("a session that is cancelled proposes no place to those who wait on it", async () => {
  const { session } = await aSession(body, { places: 1 })
  await owned(session.id, "accepted")
  await owned(session.id, "waitlisted")
  expect(await cancelSession(writes, { sessionId: session.id, reason: "Travaux", concerned: 2 })).toMatchObject({ ok: true })
  expect(await told("place-freed")).toEqual([])
})

describe("other dates", () => {
  it("tell everyone on it why; the candidate of what was not sent hears nothing", async () => {
    const { session } = await aSession(body)
    const [sent, draft] = [await owned(session.id), await owned(session.id, "draft")]
    const dates = { startsOn: "2027-03-01", endsOn: "2027-05-31", registrationFrom: null, registrationUntil: null }
    expect(await changeDates(writes, { sessionId: session.id, ...dates, reason: "Travaux", concerned: 2 })).toMatchObject({
      ok: false,
      why: "changed-meanwhile",
      detail: "1",
    })
    expect(await changeDates(writes, { sessionId: session.id, ...dates, reason: "Travaux", concerned: 1 })).toMatchObject({ ok: true })
    const candidate = await db.candidate.findUniqueOrThrow({ where: { id: sent.candidateId } })
    expect((await told("candidate-news")).map(({ toEmail }) => toEmail)).toEqual([candidate.email])
    expect((await told("preregistration-news")).length).toBe(2)
    expect(await statusOf(draft.id)).toBe("draft")
    expect((await db.trainingSession.findUniqueOrThrow({ where: { id: session.id } })).sequence).toBe(1)
  })
})

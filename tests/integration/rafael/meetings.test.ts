/** Meetings of a session: planned or made by a summons, filled up to their seats, attended. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import { summonPreregistrations, summonToMeeting } from "@/lib/rafael/answers/operations"
import { noteAttendance, planMeeting } from "@/lib/rafael/meetings/operations"
import { meetingsToCome } from "@/lib/rafael/meetings/queries"
import { publishedSession } from "@/lib/rafael/offer-search/queries"
import { meetingSheet } from "@/lib/rafael/received/queries"
import { messages, now } from "@/tests/support/factories"
import { aPreregistration, aPrescriber, aSession, aTrainingBody, contextFor, statusOf } from "@/tests/support/rafael"

let body: Awaited<ReturnType<typeof aTrainingBody>>
let prescriber: Awaited<ReturnType<typeof aPrescriber>>
let answers: ActorContext
let sessionId: string
beforeEach(async () => {
  body = await aTrainingBody()
  prescriber = await aPrescriber()
  answers = await contextFor(body.people.gestionnaire_preinscription)
  sessionId = (await aSession(body)).session.id
})

const fields = {
  kind: "information",
  day: "2026-12-10",
  from: "09:30",
  until: "11:00",
  place: "Salle 2",
  isRemote: false,
  seats: 2,
} as const
const planned = async (more: object = {}) => {
  expect(await planMeeting(answers, { sessionId, ...fields, ...more })).toMatchObject({ ok: true })
  return (await db.meeting.findFirstOrThrow({ orderBy: { createdAt: "desc" } })).id
}
const sent = async (at = sessionId) =>
  (await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: at, status: "sent" })).id

describe("a meeting", () => {
  it("is planned before anyone is summoned; an information meeting is read by all, an interview by nobody else", async () => {
    expect(await planMeeting(answers, { sessionId, ...fields, day: "2026-11-01" })).toMatchObject({ ok: false, why: "past" })
    const [open] = [await planned(), await planned({ kind: "interview" })]
    expect((await publishedSession(sessionId, now))?.meetings.map(({ id }) => id)).toEqual([open])
    expect(await meetingsToCome(answers.actor, sessionId, now)).toHaveLength(2)
    const stranger = await contextFor((await aTrainingBody()).people.gestionnaire_general)
    expect(await meetingsToCome(stranger.actor, sessionId, now)).toEqual([])
    await db.trainingSession.update({ where: { id: sessionId }, data: { cancelledAt: now, cancelledFor: "Annulée" } })
    expect(await planMeeting(answers, { sessionId, ...fields })).toMatchObject({ ok: false, why: "session-cancelled" })
  })

  it("sent twice by one press, is planned once; and not in the hour that the clocks skip", async () => {
    await planned()
    await planned()
    expect(await db.meeting.count()).toBe(1)
    const night = { sessionId, ...fields, day: "2027-03-28", from: "02:30" }
    expect(await planMeeting(answers, { ...night, until: "03:15" })).toMatchObject({ ok: false, why: "skipped-hour" })
    expect(await planMeeting(answers, { ...night, until: "03:45" })).toMatchObject({ ok: true })
  })

  it("takes as many as it has seats, two at once too, and only those of its session", async () => {
    const meetingId = await planned()
    const ones = [await sent(), await sent(), await sent()]
    const results = await Promise.all(ones.map((id) => summonToMeeting(answers, { preregistrationIds: [id], meetingId })))
    expect(results.map((result) => (result.ok ? (result.value.first ?? "done") : result.why)).toSorted()).toEqual([
      "done",
      "done",
      "meeting-full",
    ])
    const elsewhere = await sent((await aSession(body)).session.id)
    const other = await summonToMeeting(answers, { preregistrationIds: [elsewhere], meetingId })
    expect(other).toMatchObject({ value: { done: 0, first: "other-session" } })
    expect(await statusOf(elsewhere)).toBe("sent")
    const mails = (await messages()).filter(({ template }) => template === "candidate-news")
    expect(mails.map(({ data }) => (data as { calendar: { events: { id: string }[] } }).calendar.events[0]?.id)).toEqual([
      meetingId,
      meetingId,
    ])
    const theirs = await contextFor((await aTrainingBody()).people.gestionnaire_general)
    expect(await summonToMeeting(theirs, { preregistrationIds: ones, meetingId })).toMatchObject({ ok: false, why: "not-found" })
  })

  it("once begun, has those who came noted, and corrected; the sheet shows it after they are accepted too", async () => {
    const meetingId = await planned()
    const id = await sent()
    await summonToMeeting(answers, { preregistrationIds: [id], meetingId })
    expect(await noteAttendance(answers, { preregistrationId: id, attended: true })).toMatchObject({ ok: false, why: "too-early" })
    const later = await contextFor(body.people.gestionnaire_preinscription)
    const after = { ...later, now: new Date("2026-12-10T10:00:00Z") }
    for (const attended of [false, true])
      expect(await noteAttendance(after, { preregistrationId: id, attended })).toMatchObject({ ok: true })
    await db.preregistration.update({ where: { id }, data: { status: "accepted" } })
    expect((await meetingSheet(answers.actor, meetingId))?.preregistrations).toMatchObject([{ id, attended: true }])
    expect(await db.journal.count({ where: { action: "preregistration.attended", targetId: id } })).toBe(2)
    expect(await noteAttendance(after, { preregistrationId: await sent(), attended: true })).toMatchObject({ ok: false, why: "not-found" })
  })
})

describe("a summons", () => {
  it("makes one meeting for all, told with its hour in Paris", async () => {
    const ones = [await sent(), await sent()]
    expect(await summonPreregistrations(answers, { preregistrationIds: ones, ...fields })).toMatchObject({
      value: { done: 2 },
    })
    const [one, ...more] = await db.meeting.findMany()
    expect(more).toEqual([])
    expect(one?.startsAt.toISOString()).toBe("2026-12-10T08:30:00.000Z")
    expect((await messages()).find(({ template }) => template === "candidate-news")?.data).toMatchObject({
      news: "summoned",
      words: expect.stringContaining("Salle 2"),
    })
  })

  it("in the past is refused", async () => {
    const one = await sent()
    expect(await summonPreregistrations(answers, { preregistrationIds: [one], ...fields, day: "2026-11-20" })).toMatchObject({
      ok: false,
      why: "past",
    })
  })
})

/** What training bodies answer: the last place, the waiting list, wishes, and who is told. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import type { PreregistrationStatus } from "@/lib/platform/generated/client"
import { answerPreregistrations, summonPreregistrations } from "@/lib/rafael/answers/operations"
import { eraseOwnCandidacy } from "@/lib/rafael/candidacies/operations"
import { withdrawPreregistration } from "@/lib/rafael/preregistrations/operations"
import { changeDates, changeSeats } from "@/lib/rafael/training-sessions/operations"
import { anActiveAffiliation, aStructure, contextOf, messages } from "@/tests/support/factories"
import {
  aCandidate,
  aPreregistration,
  aPrescriber,
  aSession,
  aTrainingBody,
  contextFor,
  inDays,
  noContact,
  ofLevel1,
  statusOf,
} from "@/tests/support/rafael"

let body: Awaited<ReturnType<typeof aTrainingBody>>
let prescriber: Awaited<ReturnType<typeof aPrescriber>>
let answers: ActorContext
beforeEach(async () => {
  body = await aTrainingBody()
  prescriber = await aPrescriber()
  answers = await contextFor(body.people.gestionnaire_preinscription)
})

const owned = (sessionId: string, status: PreregistrationStatus = "sent", candidateId?: string) =>
  ofLevel1(prescriber, sessionId, { status, ...(candidateId ? { candidateId } : {}) })
const answer = (ids: string[], arrow: "accept" | "waitlist" | "decline", context = answers) =>
  answerPreregistrations(context, { preregistrationIds: ids, arrow, reason: arrow === "decline" ? "prerequisites" : null, reasonText: "" })
const told = async (template: string) => (await messages()).filter((message) => message.template === template)

describe("57: the last place", () => {
  it("taken by twenty at once, is given once", async () => {
    const { session } = await aSession(body, { places: 1 })
    const ones = []
    for (let index = 0; index < 20; index += 1) ones.push(await owned(session.id))
    const results = await Promise.all(ones.map(({ id }) => answer([id], "accept")))
    const done = results.map((result) => (result.ok ? result.value : null))
    expect(done.filter((several) => several?.done === 1)).toHaveLength(1)
    expect(done.filter((several) => several?.refused === 1 && several.first === "no-place")).toHaveLength(19)
    expect(await db.preregistration.count({ where: { sessionId: session.id, status: "accepted" } })).toBe(1)
    expect((await db.trainingSession.findUniqueOrThrow({ where: { id: session.id } })).taken).toBe(1)
    expect(await told("candidate-news")).toHaveLength(1)
  })

  it("several at once: the first asked for are accepted, the others are told that none is left", async () => {
    const { session } = await aSession(body, { places: 2 })
    const ones = [await owned(session.id), await owned(session.id), await owned(session.id)]
    expect(
      await answer(
        ones.map(({ id }) => id),
        "accept",
      ),
    ).toMatchObject({ ok: true, value: { done: 2, refused: 1 } })
    expect(await Promise.all(ones.map(({ id }) => statusOf(id)))).toEqual(["accepted", "accepted", "sent"])
  })

  it("fewer places than are taken are refused, with the number", async () => {
    const { session } = await aSession(body, { places: 3 })
    await answer([(await owned(session.id)).id, (await owned(session.id)).id], "accept")
    const writes = await contextFor(body.people.gestionnaire_catalogue)
    const seats = { sessionId: session.id, minimum: null, hasLateEntry: false, ...noContact }
    expect(await changeSeats(writes, { ...seats, places: 1 })).toMatchObject({ ok: false, why: "taken", detail: "2" })
    expect(await changeSeats(writes, { ...seats, places: 2 })).toMatchObject({ ok: true })
    expect(await changeSeats(writes, { ...seats, places: 2, minimum: 3 })).toMatchObject({ ok: false, why: "minimum" })
  })
})

describe("an answer", () => {
  it("tells whoever follows and the candidate, and nobody by name in a subject", async () => {
    const { session } = await aSession(body)
    const one = await owned(session.id)
    await answer([one.id], "accept")
    const [followed] = await told("preregistration-news")
    const [own] = await told("candidate-news")
    const candidate = await db.candidate.findUniqueOrThrow({ where: { id: one.candidateId } })
    expect(followed).toMatchObject({ toEmail: prescriber.people.prescripteur_1.email, data: { news: "accepted" } })
    expect(own).toMatchObject({ toEmail: candidate.email, data: { news: "accepted" } })
    expect(JSON.stringify(followed?.data)).not.toContain(candidate.lastName)
    expect(await db.candidateLink.count({ where: { candidateId: candidate.id } })).toBe(1)
  })

  it("needs a reason when it ends something, and the reason is read", async () => {
    const { session } = await aSession(body)
    const one = await owned(session.id)
    const without = { preregistrationIds: [one.id], arrow: "decline" as const, reason: null, reasonText: "" }
    expect(await answerPreregistrations(answers, without)).toMatchObject({ ok: false, why: "reason-needed" })
    await answerPreregistrations(answers, { ...without, reason: "level", reasonText: "Un niveau 4 est demandé." })
    expect((await told("candidate-news"))[0]?.data).toMatchObject({
      words: expect.stringMatching(/^Niveau inadapté.*Un niveau 4 est demandé\.$/),
    })
  })

  it("is refused to whoever sent it as prescriber, and leaves a row", async () => {
    const both = await aStructure({ types: ["formateur", "prescripteur"] })
    const { session } = await aSession({ structure: both })
    const account = prescriber.people.prescripteur_3.accountId
    await anActiveAffiliation(account, both.id, { rafaelProfil: "gestionnaire_general" })
    const one = await aPreregistration({
      structureId: prescriber.structure.id,
      ownerId: null,
      sessionId: session.id,
      status: "sent",
      sentById: account,
    })
    const rows = await db.journal.count()
    expect(await answer([one.id], "accept", await contextOf(account))).toMatchObject({ ok: true, value: { done: 0, refused: 1 } })
    expect(await statusOf(one.id)).toBe("sent")
    expect(await db.journal.count()).toBe(rows + 1)
  })

  it("to one of another structure among one's own changes nothing at all", async () => {
    const [{ session }, elsewhere] = [await aSession(body), await aTrainingBody()]
    const { session: other } = await aSession(elsewhere)
    const [mine, theirs] = [await owned(session.id), await owned(other.id)]
    expect(await answer([mine.id, theirs.id], "accept")).toMatchObject({ ok: false, why: "not-found" })
    expect(await statusOf(mine.id)).toBe("sent")
  })

  it("after the start is refused, unless late entries are allowed; a declined one may change until then", async () => {
    const { session: begun } = await aSession(body, { startsOn: inDays(-5), endsOn: inDays(30) })
    const { session: late } = await aSession(body, { startsOn: inDays(-5), endsOn: inDays(30), hasLateEntry: true })
    const { session: coming } = await aSession(body)
    const [closed, open] = [await owned(begun.id), await owned(late.id)]
    const [before, after] = [await owned(coming.id, "not_accepted"), await owned(late.id, "not_accepted")]
    expect(await answer([closed.id], "accept")).toMatchObject({ value: { refused: 1, first: "begun" } })
    expect(await answer([open.id], "accept")).toMatchObject({ value: { done: 1 } })
    expect(await answer([before.id], "accept")).toMatchObject({ value: { done: 1 } })
    expect(await answer([after.id], "accept")).toMatchObject({ value: { refused: 1 } })
  })
})

describe("the calendar of a candidate", () => {
  const calendars = async () =>
    (await told("candidate-news")).map(({ data }) => {
      const { news, calendar } = data as {
        news: string
        calendar: { isCancelled: boolean; events: { id: string; sequence: number }[] } | null
      }
      return [news, calendar?.isCancelled ?? null, calendar?.events.map(({ id }) => id) ?? []]
    })

  it("receives the meeting, then the session, and has both taken out when all is over; nothing for an answer without dates", async () => {
    const { session } = await aSession(body)
    const [one, other] = [await owned(session.id), await owned(session.id)]
    const meeting = {
      kind: "interview",
      day: "2026-12-10",
      from: "09:30",
      until: "11:00",
      place: "Salle 2",
      isRemote: false,
      seats: null,
    } as const
    await summonPreregistrations(answers, { preregistrationIds: [one.id], ...meeting })
    await answer([one.id], "accept")
    await answer([other.id], "waitlist")
    const { id: meetingId } = await db.meeting.findFirstOrThrow()
    const level3 = await contextFor(prescriber.people.prescripteur_3)
    await withdrawPreregistration(level3, { preregistrationId: one.id, reason: "moved", reasonText: "" })
    expect(await calendars()).toEqual([
      ["summoned", false, [meetingId]],
      ["accepted", false, [one.id]],
      ["waitlisted", null, []],
      ["withdrawn", true, [one.id, meetingId]],
    ])
  })

  it("is told of other dates with a greater sequence", async () => {
    const { session } = await aSession(body)
    const one = await owned(session.id)
    await answer([one.id], "accept")
    const dates = { startsOn: "2027-03-01", endsOn: "2027-05-31", registrationFrom: null, registrationUntil: null }
    const writes = await contextFor(body.people.gestionnaire_catalogue)
    expect(await changeDates(writes, { sessionId: session.id, ...dates, reason: "Travaux", concerned: 1 })).toMatchObject({ ok: true })
    const sent = (await told("candidate-news")).map(({ data }) => data as { calendar: { events: { sequence: number; start: string }[] } })
    const [accepted, moved] = sent.map(({ calendar }) => calendar.events[0])
    expect(moved?.sequence).toBeGreaterThan(accepted?.sequence ?? 99)
    expect(moved?.start).toBe("2027-03-01T00:00:00.000Z")
  })
})

describe("the waiting list", () => {
  it("has ranks in order, and a freed place is proposed to the training body, never given", async () => {
    const { session } = await aSession(body, { places: 1 })
    const [accepted, first, second] = [await owned(session.id), await owned(session.id), await owned(session.id)]
    await answer([accepted.id], "accept")
    await answer([first.id, second.id], "waitlist")
    const ranks = await db.preregistration.findMany({
      where: { id: { in: [first.id, second.id] } },
      orderBy: { rank: "asc" },
      select: { id: true, rank: true },
    })
    expect(ranks).toEqual([
      { id: first.id, rank: 1 },
      { id: second.id, rank: 2 },
    ])
    const level3 = await contextFor(prescriber.people.prescripteur_3)
    await withdrawPreregistration(level3, { preregistrationId: accepted.id, reason: "in_work", reasonText: "" })
    const proposed = await told("place-freed")
    expect(proposed.map(({ toEmail }) => toEmail).toSorted()).toEqual(
      [body.people.gestionnaire_preinscription.email, body.people.gestionnaire_general.email].toSorted(),
    )
    expect(proposed[0]?.data).toMatchObject({ preregistrationId: first.id })
    expect(await statusOf(first.id)).toBe("waitlisted")
    expect(await answer([first.id], "accept")).toMatchObject({ value: { done: 1 } })
  })
})

describe("wishes", () => {
  it("accepted on one, later ones at the same dates are released and told; earlier ones, other dates and other structures are not", async () => {
    const candidate = await aCandidate(prescriber.structure.id)
    const overlapping = { startsOn: inDays(70), endsOn: inDays(90) }
    const [zero, wish, same, apart] = [
      await aSession(body, overlapping),
      await aSession(body),
      await aSession(body, overlapping),
      await aSession(body, { startsOn: inDays(200), endsOn: inDays(230) }),
    ]
    const earlier = await owned(zero.session.id, "sent", candidate.id)
    const chosen = await owned(wish.session.id, "sent", candidate.id)
    const [later, free] = [await owned(same.session.id, "sent", candidate.id), await owned(apart.session.id, "sent", candidate.id)]
    const elsewhere = await aPrescriber()
    const twin = await aCandidate(elsewhere.structure.id, { nameKey: candidate.nameKey })
    const theirs = await aPreregistration({
      structureId: elsewhere.structure.id,
      ownerId: null,
      sessionId: same.session.id,
      status: "sent",
      candidateId: twin.id,
    })
    await answer([chosen.id], "accept")
    expect(await Promise.all([earlier, chosen, later, free, theirs].map(({ id }) => statusOf(id)))).toEqual([
      "sent",
      "accepted",
      "withdrawn",
      "sent",
      "sent",
    ])
    expect((await told("preregistration-withdrawn")).length).toBeGreaterThan(0)
    expect((await told("preregistration-news")).map(({ data }) => (data as { news: string }).news)).toContain("withdrawn")
  })
})

describe("someone set aside", () => {
  it("is not taken back once their data are erased, nor while they wait anew on the same session", async () => {
    const { session } = await aSession(body)
    const [gone, again] = [await owned(session.id, "not_accepted"), await owned(session.id, "not_accepted")]
    expect(await eraseOwnCandidacy(answers, gone.candidateId)).toMatchObject({ ok: true })
    const anew = await owned(session.id, "sent", again.candidateId)
    expect(await answer([gone.id], "accept")).toMatchObject({ value: { done: 0, first: "erased" } })
    expect(await answer([again.id], "waitlist")).toMatchObject({
      value: { done: 0, first: "again" },
    })
    expect(await answer([anew.id, again.id], "decline")).toMatchObject({ value: { done: 1 } })
    expect(await answer([again.id], "accept")).toMatchObject({ value: { done: 1 } })
  })
})

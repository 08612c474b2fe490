/** What a training body answers to the pre-registrations it receives. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { db, type Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { formatInstant } from "@/lib/platform/time/dates"
import { todayOf } from "@/lib/platform/time/working-days"
import { type Reason, whyWords } from "@/lib/rafael/codes/rules"
import { writeMeeting } from "@/lib/rafael/meetings/operations"
import { lasts, type MeetingData, meetingData } from "@/lib/rafael/meetings/rules"
import { asMember, type MemberRefusal } from "@/lib/rafael/rights/operations"
import { structuresWith } from "@/lib/rafael/rights/rules"
import type { Several } from "@/lib/rafael/several/rules"
import type { SeveralAnswers, Summons, SummonsTo } from "@/lib/rafael/several/schema"
import { type Answer, type AnswerRefusal, answerReasons, isLiving, living, mayAnswer } from "@/lib/rafael/states/rules"
import {
  type Concerned,
  follow,
  holdPreregistrations,
  releaseOtherWishes,
  type Step,
  tellCandidate,
  tellFollowers,
} from "@/lib/rafael/steps/operations"
import type { CandidateNews } from "@/lib/trace/messages/catalogue"

type Why = AnswerRefusal | MemberRefusal

/**
 * Answers one or several. Each answer is a commit of its own, in the order given, so that the last place goes to the first asked for and
 * the others are told that none is left.
 */
export async function answerPreregistrations(
  context: ActorContext,
  { preregistrationIds, arrow, reason, reasonText }: SeveralAnswers,
): Promise<Result<Several, MemberRefusal | "reason-needed">> {
  if (answerReasons[arrow] && !reason) return refuse("reason-needed")
  return eachOf(context, preregistrationIds, (id) => answer(context, id, { arrow, reason, reasonText }))
}

async function eachOf(
  { actor }: ActorContext,
  ids: readonly string[],
  step: (id: string) => Promise<Result<unknown, Why>>,
): Promise<Result<Several, MemberRefusal>> {
  const several: Several = { done: 0, refused: 0, first: null, structureId: null }
  const { foreign, structureId } = await firstForeign(actor, ids)
  // Nothing is half-done: one that is not theirs is tried alone, which refuses it and leaves its trace.
  for (const id of foreign ? [foreign] : ids) {
    const result = await step(id)
    if (result.ok) {
      several.done += 1
      several.structureId = structureId
    } else {
      if (result.why === "not-found" || result.why === "structure-closed") return refuse(result.why)
      several.refused += 1
      several.first ??= result.why
    }
  }
  return ok(several)
}

/** One of these that the actor's structures did not receive; null when all are theirs. And who received the first. */
async function firstForeign(actor: ActorContext["actor"], ids: readonly string[]) {
  const own = await db.preregistration.findMany({
    where: {
      id: { in: [...ids] },
      sentAt: { not: null },
      session: { delivery: { course: { structureId: { in: structuresWith(actor, "received.answer") } } } },
    },
    select: { id: true, session: { select: { delivery: { select: { course: { select: { structureId: true } } } } } } },
  })
  return {
    foreign: ids.find((id) => !own.some((one) => one.id === id)) ?? null,
    structureId: own[0]?.session.delivery.course.structureId ?? null,
  }
}

type Given = { arrow: Exclude<Answer, "summon">; reason: Reason | null; reasonText: string }
const told: Partial<Record<Answer, CandidateNews>> = { accept: "accepted", waitlist: "waitlisted", decline: "not_accepted" }

function answer(context: ActorContext, preregistrationId: string, { arrow, reason, reasonText }: Given): Promise<Result<undefined, Why>> {
  return asAnswerer(context, arrow, preregistrationId, async (tx, one): Promise<Result<undefined, AnswerRefusal>> => {
    const may = mayAnswer(arrow, one, sessionFacts(one), { accountId: context.actor.accountId, today: todayOf(context.now) })
    if (!may.ok) return may
    if (!isLiving(one.status) && (await livesAgain(tx, one))) return refuse("again")
    const step: Step = { arrow, side: "training_body", reason, reasonText }
    if (arrow === "waitlist") step.data = { rank: await nextRank(tx, one.sessionId) }
    if (!(await follow(tx, context, one, step))) return refuse("not-possible")
    if (arrow === "accept") await releaseOtherWishes(tx, context, one)
    const news = told[arrow]
    if (!news) return ok()
    const words = whyWords(reason, reasonText)
    await tellFollowers(tx, context, one, news, words)
    await tellCandidate(tx, context, one, news, words)
    return ok()
  })
}

/** Whether someone set aside was pre-registered anew on the same session: at most one lives. */
async function livesAgain(tx: Tx, { candidateId, sessionId }: Concerned) {
  return (await tx.preregistration.count({ where: { candidateId, sessionId, status: { in: [...living] } } })) > 0
}

/** The session is held: two at once wait. Ranks are not given again. */
async function nextRank(tx: Tx, sessionId: string) {
  const { _max } = await tx.preregistration.aggregate({ where: { sessionId }, _max: { rank: true } })
  return (_max.rank ?? 0) + 1
}

/** Summons one or several to one new meeting for each session; each is told, with the meeting to put in their calendar. */
export async function summonPreregistrations(
  context: ActorContext,
  { preregistrationIds, ...fields }: Summons,
): Promise<Result<Several, MemberRefusal | "past" | "skipped-hour">> {
  const meeting = meetingData(fields)
  if (!lasts(meeting)) return refuse("skipped-hour")
  if (meeting.startsAt <= context.now) return refuse("past")
  const made = new Map<string, string>()
  return eachOf(context, preregistrationIds, async (id) => {
    let of: [sessionId: string, meetingId: string] | null = null
    const result = await summonOne(context, id, async (tx, { sessionId, session }) => {
      const at = { sessionId, structureId: session.delivery.course.structureId }
      const meetingId = made.get(sessionId) ?? (await writeMeeting(tx, context, meeting, at))
      of = [sessionId, meetingId]
      return { id: meetingId, sessionId, ...meeting }
    })
    // Only what was committed serves the next ones: a transaction that is tried again begins with no meeting.
    if (result.ok && of) made.set(...(of as [string, string]))
    return result
  })
}

/** Summons one or several to a meeting that is planned already, until its seats are taken. */
export async function summonToMeeting(
  context: ActorContext,
  { preregistrationIds, meetingId }: SummonsTo,
): Promise<Result<Several, MemberRefusal | "past">> {
  // Whose it is shows with the first of them: what is not theirs is refused there, with its trace.
  const planned = await db.meeting.findUnique({ where: { id: meetingId } })
  if (!planned) return refuse("not-found")
  if (planned.startsAt <= context.now) return refuse("past")
  return eachOf(context, preregistrationIds, (id) => summonOne(context, id, async () => planned))
}

type Planned = MeetingData & { id: string; sessionId: string }

/** The session is held: the seats of its meetings are those counted. */
function summonOne(context: ActorContext, preregistrationId: string, meetingOf: (tx: Tx, one: Concerned) => Promise<Planned>) {
  return asAnswerer(context, "summon", preregistrationId, async (tx, one): Promise<Result<undefined, AnswerRefusal>> => {
    const may = mayAnswer("summon", one, sessionFacts(one), { accountId: context.actor.accountId, today: todayOf(context.now) })
    if (!may.ok) return may
    const { id: meetingId, sessionId, seats, startsAt, place } = await meetingOf(tx, one)
    if (sessionId !== one.sessionId) return refuse("other-session")
    if (seats !== null && (await tx.preregistration.count({ where: { meetingId, status: "summoned" } })) >= seats)
      return refuse("meeting-full")
    const step: Step = { arrow: "summon", side: "training_body", data: { meetingId, attended: null } }
    if (!(await follow(tx, context, one, step))) return refuse("not-possible")
    const words = `${formatInstant(startsAt)}, ${place}`
    await tellFollowers(tx, context, one, "summoned", words)
    await tellCandidate(tx, context, one, "summoned", words)
    return ok()
  })
}

function sessionFacts({ session }: Concerned) {
  return { ...session, isPermanent: session.delivery.entryMode === "permanent" }
}

/** The frame of an answer: for those who answer for the session's structure; the session is held, so that its places are those counted. */
function asAnswerer<Why extends AnswerRefusal>(
  context: ActorContext,
  arrow: Answer,
  preregistrationId: string,
  work: (tx: Tx, one: Concerned) => Promise<Result<undefined, Why>>,
): Promise<Result<undefined, Why | MemberRefusal | "erased">> {
  const structureOf = async (tx: Tx) => {
    // What has not been sent does not exist for the training body.
    const row = await tx.preregistration.findFirst({
      where: { id: preregistrationId, sentAt: { not: null } },
      select: { session: { select: { delivery: { select: { course: { select: { structureId: true } } } } } } },
    })
    return row?.session.delivery.course.structureId ?? null
  }
  return asMember(
    context,
    "received.answer",
    { action: `preregistration.${arrow}`, targetId: preregistrationId },
    structureOf,
    async (tx): Promise<Result<undefined, Why | MemberRefusal | "erased">> => {
      const [one] = await holdPreregistrations(tx, Prisma.sql`id = ${preregistrationId}::uuid AND sent_at IS NOT NULL`)
      if (!one) return refuse("not-found")
      return one.candidate.erasedAt ? refuse("erased") : work(tx, one)
    },
  )
}

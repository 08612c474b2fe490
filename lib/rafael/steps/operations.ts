/**
 * The only way a pre-registration goes from one state to another: the arrow is checked again as it is written, leaves a step that everyone
 * concerned reads, a row of the journal, and the messages that tell of it.
 */
import "server-only"
import type { Context } from "@/lib/access/context"
import { hold } from "@/lib/access/locks"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { todayOf } from "@/lib/platform/time/working-days"
import { meetingEvents, sessionEvent } from "@/lib/rafael/appointments/rules"
import { issueCandidateLink } from "@/lib/rafael/candidate-links/operations"
import { type Reason, reasons } from "@/lib/rafael/codes/rules"
import { type Arrow, arrows, begins, isLiving, isUnsent, openingSelect, type Status } from "@/lib/rafael/states/rules"
import { followersOf, holdersOf } from "@/lib/rafael/told/queries"
import type { Cause } from "@/lib/trace/journal/catalogue"
import { type Entry, record } from "@/lib/trace/journal/operations"
import type { CandidateNews, Catalogue } from "@/lib/trace/messages/catalogue"
import { queueMessage, queueMessages } from "@/lib/trace/messages/operations"

/** What a step needs to know of a pre-registration, its candidate and its session. */
const concerned = {
  id: true,
  status: true,
  wish: true,
  ownerId: true,
  sentById: true,
  sentAt: true,
  candidateId: true,
  sessionId: true,
  rank: true,
  candidate: {
    select: {
      id: true,
      structureId: true,
      firstName: true,
      lastName: true,
      email: true,
      noticeAt: true,
      erasedAt: true,
      structure: { select: { raisonSociale: true } },
    },
  },
  session: {
    select: {
      ...openingSelect,
      id: true,
      endsOn: true,
      delivery: {
        select: {
          ...openingSelect.delivery.select,
          course: {
            select: {
              ...openingSelect.delivery.select.course.select,
              id: true,
              title: true,
              structureId: true,
              structure: { select: { ...openingSelect.delivery.select.course.select.structure.select, raisonSociale: true, siret: true } },
            },
          },
        },
      },
    },
  },
} as const satisfies Prisma.PreregistrationSelect
export type Concerned = Prisma.PreregistrationGetPayload<{ select: typeof concerned }>

/**
 * Holds pre-registrations until the commit, after the sessions whose places they take and their candidates, and reads them; in the order of
 * their ids. Those that do not exist are left out.
 */
export async function holdPreregistrations(tx: Tx, which: Prisma.Sql): Promise<Concerned[]> {
  const chosen = Prisma.sql`SELECT id FROM preregistration WHERE ${which}`
  await hold(tx, "training_session", Prisma.sql`id IN (SELECT session_id FROM preregistration WHERE id IN (${chosen}))`, "change")
  await hold(tx, "candidate", Prisma.sql`id IN (SELECT candidate_id FROM preregistration WHERE id IN (${chosen}))`, "change")
  return holdAlone(tx, which)
}

/** As `holdPreregistrations`, for those that take no place, once their candidate is held: their sessions need not wait. */
async function holdAlone(tx: Tx, which: Prisma.Sql): Promise<Concerned[]> {
  await hold(tx, "preregistration", which, "own")
  const ids = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM preregistration WHERE ${which}`
  return tx.preregistration.findMany({ where: { id: { in: ids.map(({ id }) => id) } }, orderBy: { id: "asc" }, select: concerned })
}

export type Step = {
  arrow: Arrow
  side: "prescriber" | "training_body" | "candidate" | "portal"
  reason?: Reason | null
  reasonText?: string
  /** A code for the journal, when nobody gave a reason. */
  cause?: Cause
  /** What else is written with the state. */
  data?: Prisma.PreregistrationUncheckedUpdateManyInput
}

/**
 * Follows one arrow, for a pre-registration that the caller's transaction holds. False when the arrow does not begin in its present state.
 * Messages are the caller's: `tellBoth` and its like.
 */
export async function follow(tx: Tx, context: Context, one: Concerned, step: Step): Promise<boolean> {
  const { arrow, side, reason = null, reasonText = "", cause, data = {} } = step
  if (!begins(arrow, one.status)) return false
  const { to } = arrows[arrow]
  const why = { reason, reasonText: reasonText || null }
  const { count } = await tx.preregistration.updateMany({
    where: { id: one.id, status: one.status },
    data: { rank: null, ...why, ...data, status: to, stepAt: context.now },
  })
  if (count === 0) return false
  // What was told of the state before says nothing of this one; that it was received stays said.
  await tx.preregistrationNotice.deleteMany({ where: { preregistrationId: one.id, kind: { not: "received" } } })
  await tx.preregistrationStep.create({
    data: { preregistrationId: one.id, at: context.now, status: to, side, accountId: context.actor?.accountId ?? null, ...why },
  })
  const structureId = side === "training_body" ? one.session.delivery.course.structureId : one.candidate.structureId
  await record(tx, context, {
    action: `preregistration.${arrow}`,
    structureId,
    targetId: one.id,
    ...(cause ? { cause } : { reason: reason && reasons[reason] }),
  } as Entry)
  // Of a session that ends, or that ended long ago, no place is proposed.
  const goesOn = arrow !== "cancelSession" && arrow !== "lapse"
  if (goesOn && isPlaced(one.status) && !isPlaced(to)) await proposeFreedPlace(tx, context, one)
  return true
}

function isPlaced(status: Status) {
  return status === "accepted" || status === "started"
}

type NamedSession = { startsOn: Date; endsOn: Date; delivery: { course: { title: string; structure: { raisonSociale: string } } } }

/** How messages name a session: never the candidate. */
export function sessionRef({ session }: { session: NamedSession }) {
  return {
    title: session.delivery.course.title,
    body: session.delivery.course.structure.raisonSociale,
    startsOn: session.startsOn.toISOString(),
    endsOn: session.endsOn.toISOString(),
  }
}

/** A freed place is proposed to the training body, first in rank first; it is never given by itself, and not after the start. */
async function proposeFreedPlace(tx: Tx, context: Context, one: Concerned) {
  const { session } = one
  const isOver = session.startsOn < todayOf(context.now) && !session.hasLateEntry && session.delivery.entryMode === "fixed_dates"
  if (isOver || session.cancelledAt) return
  const first = await tx.preregistration.findFirst({
    where: { sessionId: session.id, status: "waitlisted" },
    orderBy: { rank: "asc" },
    select: { id: true },
  })
  if (!first) return
  const people = await holdersOf(tx, session.delivery.course.structureId, "received.answer")
  await queueMessages(tx, context.now, people, "place-freed", { ...sessionRef(one), sessionId: session.id, preregistrationId: first.id })
}

/** Writes to a candidate, when they have an address: what happened, what it changes in their calendar, and a new link to their page. */
export async function tellCandidate(tx: Tx, context: Context, one: Concerned, news: CandidateNews, words = "") {
  const { candidate } = one
  if (!candidate.email || candidate.erasedAt || !candidate.noticeAt) return
  const token = await issueCandidateLink(tx, candidate.id, context.now)
  await queueMessage(tx, context.now, { email: candidate.email }, "candidate-news", {
    ...sessionRef(one),
    candidateId: candidate.id,
    firstName: candidate.firstName,
    news,
    words,
    token,
    calendar: await calendarWith(tx, context, one, news),
  })
}

const dated = {
  id: true,
  status: true,
  meeting: true,
  steps: { select: { status: true } },
  session: {
    select: {
      sequence: true,
      startsOn: true,
      endsOn: true,
      delivery: {
        select: { places: { orderBy: { id: "asc" } }, course: { select: { title: true, structure: { select: { raisonSociale: true } } } } },
      },
    },
  },
} as const satisfies Prisma.PreregistrationSelect

/**
 * What goes in the calendar of a candidate with these news: the meeting of a summons, the session of a place; when all is over, what they
 * had been given is taken out. Null: nothing.
 */
async function calendarWith(
  tx: Tx,
  { now }: Context,
  { id }: Concerned,
  news: CandidateNews,
): Promise<Catalogue["candidate-news"]["calendar"]> {
  const one = await tx.preregistration.findUniqueOrThrow({ where: { id }, select: dated })
  const isCancelled = !isLiving(one.status)
  const hadPlace = one.steps.some(({ status }) => isPlaced(status))
  const gives = {
    meeting: news === "summoned" || isCancelled,
    session: hadPlace && (isCancelled || news === "accepted" || news === "moved"),
  }
  const events = [...(gives.session ? [sessionEvent(one)] : []), ...(gives.meeting ? meetingEvents(one) : [])]
  if (events.length === 0) return null
  const stamp = now.toISOString()
  return {
    isCancelled,
    events: events.map(({ start, end, allDay = false, location = "", id: uid, sequence, summary }) => ({
      id: uid,
      sequence,
      start: start.toISOString(),
      end: end.toISOString(),
      allDay,
      summary,
      location,
      stamp,
    })),
  }
}

/** Writes to whoever follows a pre-registration what its training body, its candidate or the portal did. */
export async function tellFollowers(tx: Tx, context: Context, one: Concerned, news: CandidateNews, words = "") {
  const people = await followersOf(tx, { ownerId: one.ownerId, structureId: one.candidate.structureId })
  await queueMessages(tx, context.now, people, "preregistration-news", { ...sessionRef(one), preregistrationId: one.id, news, words })
}

/** Tells the training body that someone it knows of gives up. `gesture`: what withdraws several at once, which is told once a session. */
export async function tellBody(
  tx: Tx,
  context: Context,
  one: Concerned,
  by: "prescriber" | "candidate" | "portal",
  words = "",
  gesture = "",
) {
  const people = await holdersOf(tx, one.session.delivery.course.structureId, "received.answer")
  await queueMessages(tx, context.now, people, "preregistration-withdrawn", {
    ...sessionRef(one),
    preregistrationId: one.id,
    by,
    words,
    gesture,
  })
}

/**
 * Someone accepted on one wish: their later wishes of the same structure that overlap it are released, and told. Never another structure's.
 */
export async function releaseOtherWishes(tx: Tx, context: Context, accepted: Concerned) {
  const { session } = accepted
  const others = await holdAlone(
    tx,
    Prisma.sql`candidate_id = ${accepted.candidateId}::uuid AND id <> ${accepted.id}::uuid AND wish > ${accepted.wish}
      AND status IN ('draft', 'to_validate', 'sent', 'summoned', 'waitlisted')
      AND session_id IN (SELECT s.id FROM training_session s WHERE s.starts_on <= ${session.endsOn} AND s.ends_on >= ${session.startsOn})`,
  )
  for (const other of others) {
    const wasSent = !isUnsent(other.status)
    const released = await follow(tx, context, other, { arrow: "withdraw", side: "portal", reason: "other_training", cause: "other-wish" })
    if (!released) continue
    await tellFollowers(tx, context, other, "withdrawn", "La personne est acceptée sur un vœu mieux placé.")
    if (!wasSent) continue
    await tellBody(tx, context, other, "portal", "La personne est acceptée dans une autre formation.")
    await tellCandidate(tx, context, other, "withdrawn", "Vous êtes accepté·e sur un vœu mieux placé.")
  }
}

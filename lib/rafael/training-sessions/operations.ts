/** The sessions of a delivery: dates, places, recruitment, and what becomes of those who are on them. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { justBefore, later } from "@/lib/platform/time/presses"
import { todayOf } from "@/lib/platform/time/working-days"
import { lacking } from "@/lib/rafael/courses/operations"
import { asMember, type MemberRefusal, type Own } from "@/lib/rafael/rights/operations"
import { isUnsent } from "@/lib/rafael/states/rules"
import { follow, holdPreregistrations, tellCandidate, tellFollowers } from "@/lib/rafael/steps/operations"
import { datesOf, isLate } from "@/lib/rafael/training-sessions/rules"
import type {
  Cancellation,
  DateChange,
  RecruitmentChange,
  SeatsChange,
  SessionCopy,
  SessionCreation,
} from "@/lib/rafael/training-sessions/schema"
import { record } from "@/lib/trace/journal/operations"
import type { CandidateNews } from "@/lib/trace/messages/catalogue"

type Done = { sessionId: string }
type Added = Done & { courseId: string }

/** Adds a session to a delivery. */
export function createSession(
  context: ActorContext,
  { deliveryId, ...fields }: SessionCreation,
): Promise<Result<Added, MemberRefusal | "minimum" | "over" | "registration-late" | "incomplete">> {
  const structureOf = async (tx: Tx) => (await deliveryOf(tx, deliveryId))?.course.structureId ?? null
  return asMember(
    context,
    "offer.write",
    { action: "session.created", targetId: deliveryId },
    structureOf,
    async (tx, own): Promise<Result<Added, MemberRefusal | "minimum" | "over" | "registration-late" | "incomplete">> => {
      const delivery = await deliveryOf(tx, deliveryId)
      if (!delivery) return refuse("not-found")
      await holdById(tx, "course", delivery.course.id, "change")
      if ((fields.minimum ?? 0) > fields.places) return refuse("minimum")
      if (datesOf(fields).endsOn < todayOf(context.now)) return refuse("over")
      if (isLate(delivery.entryMode, fields)) return refuse("registration-late")
      const { id: courseId, state } = delivery.course
      const sessionId = await write(tx, context, own, deliveryId, courseId, { ...datesOf(fields), ...seatsOf(fields) })
      // With its first session, an action of a published course is offered: it says all that it must by then.
      const lacks = state === "published" ? await lacking(tx, courseId) : null
      return lacks ? refuse("incomplete", lacks) : ok({ courseId, sessionId })
    },
  )
}

/** "Reproduire à d'autres dates": the same session, with the same places, and nobody on it. */
export function copySession(
  context: ActorContext,
  { sessionId, ...dates }: SessionCopy,
): Promise<Result<Done, MemberRefusal | "over" | "registration-late">> {
  return onSession(
    context,
    "session.created",
    sessionId,
    async (tx, own, { delivery, places, minimum, hasLateEntry, ...session }): Promise<Result<Done, "over" | "registration-late">> => {
      await holdById(tx, "course", delivery.course.id, "change")
      if (datesOf(dates).endsOn < todayOf(context.now)) return refuse("over")
      if (isLate(delivery.entryMode, { ...dates, hasLateEntry })) return refuse("registration-late")
      const data = { ...datesOf(dates), ...seatsOf({ places, minimum, hasLateEntry, ...session }) }
      return ok({ sessionId: await write(tx, context, own, delivery.id, delivery.course.id, data) })
    },
  )
}

async function write(
  tx: Tx,
  context: ActorContext,
  own: Own,
  deliveryId: string,
  courseId: string,
  data: ReturnType<typeof datesOf> & ReturnType<typeof seatsOf>,
) {
  // Sent twice by one press, a form makes one session.
  const { startsOn, endsOn, places } = data
  const made = { deliveryId, startsOn, endsOn, places, createdAt: { gte: justBefore(context.now) } }
  const twin = await tx.trainingSession.findFirst({ where: made, select: { id: true } })
  if (twin) return twin.id
  const [row] = await tx.$queryRaw<{ next: number }[]>`
    SELECT coalesce(max(substr(numero, 2)::int), 0) + 1 AS next FROM training_session
     WHERE delivery_id = ${deliveryId}::uuid AND numero ~ '^S[0-9]{1,8}$'`
  const numero = `S${row?.next ?? 1}`
  const { id } = await tx.trainingSession.create({
    data: { deliveryId, numero, ...data, createdAt: context.now, updatedAt: context.now },
    select: { id: true },
  })
  await record(tx, context, { action: "session.created", structureId: own.structureId, targetId: id, changes: { courseId } })
  return id
}

/** Changes the places of a session, and whom to ask about it. Never fewer than are taken: the database would refuse it too. */
export function changeSeats(
  context: ActorContext,
  { sessionId, ...fields }: SeatsChange,
): Promise<Result<Done, MemberRefusal | "minimum" | "taken" | "session-cancelled" | "late-entry">> {
  return onSession(
    context,
    "session.changed",
    sessionId,
    async (tx, own, session): Promise<Result<Done, "minimum" | "taken" | "session-cancelled" | "late-entry">> => {
      if (session.cancelledAt) return refuse("session-cancelled")
      if ((fields.minimum ?? 0) > fields.places) return refuse("minimum")
      if (fields.places < session.taken) return refuse("taken", String(session.taken))
      const { startsOn, registrationUntil } = session
      const until = registrationUntil?.toISOString().slice(0, 10) ?? null
      const dates = { startsOn: startsOn.toISOString().slice(0, 10), registrationUntil: until, hasLateEntry: fields.hasLateEntry }
      if (isLate(session.delivery.entryMode, dates)) return refuse("late-entry")
      await tx.trainingSession.update({ where: { id: sessionId }, data: { ...seatsOf(fields), updatedAt: later(context.now) } })
      await record(tx, context, { action: "session.changed", structureId: own.structureId, targetId: sessionId })
      return ok({ sessionId })
    },
  )
}

/** Opens, closes or suspends the recruitment of a session. */
export function changeRecruitment(
  context: ActorContext,
  { sessionId, recruitment }: RecruitmentChange,
): Promise<Result<Done, MemberRefusal | "session-cancelled">> {
  return onSession(context, "session.recruitment", sessionId, async (tx, own, session): Promise<Result<Done, "session-cancelled">> => {
    if (session.cancelledAt) return refuse("session-cancelled")
    if (session.recruitment === recruitment) return ok({ sessionId })
    await tx.trainingSession.update({ where: { id: sessionId }, data: { recruitment, updatedAt: later(context.now) } })
    await record(tx, context, {
      action: "session.recruitment",
      structureId: own.structureId,
      targetId: sessionId,
      changes: { recruitment },
    })
    return ok({ sessionId })
  })
}

type MoveRefusal = MemberRefusal | "registration-late" | "session-cancelled" | "changed-meanwhile"

/** Moves a session to other dates; everyone on it, and whoever follows them, is told why. */
export function changeDates(
  context: ActorContext,
  { sessionId, reason, concerned, ...dates }: DateChange,
): Promise<Result<Done, MoveRefusal>> {
  return onSession(
    context,
    "session.moved",
    sessionId,
    async (tx, own, session): Promise<Result<Done, Exclude<MoveRefusal, MemberRefusal>>> => {
      if (session.cancelledAt) return refuse("session-cancelled")
      if (isLate(session.delivery.entryMode, { ...dates, hasLateEntry: session.hasLateEntry })) return refuse("registration-late")
      const now = known(await onIt(tx, sessionId))
      if (now !== concerned) return refuse("changed-meanwhile", String(now))
      await tx.trainingSession.update({
        where: { id: sessionId },
        data: { ...datesOf(dates), sequence: { increment: 1 }, updatedAt: later(context.now) },
      })
      await record(tx, context, {
        action: "session.moved",
        structureId: own.structureId,
        targetId: sessionId,
        reason,
        changes: { concerned },
      })
      await tellAll(tx, context, await onIt(tx, sessionId), "moved", reason)
      return ok({ sessionId })
    },
  )
}

type CancelRefusal = MemberRefusal | "session-cancelled" | "changed-meanwhile"

/** Cancels a session: all that lives on it ends, and everyone is told why. `concerned` is what the page of consequences showed. */
export function cancelSession(context: ActorContext, { sessionId, reason, concerned }: Cancellation): Promise<Result<Done, CancelRefusal>> {
  return onSession(
    context,
    "session.cancelled",
    sessionId,
    async (tx, own, session): Promise<Result<Done, Exclude<CancelRefusal, MemberRefusal>>> => {
      if (session.cancelledAt) return refuse("session-cancelled")
      const people = await onIt(tx, sessionId)
      if (known(people) !== concerned) return refuse("changed-meanwhile", String(known(people)))
      await tx.trainingSession.update({
        where: { id: sessionId },
        data: {
          cancelledAt: context.now,
          cancelledFor: reason,
          recruitment: "closed",
          sequence: { increment: 1 },
          updatedAt: later(context.now),
        },
      })
      await record(tx, context, {
        action: "session.cancelled",
        structureId: own.structureId,
        targetId: sessionId,
        reason,
        changes: { concerned },
      })
      for (const one of people) await follow(tx, context, one, { arrow: "cancelSession", side: "training_body", reasonText: reason })
      await tellAll(tx, context, people, "session_cancelled", reason)
      return ok({ sessionId })
    },
  )
}

/** The living pre-registrations of a session, held until the commit. */
function onIt(tx: Tx, sessionId: string) {
  return holdPreregistrations(tx, Prisma.sql`session_id = ${sessionId}::uuid AND preregistration_lives(status)`)
}

/** How many the training body knows of: what was not sent does not exist for it. */
function known(people: Awaited<ReturnType<typeof onIt>>) {
  return people.filter(({ status }) => !isUnsent(status)).length
}

/** The training body does not know of those that were not sent: only whoever prepares them is told. */
async function tellAll(tx: Tx, context: ActorContext, people: Awaited<ReturnType<typeof onIt>>, news: CandidateNews, reason: string) {
  for (const one of people) {
    await tellFollowers(tx, context, one, news, reason)
    if (!isUnsent(one.status)) await tellCandidate(tx, context, one, news, reason)
  }
}

const session = {
  places: true,
  minimum: true,
  taken: true,
  hasLateEntry: true,
  contactName: true,
  contactEmail: true,
  contactPhone: true,
  recruitment: true,
  cancelledAt: true,
  startsOn: true,
  registrationUntil: true,
  delivery: { select: { id: true, entryMode: true, course: { select: { id: true, structureId: true } } } },
} as const satisfies Prisma.TrainingSessionSelect
type HeldSession = Prisma.TrainingSessionGetPayload<{ select: typeof session }>

/** The frame of a gesture on one session, which is held until the commit. */
function onSession<
  Value,
  Why extends "over" | "registration-late" | "late-entry" | "minimum" | "taken" | "session-cancelled" | "changed-meanwhile",
>(
  context: ActorContext,
  action: "session.created" | "session.changed" | "session.recruitment" | "session.moved" | "session.cancelled",
  sessionId: string,
  work: (tx: Tx, own: Own, session: HeldSession) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | MemberRefusal>> {
  const read = (tx: Tx) => tx.trainingSession.findUnique({ where: { id: sessionId }, select: session })
  const structureOf = async (tx: Tx) => (await read(tx))?.delivery.course.structureId ?? null
  return asMember(
    context,
    "offer.write",
    { action, targetId: sessionId },
    structureOf,
    async (tx, own): Promise<Result<Value, Why | MemberRefusal>> => {
      // Copying changes nothing of the session, and takes its course first, as the order of locks wants.
      if (action !== "session.created") await holdById(tx, "training_session", sessionId, "change")
      const held = await read(tx)
      return held ? work(tx, own, held) : refuse("not-found")
    },
  )
}

function deliveryOf(tx: Tx, deliveryId: string) {
  return tx.delivery.findUnique({
    where: { id: deliveryId },
    select: { entryMode: true, course: { select: { id: true, structureId: true, state: true } } },
  })
}

type TypedSeats = Omit<SeatsChange, "sessionId">

function seatsOf({ places, minimum, hasLateEntry, contactName, contactEmail, contactPhone }: TypedSeats) {
  return { places, minimum: minimum ?? 0, hasLateEntry, contactName, contactEmail, contactPhone }
}

/** The sessions of the programme: written by managers and by their provider; opened, closed, moved, cancelled. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import type { HolderRefusal } from "@/lib/membership/holders/operations"
import type {
  EventSessionCancellation,
  EventSessionCreation,
  EventSessionEdition,
  EventSessionFields,
  EventSessionOpening,
} from "@/lib/parcourspro/event-sessions/schema"
import { providerOfEvent } from "@/lib/parcourspro/events/operations"
import { asProgrammeManager, asRunner, type RunnerSide } from "@/lib/parcourspro/rights/operations"
import { follow, holdRegistrations, offerPlaces, tellPerson } from "@/lib/parcourspro/steps/operations"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { justBefore, later } from "@/lib/platform/time/presses"
import { dayOf, endOf, startOf } from "@/lib/platform/time/working-days"
import type { Action } from "@/lib/trace/journal/catalogue"
import { record } from "@/lib/trace/journal/operations"

type Done = { sessionId: string }
type WriteRefusal = "past" | "minimum" | "closes-late" | "opens-late" | "no-place"

/** Adds a session to an action, as a draft. */
export function createEventSession(
  context: ActorContext,
  { eventId, ...fields }: EventSessionCreation,
): Promise<Result<Done, "not-found" | WriteRefusal>> {
  return asProgrammeManager(
    context,
    { action: "event-session.created", targetId: eventId },
    providerOfEvent(eventId),
    async (tx): Promise<Result<Done, WriteRefusal>> => {
      await holdById(tx, "event", eventId, "change")
      const wrong = wrongIn(fields, context.now)
      if (wrong) return wrong
      const { halfDays, ...data } = stored(fields)
      // Sent twice by one press, a form makes one session.
      const [first] = halfDays
      const made = {
        eventId,
        places: data.places,
        createdAt: { gte: justBefore(context.now) },
        ...(first ? { startsAt: first.startsAt } : {}),
      }
      const twin = await tx.eventSession.findFirst({ where: made, select: { id: true } })
      if (twin) return ok({ sessionId: twin.id })
      const { id, event } = await tx.eventSession.create({
        data: { ...data, eventId, createdAt: context.now, updatedAt: context.now },
        select: { id: true, event: { select: { providerId: true } } },
      })
      for (const half of halfDays) await tx.halfDay.create({ data: { ...half, sessionId: id } })
      await record(tx, context, { action: "event-session.created", structureId: event.providerId, targetId: id })
      return ok({ sessionId: id })
    },
  )
}

type EditRefusal = HolderRefusal | WriteRefusal | "changed-meanwhile" | "taken" | "over" | "presence"

/** Changes a session. When its dates move, everyone on it is told; places added go to those who wait. */
export function editEventSession(
  context: ActorContext,
  { sessionId, seen, ...fields }: EventSessionEdition,
): Promise<Result<Done, EditRefusal>> {
  return onSession(
    context,
    "event-session.changed",
    sessionId,
    async (tx, _side, before): Promise<Result<Done, Exclude<EditRefusal, HolderRefusal>>> => {
      if (before.updatedAt.toISOString() !== seen) return refuse("changed-meanwhile")
      if (isOver(before, context.now)) return refuse("over")
      const wrong = wrongIn(fields, context.now)
      if (wrong) return wrong
      if (fields.places < before.taken) return refuse("taken", String(before.taken))
      const { halfDays, ...data } = stored(fields)
      if (await losesPresence(tx, before.halfDays, halfDays)) return refuse("presence")
      const hasMoved = !sameHours(before.halfDays, halfDays) || data.place !== before.place || data.isRemote !== before.isRemote
      if (!sameHours(before.halfDays, halfDays)) await rewriteHalfDays(tx, sessionId, before.halfDays, halfDays)
      const sequence = hasMoved ? { sequence: { increment: 1 } } : {}
      await tx.eventSession.update({ where: { id: sessionId }, data: { ...data, ...sequence, updatedAt: later(context.now) } })
      const action = hasMoved ? "event-session.moved" : "event-session.changed"
      await record(tx, context, { action, structureId: before.event.providerId, targetId: sessionId })
      if (hasMoved) {
        for (const one of await onIt(tx, sessionId)) await tellPerson(tx, context, one, "moved")
        // The reminders of the old dates do not stand for those of the new ones.
        await tx.registrationNotice.deleteMany({ where: { registration: { sessionId }, kind: { in: ["tomorrow", "summons_missing"] } } })
      }
      if (fields.places > before.places) await offerPlaces(tx, context, sessionId, fields.places - before.places)
      return ok({ sessionId })
    },
  )
}

/** Opens or closes registration. A session is opened with its dates, and while someone can still register. */
export function setEventSessionOpening(
  context: ActorContext,
  { sessionId, to }: EventSessionOpening,
): Promise<Result<Done, HolderRefusal | "no-dates" | "over" | "cancelled">> {
  const action = to === "open" ? "event-session.opened" : "event-session.closed"
  return onSession(context, action, sessionId, async (tx, _side, before): Promise<Result<Done, "no-dates" | "over" | "cancelled">> => {
    if (before.status === "cancelled") return refuse("cancelled")
    if (!before.startsAt) return refuse("no-dates")
    if (before.startsAt <= context.now) return refuse("over")
    if (before.status === to) return ok({ sessionId })
    await tx.eventSession.update({ where: { id: sessionId }, data: { status: to, updatedAt: later(context.now) } })
    await record(tx, context, { action, structureId: before.event.providerId, targetId: sessionId })
    return ok({ sessionId })
  })
}

/** Cancels a session: all that lives on it ends, everyone is told why, and the year of each is given back. */
export function cancelEventSession(
  context: ActorContext,
  { sessionId, reason, concerned }: EventSessionCancellation,
): Promise<Result<Done, HolderRefusal | "cancelled" | "over" | "changed-meanwhile">> {
  return onSession(
    context,
    "event-session.cancelled",
    sessionId,
    async (tx, side, before): Promise<Result<Done, "cancelled" | "over" | "changed-meanwhile">> => {
      if (before.status === "cancelled") return refuse("cancelled")
      if (isOver(before, context.now)) return refuse("over")
      const people = await onIt(tx, sessionId)
      if (people.length !== concerned) return refuse("changed-meanwhile", String(people.length))
      await tx.eventSession.update({
        where: { id: sessionId },
        data: { status: "cancelled", cancelledFor: reason, sequence: { increment: 1 }, updatedAt: later(context.now) },
      })
      const structureId = before.event.providerId
      await record(tx, context, { action: "event-session.cancelled", structureId, targetId: sessionId, reason })
      for (const one of people) {
        await follow(tx, context, one, { arrow: "cancelSession", side, reason })
        await tellPerson(tx, context, one, "session_cancelled", reason)
      }
      return ok({ sessionId })
    },
  )
}

/** Whether a half-day where someone's presence is noted would go, or change its hours. */
async function losesPresence(tx: Tx, before: HeldSession["halfDays"], after: readonly Hours[]) {
  const gone = before.filter((one) => !after.some((other) => sameHours([one], [other]))).map(({ id }) => id)
  return gone.length > 0 && (await tx.presence.count({ where: { halfDayId: { in: gone } } })) > 0
}

/**
 * Writes other half-days. Those that stay keep their row; the new ones come first, away from the others, because an open session is never
 * without dates.
 */
async function rewriteHalfDays(tx: Tx, sessionId: string, before: HeldSession["halfDays"], after: readonly Hours[]) {
  const stays = before.filter((one) => after.some((other) => sameHours([one], [other])))
  const added = after.filter((one) => !stays.some((other) => sameHours([one], [other])))
  const gone = before.filter((one) => !stays.includes(one)).map(({ id }) => id)
  // What goes is first moved out of the way, in the far future, so that nothing overlaps meanwhile.
  await tx.$executeRaw`UPDATE half_day SET starts_at = starts_at + interval '500 years', ends_at = ends_at + interval '500 years'
    WHERE id = ANY (${gone}::uuid[])`
  for (const half of added) await tx.halfDay.create({ data: { ...half, sessionId } })
  await tx.halfDay.deleteMany({ where: { id: { in: gone } } })
}

/** The living registrations of a session, held until the commit. */
function onIt(tx: Tx, sessionId: string) {
  return holdRegistrations(tx, Prisma.sql`session_id = ${sessionId}::uuid AND registration_lives(status)`)
}

const session = {
  status: true,
  updatedAt: true,
  startsAt: true,
  endsAt: true,
  places: true,
  taken: true,
  place: true,
  isRemote: true,
  halfDays: { orderBy: { startsAt: "asc" }, select: { id: true, startsAt: true, endsAt: true } },
  event: { select: { id: true, providerId: true } },
} as const satisfies Prisma.EventSessionSelect
type HeldSession = Prisma.EventSessionGetPayload<{ select: typeof session }>

/** The frame of a gesture on one session, for those who run it: held, with its action, until the commit. */
function onSession<Value, Why extends string>(
  context: ActorContext,
  action: Action,
  sessionId: string,
  work: (tx: Tx, side: RunnerSide, session: HeldSession) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | HolderRefusal>> {
  const read = (tx: Tx) => tx.eventSession.findUnique({ where: { id: sessionId }, select: session })
  return asRunner(
    context,
    { action, targetId: sessionId },
    async (tx) => (await read(tx))?.event.providerId ?? null,
    async (tx, side): Promise<Result<Value, Why | HolderRefusal>> => {
      const found = await read(tx)
      if (!found) return refuse("not-found")
      await holdById(tx, "event", found.event.id, "change")
      await holdById(tx, "event_session", sessionId, "change")
      const held = await read(tx)
      return held ? work(tx, side, held) : refuse("not-found")
    },
  )
}

function isOver({ endsAt }: { endsAt: Date | null }, now: Date) {
  return endsAt !== null && endsAt <= now
}

type Hours = { startsAt: Date; endsAt: Date }

function sameHours(before: readonly Hours[], after: readonly Hours[]) {
  const key = (halves: readonly Hours[]) => halves.map(({ startsAt, endsAt }) => `${startsAt.getTime()}-${endsAt.getTime()}`).join(" ")
  return key(before) === key(after)
}

/** What cannot be true of the fields together, beside the field to mend. */
function wrongIn({ halfDays, places, minimum, opensOn, closesOn, isRemote, place }: EventSessionFields, now: Date) {
  const [first] = halfDays
  if (!first || first.startsAt <= now) return refuse("past")
  if ((minimum ?? 0) > places) return refuse("minimum")
  // Registration closes on the first day at the latest: after its end nobody could come.
  if (closesOn > dayOf(first.startsAt)) return refuse("closes-late")
  if (opensOn && opensOn > closesOn) return refuse("opens-late")
  return !isRemote && place === "" ? refuse("no-place") : null
}

function stored({ opensOn, closesOn, minimum, postcode, city, ...fields }: EventSessionFields) {
  return {
    ...fields,
    minimum: minimum ?? 0,
    postcode: postcode || null,
    city: city || null,
    opensAt: opensOn ? startOf(opensOn) : null,
    closesAt: endOf(closesOn),
  }
}

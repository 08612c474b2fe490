/**
 * The only way a registration goes from one state to another: the arrow is checked again as it is written, leaves a step that everyone
 * concerned reads and a row of the journal, and a place that it frees is offered to the next.
 */
import "server-only"
import type { Context } from "@/lib/access/context"
import { hold } from "@/lib/access/locks"
import { type Arrow, arrows, begins, decidingSelect, isPlaced, mustWait, offerUntil } from "@/lib/parcourspro/states/rules"
import { providersOf } from "@/lib/parcourspro/told/queries"
import { confirmedOfStructure, membershipOn, yearRules } from "@/lib/parcourspro/year-rules/queries"
import { yearOf } from "@/lib/parcourspro/year-rules/rules"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import type { Cause } from "@/lib/trace/journal/catalogue"
import { type Entry, record } from "@/lib/trace/journal/operations"
import type { RegistrationNews } from "@/lib/trace/messages/catalogue"
import { queueMessage, queueMessages } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

/** What a step needs to know of a registration, its person, its structure and its session. */
const concerned = {
  id: true,
  status: true,
  accountId: true,
  structureId: true,
  sessionId: true,
  eventId: true,
  rank: true,
  account: { select: { firstName: true, lastName: true, email: true, erasedAt: true } },
  structure: { select: { raisonSociale: true } },
  session: {
    select: {
      ...decidingSelect,
      isRemote: true,
      place: true,
      postcode: true,
      city: true,
      sequence: true,
      halfDays: { orderBy: { startsAt: "asc" }, select: { id: true, startsAt: true, endsAt: true } },
    },
  },
} as const satisfies Prisma.RegistrationSelect
export type Concerned = Prisma.RegistrationGetPayload<{ select: typeof concerned }>

/** Holds registrations until the commit, after the actions and sessions whose places they take, and reads them, those that wait longest first. */
export async function holdRegistrations(tx: Tx, which: Prisma.Sql): Promise<Concerned[]> {
  // The action too: how many people of a structure it has is counted over all its sessions.
  await hold(tx, "event", Prisma.sql`id IN (SELECT event_id FROM registration WHERE ${which})`, "change")
  await hold(tx, "event_session", Prisma.sql`id IN (SELECT session_id FROM registration WHERE ${which})`, "change")
  await hold(tx, "registration", which, "own")
  const ids = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM registration WHERE ${which}`
  return tx.registration.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    select: concerned,
  })
}

type Side = "person" | "employer" | "provider" | "manager" | "portal"
export type Step = {
  arrow: Arrow
  side: Side
  reason?: string | undefined
  /** A code for the journal, when nobody gave a reason. */
  cause?: Cause
  /** What else is written with the state. */
  data?: Prisma.RegistrationUncheckedUpdateManyInput
}

/**
 * Follows one arrow, for a registration that the caller's transaction holds. False when the arrow does not begin in its present state.
 * Messages are the caller's: `tellPerson` and its like.
 */
export async function follow(tx: Tx, context: Context, one: Concerned, { arrow, side, reason, cause, data = {} }: Step): Promise<boolean> {
  if (!begins(arrow, one.status)) return false
  const { to } = arrows[arrow]
  const { count } = await tx.registration.updateMany({
    where: { id: one.id, status: one.status },
    data: { rank: null, offeredUntil: null, reason: reason || null, ...data, status: to, stepAt: context.now },
  })
  if (count === 0) return false
  // What was told of the state before says nothing of this one.
  await tx.registrationNotice.deleteMany({ where: { registrationId: one.id } })
  await tx.registrationStep.create({
    data: {
      registrationId: one.id,
      at: context.now,
      status: to,
      side,
      accountId: context.actor?.accountId ?? null,
      reason: reason || null,
    },
  })
  await record(tx, context, {
    action: `registration.${arrow}`,
    structureId: side === "provider" ? one.session.event.providerId : one.structureId,
    targetId: one.id,
    ...(cause ? { cause } : { reason: reason || null }),
  } as Entry)
  // Of a session that ends no place is offered.
  if (arrow !== "cancelSession" && isPlaced(one.status) && !isPlaced(to)) await offerPlaces(tx, context, one.sessionId, 1)
  return true
}

/**
 * Offers freed places of a session that is held to the first in rank who may have one: one whose structure has its share of a formation, or
 * whose adhesion is not accepted, is passed over. Too near the start, the provider is told and calls; after it, nobody is.
 */
export async function offerPlaces(tx: Tx, context: Context, sessionId: string, count: number): Promise<void> {
  const waiting = await holdRegistrations(tx, Prisma.sql`session_id = ${sessionId}::uuid AND status = 'waitlisted'`)
  const [first] = waiting
  const startsAt = first?.session.startsAt
  if (!first || !startsAt || startsAt <= context.now || first.session.status === "cancelled") return
  const offeredUntil = offerUntil(startsAt, context.now)
  let left = count
  for (const next of waiting.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))) {
    if (left === 0) return
    if (!(await mayHavePlace(tx, next))) continue
    left -= 1
    if (offeredUntil) {
      await follow(tx, context, next, { arrow: "offer", side: "portal", data: { offeredUntil } })
      await tellPerson(tx, context, next, "offered")
    } else {
      const people = await providersOf(tx, next.session.event.providerId)
      await queueMessages(tx, context.now, people, "event-place-freed", { ...sessionRef(next), registrationId: next.id, sessionId })
    }
  }
}

/** Whether someone who waits could be confirmed now. */
async function mayHavePlace(tx: Tx, { session, structureId, eventId }: Concerned) {
  const { startsAt, event } = session
  if (!startsAt) return false
  if (event.adherentsOnly && (await membershipOn(tx, structureId, startsAt)) !== "accepted") return false
  const { taken, places } = await tx.eventSession.findUniqueOrThrow({ where: { id: session.id }, select: { taken: true, places: true } })
  const { mostOfStructure } = await yearRules(tx, yearOf(startsAt))
  const ofStructure = await confirmedOfStructure(tx, { eventId, structureId, year: yearOf(startsAt) })
  return mustWait({ kind: event.kind, places, taken }, ofStructure, mostOfStructure) === null
}

/** Ranks are not given again. The session is held: two at once wait. */
export async function nextRank(tx: Tx, sessionId: string) {
  const { _max } = await tx.registration.aggregate({ where: { sessionId }, _max: { rank: true } })
  return (_max.rank ?? 0) + 1
}

type Named = { session: { startsAt: Date | null; endsAt: Date | null; event: { title: string; provider: { raisonSociale: string } } } }

/** How messages name a session. */
export function sessionRef({ session }: Named) {
  return {
    title: session.event.title,
    provider: session.event.provider.raisonSociale,
    startsAt: (session.startsAt ?? new Date(0)).toISOString(),
    endsAt: (session.endsAt ?? new Date(0)).toISOString(),
  }
}

const cancels: ReadonlySet<RegistrationNews> = new Set(["session_cancelled", "withdrawn", "employer_refused", "lapsed"])
const gives: ReadonlySet<RegistrationNews> = new Set(["confirmed", "moved"])

/** Writes to a person what becomes of their registration, with what it changes in their calendar. */
export async function tellPerson(tx: Tx, context: Context, one: Concerned, news: RegistrationNews, words = "") {
  if (one.account.erasedAt) return
  const isCancelled = cancels.has(news) && isPlaced(one.status)
  const stamp = context.now.toISOString()
  const events = one.session.halfDays.map(({ id, startsAt, endsAt }) => ({
    id,
    sequence: one.session.sequence * 2 + (isCancelled ? 1 : 0),
    start: startsAt.toISOString(),
    end: endsAt.toISOString(),
    allDay: false,
    summary: one.session.event.title,
    location: placeWords(one.session),
    stamp,
  }))
  const until = news === "offered" ? await tx.registration.findUnique({ where: { id: one.id }, select: { offeredUntil: true } }) : null
  await queueMessage(tx, context.now, { email: one.account.email, accountId: one.accountId }, "registration-news", {
    ...sessionRef(one),
    registrationId: one.id,
    firstName: one.account.firstName,
    news,
    words,
    until: until?.offeredUntil?.toISOString() ?? null,
    calendar: isCancelled || gives.has(news) ? { isCancelled, events } : null,
  })
}

/** Where a session is, in words. */
function placeWords({ isRemote, place, postcode, city }: Pick<Concerned["session"], "isRemote" | "place" | "postcode" | "city">) {
  if (isRemote) return place || "À distance"
  return [place, [postcode, city].filter(Boolean).join(" ")].filter(Boolean).join(", ")
}

/** Tells the provider of a session that someone they expected, or were to answer, does not come any more. */
export async function tellProvider(tx: Tx, context: Context, one: Concerned, news: "withdrawn" | "employer_refused", words = "") {
  const people = await providersOf(tx, one.session.event.providerId)
  const data = { ...sessionRef(one), registrationId: one.id, sessionId: one.sessionId, person: formatName(one.account), news, words }
  await queueMessages(tx, context.now, people, "registration-ended", data)
}

/** Who came to each half-day: noted by whoever runs the session, or by the person with the code on the trainer's screen. */
import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import type { HolderRefusal } from "@/lib/membership/holders/operations"
import { halfDayOfCode } from "@/lib/parcourspro/presences/queries"
import { mayNote, outcomeOf, type PresenceState } from "@/lib/parcourspro/presences/rules"
import type { OwnPresence, PresenceSheet } from "@/lib/parcourspro/presences/schema"
import { asRunner } from "@/lib/parcourspro/rights/operations"
import { type Tx, transaction } from "@/lib/platform/db/client"
import { keep, ok, type Result, refuse, tolerate } from "@/lib/platform/result"
import { record, refuseWithTrace } from "@/lib/trace/journal/operations"

type Done = { sessionId: string; halfDayId: string }

/** Notes who came to a half-day, as soon as it begins. What is noted again is corrected; the provider has the last word. */
export function recordPresences(
  context: ActorContext,
  { sessionId, halfDayId, how, noted }: PresenceSheet,
): Promise<Result<Done & { count: number }, HolderRefusal | "too-early" | "no-place">> {
  const providerOf = async (tx: Tx) =>
    (await tx.eventSession.findUnique({ where: { id: sessionId }, select: { event: { select: { providerId: true } } } }))?.event
      .providerId ?? null
  return asRunner(
    context,
    { action: "presence.recorded", targetId: sessionId },
    providerOf,
    async (tx): Promise<Result<Done & { count: number }, "not-found" | "too-early" | "no-place">> => {
      const session = await holdWithEvent(tx, sessionId)
      const half = session.halfDays.find(({ id }) => id === halfDayId)
      if (!half) return refuse("not-found")
      if (!mayNote(half, context.now)) return refuse("too-early")
      const ids = noted.map(({ registrationId }) => registrationId)
      const placed = { id: { in: ids }, sessionId, status: { in: ["confirmed", "attended", "partly", "absent"] as const } }
      if ((await tx.registration.count({ where: { ...placed, status: { in: [...placed.status.in] } } })) !== new Set(ids).size)
        return refuse("no-place")
      for (const { registrationId, state } of noted)
        await note(tx, context, { registrationId, halfDayId, state, how }, session.halfDays.length)
      const changes = { count: noted.length }
      await record(tx, context, { action: "presence.recorded", structureId: session.event.providerId, targetId: sessionId, changes })
      return ok({ sessionId, halfDayId, count: noted.length })
    },
  )
}

/** "Je suis présent·e": with a fresh code, someone who has a place says so, once. */
export function recordOwnPresence(context: ActorContext, { code }: OwnPresence): Promise<Result<Done, "stale" | "no-place">> {
  return transaction(async (tx): Promise<Result<Done, "stale" | "no-place">> => {
    const half = context.actor.control ? null : await halfDayOfCode(code, context.now)
    if (!half) return refuse("stale")
    const session = await holdWithEvent(tx, half.sessionId)
    const place = await tx.registration.findFirst({
      where: {
        accountId: context.actor.accountId,
        sessionId: half.sessionId,
        status: { in: ["confirmed", "attended", "partly", "absent"] },
      },
      select: { id: true, structureId: true, presences: { where: { halfDayId: half.id }, select: { state: true } } },
    })
    const attempt = { action: "presence.recorded", structureId: session.event.providerId, targetId: half.sessionId } as const
    if (!place) {
      tolerate(await refuseWithTrace(tx, context, attempt, refuse("not-found")), "not-found")
      return keep(refuse("no-place"))
    }
    const done = { sessionId: half.sessionId, halfDayId: half.id }
    // What is noted already stays: the provider has the last word, and a code serves once.
    if (place.presences.length > 0) return ok(done)
    await note(tx, context, { registrationId: place.id, halfDayId: half.id, state: "present", how: "code" }, session.halfDays.length)
    await record(tx, context, { ...attempt, changes: { count: 1 } })
    return ok(done)
  })
}

async function holdWithEvent(tx: Tx, sessionId: string) {
  const { eventId } = await tx.eventSession.findUniqueOrThrow({ where: { id: sessionId }, select: { eventId: true } })
  await holdById(tx, "event", eventId, "change")
  await holdById(tx, "event_session", sessionId, "change")
  return tx.eventSession.findUniqueOrThrow({
    where: { id: sessionId },
    select: { halfDays: { select: { id: true, startsAt: true, endsAt: true } }, event: { select: { providerId: true } } },
  })
}

type Noted = { registrationId: string; halfDayId: string; state: PresenceState; how: "tick" | "code" | "paper" }

/** Writes one presence; once each half-day is noted, the registration says what they make together. */
async function note(tx: Tx, context: Context, { registrationId, halfDayId, ...noted }: Noted, halfDays: number) {
  const data = { ...noted, at: context.now, recordedBy: context.actor?.accountId ?? null }
  await tx.presence.upsert({
    where: { registrationId_halfDayId: { registrationId, halfDayId } },
    create: { registrationId, halfDayId, ...data },
    update: data,
  })
  const states = (await tx.presence.findMany({ where: { registrationId }, select: { state: true } })).map(({ state }) => state)
  const status = outcomeOf(halfDays, states)
  if (!status) return
  const { count } = await tx.registration.updateMany({
    where: { id: registrationId, status: { not: status } },
    data: { status, stepAt: context.now },
  })
  if (count === 0) return
  await tx.registrationStep.create({
    data: { registrationId, at: context.now, status, side: noted.how === "code" ? "person" : "provider", accountId: data.recordedBy },
  })
}

/** What providers answer to the registrations on their sessions. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import type { HolderRefusal } from "@/lib/membership/holders/operations"
import { asRunner } from "@/lib/parcourspro/rights/operations"
import type { Several, SeveralRefusal } from "@/lib/parcourspro/several/rules"
import type { ProviderAnswers } from "@/lib/parcourspro/several/schema"
import { mayAnswerAsProvider, mustWait, needsReason, type ProviderAnswer } from "@/lib/parcourspro/states/rules"
import { type Concerned, follow, holdRegistrations, nextRank, tellPerson } from "@/lib/parcourspro/steps/operations"
import { confirmedOfStructure, membershipOn, yearRules } from "@/lib/parcourspro/year-rules/queries"
import { yearOf } from "@/lib/parcourspro/year-rules/rules"
import { db, type Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"

type Why = SeveralRefusal | HolderRefusal

/**
 * Answers one or several registrations of a session, those that wait longest first, each in a commit of its own: the last place goes to the
 * first who asked, and the next ones to the waiting list, in order.
 */
export async function answerRegistrations(
  context: ActorContext,
  { registrationIds, arrow, reason, sessionId }: ProviderAnswers,
): Promise<Result<Several & { sessionId: string }, "not-found" | "structure-closed" | "reason-needed">> {
  if (needsReason(arrow) && reason.length < 5) return refuse("reason-needed")
  const several = { done: 0, waited: 0, refused: 0, first: null as SeveralRefusal | null, structureId: null, sessionId }
  for (const registrationId of await inOrder(registrationIds)) {
    const result = await answer(context, { registrationId, arrow, reason })
    if (result.ok) {
      several.done += 1
      if (result.value === "waited") several.waited += 1
    } else {
      if (result.why === "not-found" || result.why === "structure-closed") return refuse(result.why)
      several.refused += 1
      several.first ??= result.why
    }
  }
  return ok(several)
}

/** Those asked for earlier come first; one that does not exist is tried too, and refused. */
async function inOrder(ids: readonly string[]) {
  const rows = await db.registration.findMany({
    where: { id: { in: [...ids] } },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    select: { id: true },
  })
  const known = rows.map(({ id }) => id)
  return [...ids.filter((id) => !known.includes(id)), ...known]
}

type Given = { registrationId: string; arrow: ProviderAnswer; reason: string }

function answer(context: ActorContext, { registrationId, arrow, reason }: Given): Promise<Result<"done" | "waited", Why>> {
  const providerOf = async (tx: Tx) => {
    const row = await tx.registration.findUnique({ where: { id: registrationId }, select: { event: { select: { providerId: true } } } })
    return row?.event.providerId ?? null
  }
  return asRunner(
    context,
    { action: `registration.${arrow}`, targetId: registrationId },
    providerOf,
    async (tx, side): Promise<Result<"done" | "waited", Why>> => {
      const [one] = await holdRegistrations(tx, Prisma.sql`id = ${registrationId}::uuid`)
      // What the employer has not accepted does not wait for the provider.
      if (!one) return refuse("not-found")
      const may = mayAnswerAsProvider(arrow, one, one.session, { actorId: context.actor.accountId, now: context.now })
      if (!may.ok) return may
      if (arrow === "confirm") return confirm(tx, context, one, side)
      const data = arrow === "waitlist" ? { rank: await nextRank(tx, one.sessionId) } : {}
      if (!(await follow(tx, context, one, { arrow, side, reason, data }))) return refuse("not-possible")
      await tellPerson(tx, context, one, arrow === "waitlist" ? "waitlisted" : "not_retained", reason)
      return ok("done")
    },
  )
}

const waitWords = {
  full: "Toutes les places sont prises : vous êtes sur la liste d’attente.",
  structure:
    "Votre structure a déjà toutes les places qu’elle peut avoir sur cette formation cette année : vous êtes sur la liste d’attente.",
} as const

async function confirm(
  tx: Tx,
  context: ActorContext,
  one: Concerned,
  side: "provider" | "manager",
): Promise<Result<"done" | "waited", Why>> {
  const { startsAt, event, places, taken } = one.session
  if (!startsAt) return refuse("not-possible")
  if (event.adherentsOnly && (await membershipOn(tx, one.structureId, startsAt)) !== "accepted") return refuse("not-adherent")
  const year = yearOf(startsAt)
  const { mostOfStructure } = await yearRules(tx, year)
  const ofStructure = await confirmedOfStructure(tx, { eventId: one.eventId, structureId: one.structureId, year })
  const wait = mustWait({ kind: event.kind, places, taken }, ofStructure, mostOfStructure)
  if (wait && one.status === "waitlisted") return refuse("no-place")
  if (wait) {
    const data = { rank: await nextRank(tx, one.sessionId) }
    if (!(await follow(tx, context, one, { arrow: "waitlist", side, data }))) return refuse("not-possible")
    await tellPerson(tx, context, one, "waitlisted", waitWords[wait])
    return ok("waited")
  }
  if (!(await follow(tx, context, one, { arrow: "confirm", side }))) return refuse("not-possible")
  await tellPerson(tx, context, one, "confirmed")
  return ok("done")
}

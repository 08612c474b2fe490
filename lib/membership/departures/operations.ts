/** The ends of affiliations: someone is detached, or leaves. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { hold, holdById } from "@/lib/access/locks"
import { can } from "@/lib/access/permissions"
import { mayDetach, mayLeave } from "@/lib/membership/departures/rules"
import type { Detachment, EmployerChange, Leaving } from "@/lib/membership/departures/schema"
import { announceDeparture, asDecider } from "@/lib/membership/referents/operations"
import { referentsToTell } from "@/lib/membership/referents/queries"
import { answerMeanwhile } from "@/lib/membership/review-records/operations"
import { move } from "@/lib/membership/transitions/operations"
import { type Tx, transaction } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { holdFollowed } from "@/lib/seam"
import { record, refuseAsUnknown, refuseWithTrace } from "@/lib/trace/journal/operations"
import { queueMessage, queueMessages } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { noRights } from "@/lib/vocabulary/profils/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"

const ending = {
  id: true,
  accountId: true,
  structureId: true,
  status: true,
  isReferent: true,
  rafaelProfil: true,
  isEmployeur: true,
  isPrestataire: true,
  account: { select: { id: true, email: true, firstName: true, lastName: true } },
  structure: { select: { raisonSociale: true, siret: true } },
} as const
type Ending = NonNullable<Awaited<ReturnType<typeof endingOf>>>

type DetachRefusal = "not-found" | "oneself" | "not-active" | "last-referent"
type Detached = Result<{ structureId: string; affiliationId: string }, DetachRefusal>

/** Detaches someone: all their rights in the structure end with the same commit, and they are told. */
export function detach(context: ActorContext, detachment: Detachment): Promise<Detached> {
  return detachIf(context, detachment, async () => ok())
}

/** The same, when `mayNow` does not refuse in the transaction that detaches, which holds the affiliation. */
export function detachIf<Why extends string>(
  context: ActorContext,
  { affiliationId, reason, withoutReferent }: Detachment,
  mayNow: (tx: Tx) => Promise<Result<undefined, Why>>,
): Promise<Result<{ structureId: string; affiliationId: string }, DetachRefusal | Why>> {
  type Outcome = Result<{ structureId: string; affiliationId: string }, DetachRefusal | Why>
  const { actor, now } = context
  return asDecider(context, "affiliation.detach", { affiliationId }, "exclusive", async (tx, structureId): Promise<Outcome> => {
    await holdById(tx, "affiliation", affiliationId, "own")
    const allowed = await mayNow(tx)
    if (!allowed.ok) return allowed
    const target = await endingOf(tx, affiliationId)
    const otherReferents = await tx.affiliation.count({
      where: {
        structureId,
        status: "active",
        isReferent: true,
        account: { disabledAt: null },
        NOT: { id: affiliationId },
      },
    })
    const may = mayDetach(actor, target, { otherReferents, withoutReferent })
    if (!may.ok) return refuseWithTrace(tx, context, { action: "affiliation.detach", ...about(target) }, may)
    await end(tx, context, target)
    await answerMeanwhile(tx, context, affiliationId, "detached")
    const isLeftAlone = target.isReferent && otherReferents === 0
    const changes = { ...lost(target), withoutReferent: isLeftAlone }
    await record(tx, context, { action: "affiliation.detach", ...about(target), reason: reason || null, changes })
    await queueMessage(tx, now, { email: target.account.email, accountId: target.accountId }, "detached", {
      ...structureRef(target.structure),
      firstName: target.account.firstName,
      by: formatName(actor),
      reason,
    })
    return ok({ structureId: target.structureId, affiliationId })
  })
}

/** A member leaves by themselves; those who decide for the structure are told. */
export function leave(
  context: ActorContext,
  { affiliationId, message }: Leaving,
): Promise<Result<undefined, "not-found" | "not-active" | "referent">> {
  return transaction(async (tx) => {
    const [own] = await holdOwn(tx, context, [affiliationId])
    if (!own) return refuseAsUnknown(tx, context, "affiliation.leave", affiliationId)
    const may = mayLeave(own)
    if (!may.ok) return refuseWithTrace(tx, context, { action: "affiliation.leave", ...about(own) }, may)
    await leaveNow(tx, context, own, message)
    return ok()
  })
}

/**
 * The person changes employer: they leave the structures they ticked, all or none, and every référent concerned is told. Where
 * they are référent they stay until the managers, who receive the announcement, have named another.
 */
export function changeEmployer(
  context: ActorContext,
  { affiliationIds, message }: EmployerChange,
): Promise<Result<{ left: number; announced: number }, "not-found" | "not-active">> {
  return transaction(async (tx) => {
    const own = await holdOwn(tx, context, affiliationIds)
    const foreign = affiliationIds.find((id) => !own.some((affiliation) => affiliation.id === id))
    if (foreign) return refuseAsUnknown(tx, context, "affiliation.leave", foreign)
    if (own.some(({ status }) => status !== "active")) return refuse("not-active")
    const leading = own.filter(({ isReferent }) => isReferent)
    const notTheirs = leading.find(({ structureId }) => !can(context.actor, "referent-change.send", structureId))
    if (notTheirs) return refuseAsUnknown(tx, context, "referent-change.send", notTheirs.id)
    await holdFollowed(tx, affiliationIds)
    for (const affiliation of own) {
      if (affiliation.isReferent) {
        const isNews = await announceDeparture(tx, context, affiliation.structureId, message)
        if (isNews) await tellReferents(tx, context, affiliation, { message, isLeaving: true })
      } else await leaveNow(tx, context, affiliation, message)
    }
    return ok({ left: own.length - leading.length, announced: leading.length })
  })
}

/** The actor's own affiliations among `ids`. They and their structures are held until the commit, always in the same order. */
async function holdOwn(tx: Tx, { actor }: ActorContext, ids: string[]) {
  const own = { id: { in: ids }, accountId: actor.accountId }
  await hold(
    tx,
    "structure",
    Prisma.sql`id IN (SELECT structure_id FROM affiliation WHERE id = ANY (${ids}::uuid[]) AND account_id = ${actor.accountId}::uuid)`,
    "change",
  )
  await hold(tx, "affiliation", Prisma.sql`id = ANY (${ids}::uuid[]) AND account_id = ${actor.accountId}::uuid`, "own")
  return tx.affiliation.findMany({ where: own, orderBy: { structureId: "asc" }, select: ending })
}

async function leaveNow(tx: Tx, context: ActorContext, own: Ending, message: string) {
  await end(tx, context, own)
  await record(tx, context, { action: "affiliation.leave", ...about(own), changes: lost(own) })
  await tellReferents(tx, context, own, { message, isLeaving: false })
  await queueMessage(tx, context.now, { email: own.account.email, accountId: own.accountId }, "left", {
    ...structureRef(own.structure),
    firstName: own.account.firstName,
  })
}

/** Managers are not told of each member who leaves a structure without référent. */
async function tellReferents(tx: Tx, context: ActorContext, own: Ending, { message, isLeaving }: { message: string; isLeaving: boolean }) {
  const { toManagers, deciders } = await referentsToTell(tx, own.structureId)
  const others = toManagers ? [] : deciders.filter(({ accountId }) => accountId !== own.accountId)
  const person = formatName(own.account)
  await queueMessages(tx, context.now, others, "person-left", {
    ...structureRef(own.structure),
    structureId: own.structureId,
    person,
    message,
    isLeaving,
  })
}

function endingOf(tx: Tx, id: string) {
  return tx.affiliation.findUniqueOrThrow({ where: { id }, select: ending })
}

async function end(tx: Tx, context: ActorContext, { id }: Ending) {
  if (!(await move(tx, context, "detach", id, { endedAt: context.now, ...noRights })))
    throw new Error("an affiliation held does not change")
}

function about({ id, structureId }: Ending) {
  return { structureId, targetId: id }
}

function lost({ rafaelProfil, isEmployeur, isPrestataire, isReferent }: Ending) {
  return { rafaelProfil, isEmployeur, isPrestataire, isReferent }
}

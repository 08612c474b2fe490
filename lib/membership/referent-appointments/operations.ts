/** Managers appoint and remove référents, on their own initiative or because a référent asks. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import type { ProofRefusal } from "@/lib/identity/credentials/operations"
import { asManager, asProvenManager } from "@/lib/identity/managers/operations"
import { endWithAffiliation } from "@/lib/membership/absence-ends/operations"
import { cancelWithAffiliation } from "@/lib/membership/invitation-ends/operations"
import { mayAppoint, mayRemove } from "@/lib/membership/referent-appointments/rules"
import type { Appointment, ChangeAcceptance, ChangeRefusal, Removal } from "@/lib/membership/referent-appointments/schema"
import { wishShape } from "@/lib/membership/referents/schema"
import type { Tx } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { deciderOf, formatName } from "@/lib/vocabulary/accounts/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"

type Done = { structureId: string }
type AppointRefusal = "not-found" | "not-active" | "already-referent" | "oneself" | "disabled"

/** Someone attached becomes référent, at once, and is told. */
export async function appointReferent(
  context: ActorContext,
  { affiliationId, currentPassword }: Appointment,
): Promise<Result<Done, AppointRefusal | ProofRefusal>> {
  return asProvenManager(
    context,
    "referent.appoint",
    { action: "referent.appoint", targetId: affiliationId },
    currentPassword,
    async (tx) => {
      const affiliation = await hold(tx, affiliationId)
      return affiliation ? appoint(tx, context, affiliation) : refuse("not-found")
    },
  )
}

type RemoveRefusal = "not-found" | "not-referent" | "last-referent"

/** Someone is no longer référent. They stay attached, keep their profils, and are told why. */
export async function removeReferent(
  context: ActorContext,
  { affiliationId, reason, withoutReferent, currentPassword }: Removal,
): Promise<Result<Done, RemoveRefusal | ProofRefusal>> {
  return asProvenManager(
    context,
    "referent.appoint",
    { action: "referent.remove", targetId: affiliationId },
    currentPassword,
    async (tx) => {
      const affiliation = await hold(tx, affiliationId)
      return affiliation ? remove(tx, context, affiliation, { reason, withoutReferent }) : refuse("not-found")
    },
  )
}

type DecisionRefusal = "already-decided" | "person-gone"

/**
 * Does what a référent asked: appoints the person they propose and, if they leave, ends their role of référent. A departure that leaves
 * nobody else to answer is refused: the manager must first appoint someone.
 */
export async function acceptReferentChange(
  context: ActorContext,
  { referentChangeId, currentPassword }: ChangeAcceptance,
): Promise<Result<Done, AppointRefusal | RemoveRefusal | DecisionRefusal | ProofRefusal>> {
  return asProvenManager(
    context,
    "referent.appoint",
    { action: "referent-change.accept", targetId: referentChangeId },
    currentPassword,
    async (tx) => {
      const change = await tx.referentChange.findUnique({ where: { id: referentChangeId }, include: { account: true, structure: true } })
      if (!change) return refuse("not-found")
      await holdById(tx, "structure", change.structureId, "change")
      if (!(await isPending(tx, change.id))) return alreadyDecided(tx, change.id)
      const { affiliationId, isLeaving } = wishShape.parse(change.proposed)
      const proposed = affiliationId ? await hold(tx, affiliationId) : null
      if (affiliationId && proposed?.status !== "active") return refuse("person-gone")
      const leaving = isLeaving ? await ownReferent(tx, change.accountId, change.structureId) : null
      const newcomer = proposed && !proposed.isReferent ? proposed : null
      if (leaving && !newcomer && (await otherReferents(tx, change.structureId, leaving.id)) === 0) return refuse("last-referent")
      const appointed = newcomer ? await appoint(tx, context, newcomer) : ok()
      if (!appointed.ok) return appointed
      const farewell = { reason: "Vous avez annoncé votre départ.", withoutReferent: true }
      const removed = leaving ? await remove(tx, context, leaving, farewell) : ok()
      if (!removed.ok) return removed
      await decide(tx, context, change, { status: "accepted", reason: null })
      return ok({ structureId: change.structureId })
    },
  )
}

/** Refuses a change of référent; whoever asked is told why. */
export function refuseReferentChange(
  context: ActorContext,
  { referentChangeId, reason }: ChangeRefusal,
): Promise<Result<Done, "not-found" | "already-decided">> {
  return asManager(context, "referent.appoint", { action: "referent-change.refuse", targetId: referentChangeId }, async (tx) => {
    const change = await tx.referentChange.findUnique({ where: { id: referentChangeId }, include: { account: true, structure: true } })
    if (!change) return refuse("not-found")
    await holdById(tx, "structure", change.structureId, "change")
    if (!(await isPending(tx, change.id))) return alreadyDecided(tx, change.id)
    await decide(tx, context, change, { status: "refused", reason })
    return ok({ structureId: change.structureId })
  })
}

const concerned = {
  id: true,
  accountId: true,
  structureId: true,
  status: true,
  isReferent: true,
  account: { select: { id: true, email: true, firstName: true, disabledAt: true } },
  structure: { select: { raisonSociale: true, siret: true } },
} as const
type Concerned = NonNullable<Awaited<ReturnType<typeof hold>>>

/** The affiliation and its structure, held until the commit: référents change one at a time. */
async function hold(tx: Tx, affiliationId: string) {
  const seen = await tx.affiliation.findUnique({ where: { id: affiliationId }, select: { structureId: true } })
  if (!seen) return null
  await holdById(tx, "structure", seen.structureId, "change")
  await holdById(tx, "affiliation", affiliationId, "own")
  return tx.affiliation.findUniqueOrThrow({ where: { id: affiliationId }, select: concerned })
}

async function appoint(tx: Tx, context: ActorContext, affiliation: Concerned) {
  const may = mayAppoint(context.actor.accountId, affiliation)
  if (!may.ok) return may
  const { id, structureId, structure, account } = affiliation
  await tx.affiliation.update({ where: { id }, data: { isReferent: true } })
  await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "referent-appointed", {
    ...structureRef(structure),
    structureId,
    firstName: account.firstName,
    by: formatName(context.actor),
  })
  await record(tx, context, { action: "referent.appoint", structureId, targetId: id })
  return ok({ structureId })
}

async function remove(tx: Tx, context: ActorContext, affiliation: Concerned, why: { reason: string; withoutReferent: boolean }) {
  const others = await otherReferents(tx, affiliation.structureId, affiliation.id)
  const may = mayRemove(affiliation, { otherReferents: others, withoutReferent: why.withoutReferent })
  if (!may.ok) return may
  const { id, structureId, structure, account } = affiliation
  await tx.affiliation.update({ where: { id }, data: { isReferent: false } })
  await cancelWithAffiliation(tx, context, id)
  await endWithAffiliation(tx, context, id)
  await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "referent-removed", {
    ...structureRef(structure),
    firstName: account.firstName,
    by: formatName(context.actor),
    reason: why.reason,
  })
  const changes = { withoutReferent: others === 0 }
  await record(tx, context, { action: "referent.remove", structureId, targetId: id, reason: why.reason, changes })
  return ok({ structureId })
}

/** The number of other référents of the structure who can sign in. */
function otherReferents(tx: Tx, structureId: string, affiliationId: string) {
  const account = { disabledAt: null, erasedAt: null }
  return tx.affiliation.count({ where: { structureId, status: "active", isReferent: true, account, NOT: { id: affiliationId } } })
}

function ownReferent(tx: Tx, accountId: string, structureId: string) {
  return tx.affiliation.findFirst({ where: { accountId, structureId, status: "active", isReferent: true }, select: concerned })
}

type Change = {
  id: string
  structureId: string
  account: { id: string; email: string; firstName: string; erasedAt: Date | null }
  structure: { raisonSociale: string; siret: string }
}

async function decide(tx: Tx, context: ActorContext, change: Change, decision: { status: "accepted" | "refused"; reason: string | null }) {
  const { id, structureId, structure, account } = change
  const { actor, now } = context
  await tx.referentChange.update({ where: { id }, data: { ...decision, decidedAt: now, decidedBy: actor.accountId } })
  if (!account.erasedAt)
    await queueMessage(tx, now, { email: account.email, accountId: account.id }, "referent-change-answered", {
      ...structureRef(structure),
      firstName: account.firstName,
      by: formatName(actor),
      isAccepted: decision.status === "accepted",
      reason: decision.reason ?? "",
    })
  const action = decision.status === "accepted" ? "referent-change.accept" : "referent-change.refuse"
  await record(tx, context, { action, structureId, targetId: id, reason: decision.reason })
}

async function isPending(tx: Tx, id: string) {
  return (await tx.referentChange.count({ where: { id, status: "pending" } })) > 0
}

async function alreadyDecided(tx: Tx, id: string) {
  const change = await tx.referentChange.findUniqueOrThrow({ where: { id }, include: { decider: true } })
  return refuse("already-decided", deciderOf(change))
}

/** An affiliation goes to another structure or another account: it ends here, begins there, and history keeps both. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { move } from "@/lib/affiliations/operations"
import { record } from "@/lib/journal/operations"
import type { Tx } from "@/lib/platform/db"
import type { AffiliationOrigin, AffiliationStatus } from "@/lib/platform/generated/client"
import { type Need, noRights } from "@/lib/profils/rules"
import type { StructureType } from "@/lib/structures/rules"
import { type Held, heldOf, joined, type Transfer } from "@/lib/transfers/rules"

export const transferable = {
  id: true,
  accountId: true,
  structureId: true,
  status: true,
  origin: true,
  need: true,
  requestedAt: true,
  isReferent: true,
  rafaelProfil: true,
  isEmployeur: true,
  isPrestataire: true,
} as const
export type Transferable = Held & {
  id: string
  accountId: string
  structureId: string
  status: AffiliationStatus
  origin: AffiliationOrigin
  need: Need | null
  requestedAt: Date
}

type Destination = { accountId: string; structureId: string; types: readonly StructureType[] }

/** Moves one open affiliation, in the caller's transaction, which holds its structures and the affiliation. */
export async function transfer(tx: Tx, context: ActorContext, from: Transferable, to: Destination, reason: string): Promise<Transfer> {
  const there = await tx.affiliation.findFirst({
    where: { accountId: to.accountId, structureId: to.structureId, status: { in: ["pending", "active"] } },
    select: transferable,
  })
  await leaveBehind(tx, context, from, reason)
  const moved = { from: from.id, held: heldOf(from) }
  if (from.status === "pending") {
    if (there) return { ...moved, kind: "dropped", to: there.id, before: null, after: null }
    return { ...moved, kind: "waiting", to: await waitThere(tx, context, from, to, reason), before: null, after: null }
  }
  const before = there?.status === "active" ? heldOf(there) : null
  const after = joined(before, from, to.types)
  if (before && there) {
    await setHeld(tx, context, there, after, reason)
    return { ...moved, kind: "joined", to: there.id, before, after }
  }
  if (there) {
    await move(tx, "validate", there.id, { ...decided(context, to.accountId), ...after })
    await recordStart(tx, context, to.structureId, there.id, after, reason)
    return { ...moved, kind: "validated", to: there.id, before: null, after }
  }
  return { ...moved, kind: "created", to: await begin(tx, context, to, after, reason), before: null, after }
}

/** Ends an open affiliation, whatever it holds. */
export async function leaveBehind(tx: Tx, context: ActorContext, from: Transferable, reason: string) {
  const isActive = from.status === "active"
  const ended = await move(tx, isActive ? "detach" : "cancel", from.id, { endedAt: context.now, ...noRights })
  if (!ended) throw new Error("an affiliation held does not change")
  await record(tx, context, {
    action: isActive ? "affiliation.close" : "affiliation.cancel",
    structureId: from.structureId,
    targetId: from.id,
    reason,
    ...(isActive ? { changes: heldOf(from) } : {}),
  })
}

/** A new active affiliation with these rights. */
export async function begin(tx: Tx, context: ActorContext, to: Omit<Destination, "types">, held: Held, reason: string) {
  const { accountId, structureId } = to
  const { id } = await tx.affiliation.create({
    data: {
      accountId,
      structureId,
      origin: "request",
      status: "active",
      requestedAt: context.now,
      ...decided(context, accountId),
      ...held,
    },
    select: { id: true },
  })
  await recordStart(tx, context, structureId, id, held, reason)
  return id
}

/** A request that goes on waiting, since the day it was made. */
export async function waitThere(tx: Tx, context: ActorContext, from: Transferable, to: Omit<Destination, "types">, reason: string) {
  const { accountId, structureId } = to
  const { origin, need, requestedAt } = from
  const { id } = await tx.affiliation.create({ data: { accountId, structureId, origin, need, requestedAt }, select: { id: true } })
  await record(tx, context, { action: "affiliation.request", structureId, targetId: id, reason, changes: { origin, need } })
  return id
}

/** Sets what an active affiliation holds, référent included. */
export async function setHeld(tx: Tx, context: ActorContext, there: Transferable, after: Held, reason: string) {
  await tx.affiliation.update({ where: { id: there.id }, data: after })
  await record(tx, context, {
    action: "affiliation.join",
    structureId: there.structureId,
    targetId: there.id,
    changes: { before: heldOf(there), after },
    reason,
  })
}

function recordStart(tx: Tx, context: ActorContext, structureId: string, targetId: string, held: Held, reason: string) {
  return record(tx, context, { action: "affiliation.validate", structureId, targetId, changes: held, reason })
}

/** Nobody decides for themselves, a manager who merges their own accounts included. */
function decided({ actor, now }: ActorContext, accountId: string) {
  return { decidedAt: now, decidedBy: actor.accountId === accountId ? null : actor.accountId }
}

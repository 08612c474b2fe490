/** An affiliation goes to another structure or another account: it ends here, begins there, and history keeps both. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { hold } from "@/lib/access/locks"
import { move, moveAway } from "@/lib/membership/transitions/operations"
import type { Tx } from "@/lib/platform/db/client"
import { type AffiliationOrigin, type AffiliationStatus, Prisma } from "@/lib/platform/generated/client"
import type { Cause } from "@/lib/trace/journal/catalogue"
import { record } from "@/lib/trace/journal/operations"
import { type Need, noRights, type RafaelProfil } from "@/lib/vocabulary/profils/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"
import {
  type Asked,
  givenBack,
  givenBackWhole,
  type Held,
  heldOf,
  joined,
  markOfHeld,
  type Transfer,
} from "@/lib/vocabulary/transfers/rules"

export const transferable = {
  id: true,
  accountId: true,
  structureId: true,
  status: true,
  origin: true,
  need: true,
  requestedAt: true,
  decidedAt: true,
  decidedBy: true,
  decidedFor: true,
  isReferent: true,
  rafaelProfil: true,
  isEmployeur: true,
  isPrestataire: true,
  suspendedProfil: true,
  suspendedAt: true,
} as const
export type Transferable = Held & {
  id: string
  accountId: string
  structureId: string
  status: AffiliationStatus
  origin: AffiliationOrigin
  need: Need | null
  requestedAt: Date
  decidedAt: Date | null
  decidedBy: string | null
  decidedFor: string | null
  suspendedProfil: RafaelProfil | null
  suspendedAt: Date | null
}

type Place = { accountId: string; structureId: string }
type Destination = Place & { types: readonly StructureType[] }

/** Moves one open affiliation, in the caller's transaction, which holds its structures and the affiliation. */
export async function transfer(tx: Tx, context: ActorContext, from: Transferable, to: Destination, cause: Cause): Promise<Transfer> {
  const there = await openThere(tx, to)
  await leaveBehind(tx, context, from, cause)
  const moved = { accountId: to.accountId, from: from.id, held: heldOf(from), before: null, after: null, asked: null }
  if (from.status === "pending") {
    if (there) return { ...moved, kind: "dropped", to: there.id, asked: askedOf(from) }
    return { ...moved, kind: "waiting", to: await waitThere(tx, context, { ...askedOf(from), id: from.id }, to, cause) }
  }
  if (there?.status === "active") {
    const before = heldOf(there)
    const after = joined(before, from, to.types)
    await setHeld(tx, context, there, after, cause)
    return { ...moved, kind: "joined", to: there.id, before, after }
  }
  const after = joined(null, from, to.types)
  if (there) {
    await move(tx, context, "validate", there.id, { ...decision(context, to.accountId), ...after })
    await recordStart(tx, context, to.structureId, there.id, after, cause)
    return { ...moved, kind: "validated", to: there.id, after, asked: askedOf(there) }
  }
  return { ...moved, kind: "created", to: await begin(tx, context, to, from, after, cause), after }
}

/**
 * The open affiliation of this account in this structure, if any, held until the commit: nobody can cancel it and it cannot expire
 * meanwhile.
 */
async function openThere(tx: Tx, { accountId, structureId }: Place) {
  await hold(
    tx,
    "affiliation",
    Prisma.sql`account_id = ${accountId}::uuid AND structure_id = ${structureId}::uuid AND status IN ('pending', 'active')`,
    "own",
  )
  return tx.affiliation.findFirst({ where: { accountId, structureId, status: { in: ["pending", "active"] } }, select: transferable })
}

/** Whether an account is attached to a structure, or waits there. */
export async function hasOpen(tx: Tx, accountId: string, structureId: string): Promise<boolean> {
  return (await tx.affiliation.count({ where: { accountId, structureId, status: { in: ["pending", "active"] } } })) > 0
}

/**
 * The same moves, each with the present id of its affiliation where `place` says (on the affiliation `f`): in this structure, or of this account. The id
 * changes when a later merge takes the affiliation elsewhere and brings it back, or when it goes to another account of the same person.
 */
export async function followed(tx: Tx, moves: Transfer[], place: Prisma.Sql): Promise<Transfer[]> {
  const rows = await tx.$queryRaw<{ origin: string; id: string }[]>`
    WITH RECURSIVE line AS (
      SELECT id AS origin, id FROM unnest(${moves.map(({ to }) => to)}::uuid[]) id
      UNION
      SELECT line.origin, next.id FROM line JOIN affiliation next ON next.continues_id = line.id)
    SELECT line.origin, f.id FROM line JOIN affiliation f USING (id)
     WHERE ${place} AND f.status IN ('pending', 'active')`
  const today = new Map(rows.map(({ origin, id }) => [origin, id]))
  return moves.map((moved) => ({ ...moved, to: today.get(moved.to) ?? moved.to }))
}

type Return = {
  /** Where it went, as it is now. */
  current: Transferable
  /** Where it comes back, and what may be given there. */
  back: Destination
  /** Whether the request that the move answered is asked again. */
  asksAgain: boolean
  /** Whether what was given to them since comes along, when nobody else holds the affiliation. */
  withGains: boolean
}

/**
 * Undoes one move, in the caller's transaction, which holds both places: the person gets back what they had, except what was taken from them since. What
 * they hold there now; null when nothing comes back as an affiliation (a request, someone who has left since).
 */
export async function comeBack(
  tx: Tx,
  context: ActorContext,
  moved: Transfer,
  { current, back, asksAgain, withGains }: Return,
  cause: Cause,
): Promise<{ id: string; held: Held } | null> {
  const asked = asksAgain ? moved.asked : null
  if (moved.kind === "dropped") {
    if (asked) await waitThere(tx, context, asked, back, cause)
    return null
  }
  if (moved.kind === "waiting") {
    if (current.status !== "pending") return null
    await leaveBehind(tx, context, current, cause)
    await waitThere(tx, context, { ...askedOf(current), id: current.id }, back, cause)
    return null
  }
  if (current.status !== "active" || !moved.after) return null
  const isUntouched = markOfHeld(current) === markOfHeld(moved.after)
  const isAlone = moved.kind !== "joined"
  const theirs = (withGains && isAlone ? givenBackWhole : givenBack)(moved.held, moved.after, current)
  if (!isAlone) {
    // When someone has changed these rights since the merge, that decision stays.
    if (isUntouched && moved.before) await setHeld(tx, context, current, moved.before, cause)
  } else await leaveBehind(tx, context, current, cause)
  if (moved.kind === "validated" && asked) await waitThere(tx, context, asked, current, cause)
  const former = await tx.affiliation.findUniqueOrThrow({ where: { id: moved.from }, select: transferable })
  // The types of the structure may have changed since the merge.
  const held = joined(null, theirs, back.types)
  const id = await begin(tx, context, back, former, held, cause)
  // As it is now, and not as it was before the move: it may have been suspended since, or given back.
  if (isAlone && !held.rafaelProfil) {
    const { suspendedProfil, suspendedAt } = current
    await tx.affiliation.update({ where: { id }, data: { suspendedProfil, suspendedAt } })
  }
  return { id, held }
}

/** Ends an open affiliation, whatever it holds. It goes on elsewhere: the caller tells the modules of the product (lib/seam.ts). */
async function leaveBehind(tx: Tx, context: ActorContext, from: Transferable, cause: Cause) {
  const isActive = from.status === "active"
  const ended = await moveAway(tx, isActive ? "detach" : "cancel", from.id, { endedAt: context.now, ...noRights })
  if (!ended) throw new Error("an affiliation held does not change")
  const about = { structureId: from.structureId, targetId: from.id, cause }
  await record(
    tx,
    context,
    isActive ? { action: "affiliation.close", changes: heldOf(from), ...about } : { action: "affiliation.cancel", ...about },
  )
}

type Decided = Pick<Transferable, "id" | "origin" | "need" | "requestedAt" | "decidedAt" | "decidedBy" | "decidedFor">

/**
 * Creates a new active affiliation with these rights, which takes over from `before`. It keeps how `before` was asked for and decided:
 * moving a request is not a way to answer it.
 */
async function begin(tx: Tx, context: ActorContext, to: Place, before: Decided, held: Held, cause: Cause) {
  const { accountId, structureId } = to
  const { id: continuesId, origin, need, requestedAt, decidedAt, decidedBy, decidedFor } = before
  const decided = { decidedAt: decidedAt ?? context.now, decidedBy: decidedBy === accountId ? null : decidedBy, decidedFor }
  const { id } = await tx.affiliation.create({
    data: { accountId, structureId, continuesId, origin, need, status: "active", requestedAt, ...decided, ...held },
    select: { id: true },
  })
  await recordStart(tx, context, structureId, id, held, cause)
  return id
}

/** Creates a request that keeps the date of the first one and the questions asked about it; `id`: the request it takes over from. */
async function waitThere(tx: Tx, context: ActorContext, asked: Asked & { id?: string }, to: Place, cause: Cause) {
  const { accountId, structureId } = to
  const { origin, need, requestedAt, id: continuesId = null } = asked
  const { id } = await tx.affiliation.create({
    data: { accountId, structureId, continuesId, origin, need, requestedAt: new Date(requestedAt) },
    select: { id: true },
  })
  if (continuesId) await tx.clarification.updateMany({ where: { affiliationId: continuesId }, data: { affiliationId: id } })
  await record(tx, context, { action: "affiliation.request", structureId, targetId: id, cause, changes: { origin, need } })
  return id
}

/** Sets what an active affiliation holds, référent included. */
async function setHeld(tx: Tx, context: ActorContext, there: Transferable, after: Held, cause: Cause) {
  await tx.affiliation.update({ where: { id: there.id }, data: after })
  await record(tx, context, {
    action: "affiliation.join",
    structureId: there.structureId,
    targetId: there.id,
    changes: { before: heldOf(there), after },
    cause,
  })
}

function askedOf({ origin, need, requestedAt }: Transferable): Asked {
  return { origin, need, requestedAt: requestedAt.toISOString() }
}

function recordStart(tx: Tx, context: ActorContext, structureId: string, targetId: string, held: Held, cause: Cause) {
  return record(tx, context, { action: "affiliation.validate", structureId, targetId, changes: held, cause })
}

/** Nobody decides for themselves, not even a manager who merges their own accounts. */
function decision({ actor, now }: ActorContext, accountId: string) {
  return { decidedAt: now, decidedBy: actor.accountId === accountId ? null : actor.accountId }
}

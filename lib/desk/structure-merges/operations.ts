/**
 * Merges two rows of the list that are the same structure: people and rights go to the one that stays. The merge may be undone for thirty
 * days.
 */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { hold, holdById } from "@/lib/access/locks"
import { type Moves, mayMerge, mayUndo } from "@/lib/desk/structure-merges/rules"
import { type Merge, type MergeUndoing, type Was, wasShape } from "@/lib/desk/structure-merges/schema"
import type { ProofRefusal } from "@/lib/identity/credentials/operations"
import { asProvenManager } from "@/lib/identity/managers/operations"
import { cancelWithStructure } from "@/lib/membership/invitation-ends/operations"
import { comeBack, followed, hasOpen, transfer, transferable } from "@/lib/membership/transfers/operations"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { rightsLost, structuresMerge, structuresPart } from "@/lib/seam"
import type { Cause } from "@/lib/trace/journal/catalogue"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { profilNames } from "@/lib/vocabulary/profils/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"
import { type heldOf, markOfHeld, type Transfer } from "@/lib/vocabulary/transfers/rules"
import { transfersShape } from "@/lib/vocabulary/transfers/schema"

const person = { select: { id: true, email: true, firstName: true, disabledAt: true, erasedAt: true } } as const
const side = { id: true, siret: true, raisonSociale: true, types: true, state: true, closedAt: true, successorId: true } as const

type MergeRefusal = "not-found" | "structure-unknown" | "same-structure" | "kept-closed" | "already-merged" | "changed-meanwhile"

/**
 * Moves everyone attached to `absorbedId`, with their rights, to `structureId`. The absorbed structure closes and names `structureId` as
 * its successor.
 */
export async function mergeStructures(
  context: ActorContext,
  { structureId, absorbedId, people, currentPassword }: Merge,
): Promise<Result<{ structureId: string }, MergeRefusal | ProofRefusal>> {
  const trace = { action: "structure.merge", structureId, targetId: absorbedId } as const
  return asProvenManager(context, "structure.manage", trace, currentPassword, async (tx) => {
    await holdPeople(tx, [absorbedId])
    const [kept, absorbed] = await holdBoth(tx, structureId, absorbedId)
    const may = mayMerge(kept, absorbed)
    if (!may.ok || !kept || !absorbed) return may.ok ? refuse("structure-unknown") : may
    if ((await tx.structureMerge.count({ where: { absorbedId, undoneAt: null } })) > 0) return refuse("already-merged")
    const open = await openAffiliations(tx, absorbedId, kept.id)
    if (open.length !== people) return refuse("changed-meanwhile", String(open.length))
    const moves: Moves = []
    for (const { account, ...from } of open) {
      const to = { accountId: account.id, structureId: kept.id, types: kept.types }
      const moved = await transfer(tx, context, from, to, "structure-merge")
      moves.push(moved)
      if (moved.after) await tell(tx, context, account, { from: absorbed, to: kept, held: moved.after, isUndone: false })
    }
    const answers = await structuresMerge(tx, context, { keptId: kept.id, absorbedId })
    await rightsLost(
      tx,
      context,
      moves.map(({ to }) => to),
    )
    await cancelPending(tx, context, absorbedId)
    await cancelWithStructure(tx, context, absorbedId)
    // Whoever is away from the one is away from the other.
    await tx.absence.updateMany({
      where: { structureId: absorbedId, endedAt: null, endsAt: { gt: context.now } },
      data: { structureId: kept.id },
    })
    const { now, actor } = context
    await tx.structure.update({ where: { id: absorbedId }, data: { state: "closed", closedAt: now, successorId: kept.id } })
    const { id } = await tx.structureMerge.create({
      data: { keptId: kept.id, absorbedId, mergedAt: now, mergedBy: actor.accountId, was: wasOf(absorbed), moves, answers },
      select: { id: true },
    })
    await record(tx, context, { ...trace, changes: { mergeId: id, people: moves.length } })
    await record(tx, context, { action: "structure.absorb", structureId: absorbedId, targetId: kept.id, changes: { mergeId: id } })
    return ok({ structureId: kept.id })
  })
}

function wasOf({ state, closedAt, successorId }: { state: "active" | "closed"; closedAt: Date | null; successorId: string | null }): Was {
  return { state, closedAt: closedAt?.toISOString() ?? null, successorId }
}

type UndoRefusal = "not-found" | "already-undone" | "too-late" | "last-referent" | "merged-since"

/**
 * Undoes a merge: people who still have what the merge gave them get back what they had before. People who have left since stay out, and
 * rights withdrawn since stay withdrawn. Refused when it would leave the people who stay without référent.
 */
export function undoMerge(
  context: ActorContext,
  { mergeId, currentPassword }: MergeUndoing,
): Promise<Result<{ structureId: string }, UndoRefusal | ProofRefusal>> {
  const trace = { action: "structure.undo-merge", targetId: mergeId } as const
  return asProvenManager(context, "structure.manage", trace, currentPassword, async (tx) => {
    const found = await tx.structureMerge.findUnique({ where: { id: mergeId } })
    if (!found) return refuse("not-found")
    await holdPeople(tx, [found.keptId, found.absorbedId])
    const [kept, absorbed] = await holdBoth(tx, found.keptId, found.absorbedId)
    const { undoneAt } = await tx.structureMerge.findUniqueOrThrow({ where: { id: mergeId }, select: { undoneAt: true } })
    const may = mayUndo({ ...found, undoneAt }, context.now)
    if (!may.ok || !kept || !absorbed) return may.ok ? refuse("not-found") : may
    // The structure was itself merged into another one since, so its people are elsewhere.
    if ((await tx.structureMerge.count({ where: { absorbedId: kept.id, undoneAt: null } })) > 0) return refuse("merged-since")
    const moves = await followed(tx, transfersShape.parse(found.moves), Prisma.sql`f.structure_id = ${kept.id}::uuid`)
    if (await leavesNoReferent(tx, kept.id, moves)) return refuse("last-referent", kept.raisonSociale)
    const { state, closedAt, successorId } = wasShape.parse(found.was)
    await tx.structure.update({ where: { id: absorbed.id }, data: { state, closedAt, successorId } })
    for (const moved of moves) await bringBack(tx, context, moved, { kept, absorbed })
    await structuresPart(tx, context, { keptId: kept.id, absorbedId: absorbed.id }, found.answers)
    await rightsLost(
      tx,
      context,
      moves.map(({ to }) => to),
    )
    await tx.$executeRaw`
      UPDATE absence b SET structure_id = ${absorbed.id}::uuid
       WHERE b.structure_id = ${kept.id}::uuid AND b.ended_at IS NULL AND b.created_at <= ${found.mergedAt}
         AND NOT EXISTS (SELECT FROM affiliation f WHERE f.account_id = b.account_id AND f.structure_id = b.structure_id AND f.status = 'active')
         AND EXISTS (SELECT FROM affiliation f WHERE f.account_id = b.account_id AND f.structure_id = ${absorbed.id}::uuid AND f.status = 'active')`
    await tx.structureMerge.update({ where: { id: mergeId }, data: { undoneAt: context.now } })
    for (const structureId of [kept.id, absorbed.id])
      await record(tx, context, { action: "structure.undo-merge", structureId, targetId: mergeId })
    return ok({ structureId: absorbed.id })
  })
}

/** Whether undoing takes the last référent away: the structure has one now, people stay in it, and none of those who stay is référent. */
async function leavesNoReferent(tx: Tx, structureId: string, moves: Moves) {
  const leaving = moves.filter(({ kind }) => kind === "created" || kind === "validated").map(({ to }) => to)
  const joining = moves.filter(({ kind, before }) => kind === "joined" && before?.isReferent === false)
  const current = await tx.affiliation.findMany({ where: { id: { in: joining.map(({ to }) => to) } }, select: transferable })
  // People whose rights someone has changed since keep what they have.
  const isUntouched = ({ to, after }: Transfer) => current.some((row) => row.id === to && after && markOfHeld(row) === markOfHeld(after))
  const noMore = joining.filter(isUntouched).map(({ to }) => to)
  const active = { structureId, status: "active" as const }
  const [referents, stay, referentsWhoStay] = await Promise.all([
    tx.affiliation.count({ where: { ...active, isReferent: true } }),
    tx.affiliation.count({ where: { ...active, id: { notIn: leaving } } }),
    tx.affiliation.count({ where: { ...active, isReferent: true, id: { notIn: [...leaving, ...noMore] } } }),
  ])
  return referents > 0 && stay > 0 && referentsWhoStay === 0
}

type Side = { id: string; siret: string; raisonSociale: string; types: ("formateur" | "prescripteur")[] }
const undone: Cause = "structure-merge-undone"

async function bringBack(tx: Tx, context: ActorContext, moved: Transfer, { kept, absorbed }: { kept: Side; absorbed: Side }) {
  await holdById(tx, "affiliation", moved.to, "own")
  const there = await tx.affiliation.findUniqueOrThrow({ where: { id: moved.to }, select: { ...transferable, account: person } })
  const { account, ...current } = there
  if (account.erasedAt || (await hasOpen(tx, account.id, absorbed.id))) return
  const back = { accountId: account.id, structureId: absorbed.id, types: absorbed.types }
  // Someone disabled cannot sign in, so their request is not put back for anyone to answer.
  const returned = await comeBack(tx, context, moved, { current, back, asksAgain: account.disabledAt === null, withGains: false }, undone)
  if (returned) await tell(tx, context, account, { from: kept, to: absorbed, held: returned.held, isUndone: true })
}

async function tell(
  tx: Tx,
  context: ActorContext,
  account: { id: string; email: string; firstName: string },
  { from, to, held, isUndone }: { from: Side; to: Side; held: ReturnType<typeof heldOf>; isUndone: boolean },
) {
  await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "structure-merged", {
    ...structureRef(to),
    firstName: account.firstName,
    by: formatName(context.actor),
    from: from.raisonSociale,
    profils: profilNames(held),
    isUndone,
  })
}

/** Holds the accounts before the structures, as everywhere, so that an erasure waits, but not for ever. */
async function holdPeople(tx: Tx, structureIds: string[]) {
  await hold(
    tx,
    "account",
    Prisma.sql`id IN (SELECT account_id FROM affiliation WHERE structure_id = ANY (${structureIds}::uuid[]) AND status IN ('pending', 'active'))`,
    "read",
  )
}

async function holdBoth(tx: Tx, keptId: string, absorbedId: string) {
  const ids = [keptId, absorbedId]
  await holdById(tx, "structure", ids, "change")
  const found = await tx.structure.findMany({ where: { id: { in: ids } }, select: side })
  const [kept = null, absorbed = null] = ids.map((id) => found.find((structure) => structure.id === id))
  return [kept, absorbed] as const
}

/** The people attached and those who wait, held until the commit in one order, together with those of the structure they go to. */
async function openAffiliations(tx: Tx, structureId: string, keptId: string) {
  await hold(
    tx,
    "affiliation",
    Prisma.sql`structure_id = ANY (${[structureId, keptId]}::uuid[]) AND status IN ('pending', 'active')`,
    "own",
  )
  return tx.affiliation.findMany({
    where: { structureId, status: { in: ["pending", "active"] } },
    orderBy: { id: "asc" },
    select: { ...transferable, account: person },
  })
}

/** Cancels what the référents of the absorbed structure had asked the managers: it has no purpose any more. */
async function cancelPending(tx: Tx, context: ActorContext, structureId: string) {
  const pending = { structureId, status: "pending" as const }
  const data = { status: "cancelled" as const, decidedAt: context.now }
  const [corrections, changes] = [await tx.correction.findMany({ where: pending }), await tx.referentChange.findMany({ where: pending })]
  await tx.correction.updateMany({ where: pending, data })
  await tx.referentChange.updateMany({ where: pending, data })
  for (const { id } of corrections)
    await record(tx, context, { action: "correction.cancel", structureId, targetId: id, cause: "structure-merge" })
  for (const { id } of changes)
    await record(tx, context, { action: "referent-change.cancel", structureId, targetId: id, cause: "structure-merge" })
}

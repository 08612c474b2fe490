/** Two rows of the list that are one structure: people and rights go to the one that stays, and may come back for thirty days. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { formatName } from "@/lib/accounts/rules"
import { structureRef } from "@/lib/affiliations/operations"
import { type ProofRefusal, proveIdentity } from "@/lib/credentials/operations"
import { record } from "@/lib/journal/operations"
import { asManager } from "@/lib/managers/operations"
import { queueMessage } from "@/lib/notifications/operations"
import type { Tx } from "@/lib/platform/db"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { profilNames } from "@/lib/profils/rules"
import { type Moves, mayMerge, mayUndo } from "@/lib/structure-merges/rules"
import type { Merge, MergeUndoing } from "@/lib/structure-merges/schema"
import { begin, leaveBehind, setHeld, transfer, transferable, waitThere } from "@/lib/transfers/operations"
import { type heldOf, joined, markOfHeld, type Transfer } from "@/lib/transfers/rules"

const person = { select: { id: true, email: true, firstName: true, erasedAt: true } } as const
const side = { id: true, siret: true, raisonSociale: true, types: true, state: true } as const

type MergeRefusal = "not-found" | "structure-unknown" | "same-structure" | "kept-closed" | "already-merged" | "changed-meanwhile"

/** Everyone attached to `absorbedId` goes to `structureId`, with their rights; the absorbed one closes and names its successor. */
export async function mergeStructures(
  context: ActorContext,
  { structureId, absorbedId, people, currentPassword }: Merge,
): Promise<Result<{ structureId: string }, MergeRefusal | ProofRefusal>> {
  const proof = await proveIdentity(context, currentPassword)
  if (!proof.ok) return proof
  const trace = { action: "structure.merge", structureId, targetId: absorbedId }
  return asManager(context, "structure.manage", trace, async (tx) => {
    await holdPeople(tx, [absorbedId])
    const [kept, absorbed] = await holdBoth(tx, structureId, absorbedId)
    const may = mayMerge(kept, absorbed)
    if (!may.ok || !kept || !absorbed) return may.ok ? refuse("structure-unknown") : may
    if ((await tx.structureMerge.count({ where: { absorbedId, undoneAt: null } })) > 0) return refuse("already-merged")
    const open = await openAffiliations(tx, absorbedId)
    if (open.length !== people) return refuse("changed-meanwhile", String(open.length))
    const moves: Moves = []
    for (const { account, ...from } of open) {
      const to = { accountId: account.id, structureId: kept.id, types: kept.types }
      const moved = await transfer(tx, context, from, to, "structure-merge")
      moves.push(moved)
      if (moved.after) await tell(tx, context, account, { from: absorbed, to: kept, held: moved.after, isUndone: false })
    }
    await cancelPending(tx, context, absorbedId)
    const { now, actor } = context
    await tx.structure.update({ where: { id: absorbedId }, data: { state: "closed", closedAt: now, successorId: kept.id } })
    const { id } = await tx.structureMerge.create({
      data: { keptId: kept.id, absorbedId, mergedAt: now, mergedBy: actor.accountId, moves },
      select: { id: true },
    })
    await record(tx, context, { ...trace, changes: { mergeId: id, people: moves.length } })
    await record(tx, context, { action: "structure.absorb", structureId: absorbedId, targetId: kept.id, changes: { mergeId: id } })
    return ok({ structureId: kept.id })
  })
}

/** Takes a merge back: whoever still holds what it gave gets back what they had before; those who left since stay out. */
export async function undoMerge(
  context: ActorContext,
  { mergeId, currentPassword }: MergeUndoing,
): Promise<Result<{ structureId: string }, "not-found" | "already-undone" | "too-late" | ProofRefusal>> {
  const proof = await proveIdentity(context, currentPassword)
  if (!proof.ok) return proof
  return asManager(context, "structure.manage", { action: "structure.undo-merge", targetId: mergeId }, async (tx) => {
    const found = await tx.structureMerge.findUnique({ where: { id: mergeId } })
    if (!found) return refuse("not-found")
    await holdPeople(tx, [found.keptId])
    const [kept, absorbed] = await holdBoth(tx, found.keptId, found.absorbedId)
    const { undoneAt } = await tx.structureMerge.findUniqueOrThrow({ where: { id: mergeId }, select: { undoneAt: true } })
    const may = mayUndo({ ...found, undoneAt }, context.now)
    if (!may.ok || !kept || !absorbed) return may.ok ? refuse("not-found") : may
    await tx.structure.update({ where: { id: absorbed.id }, data: { state: "active", closedAt: null, successorId: null } })
    for (const moved of found.moves as Moves) await bringBack(tx, context, moved, { kept, absorbed })
    await tx.structureMerge.update({ where: { id: mergeId }, data: { undoneAt: context.now } })
    for (const structureId of [kept.id, absorbed.id])
      await record(tx, context, { action: "structure.undo-merge", structureId, targetId: mergeId })
    return ok({ structureId: absorbed.id })
  })
}

type Side = { id: string; siret: string; raisonSociale: string; types: ("formateur" | "prescripteur")[] }

async function bringBack(tx: Tx, context: ActorContext, moved: Transfer, { kept, absorbed }: { kept: Side; absorbed: Side }) {
  if (!moved.to) return
  await tx.$queryRaw`SELECT 1 FROM affiliation WHERE id = ${moved.to}::uuid FOR UPDATE`
  const there = await tx.affiliation.findUniqueOrThrow({ where: { id: moved.to }, select: { ...transferable, account: person } })
  const { account, ...current } = there
  if (account.erasedAt || (await hasOpen(tx, account.id, absorbed.id))) return
  const reason = "structure-merge-undone"
  const to = { accountId: account.id, structureId: absorbed.id }
  if (moved.kind === "waiting" || moved.kind === "dropped") {
    if (current.status !== "pending") return
    await waitThere(tx, context, current, to, reason)
    if (moved.kind === "waiting") await leaveBehind(tx, context, current, reason)
    return
  }
  if (current.status !== "active" || !moved.after) return
  const isUntouched = markOfHeld(current) === markOfHeld(moved.after)
  if (moved.kind === "joined") {
    // Changed since by someone: what they decided stays.
    if (isUntouched && moved.before) await setHeld(tx, context, current, moved.before, reason)
  } else await leaveBehind(tx, context, current, reason)
  // Its types may have changed since.
  const held = joined(null, moved.held, absorbed.types)
  await begin(tx, context, to, held, reason)
  await tell(tx, context, account, { from: kept, to: absorbed, held, isUndone: true })
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

/** The accounts before the structures, as everywhere: an erasure waits, and not for ever. */
async function holdPeople(tx: Tx, structureIds: string[]) {
  await tx.$queryRaw`
    SELECT 1 FROM account
     WHERE id IN (SELECT account_id FROM affiliation WHERE structure_id = ANY (${structureIds}::uuid[]) AND status IN ('pending', 'active'))
     ORDER BY id FOR SHARE`
}

async function holdBoth(tx: Tx, keptId: string, absorbedId: string) {
  const ids = [keptId, absorbedId]
  await tx.$queryRaw`SELECT 1 FROM structure WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  const found = await tx.structure.findMany({ where: { id: { in: ids } }, select: side })
  const [kept = null, absorbed = null] = ids.map((id) => found.find((structure) => structure.id === id))
  return [kept, absorbed] as const
}

/** Those attached and those who wait, held until the commit. */
async function openAffiliations(tx: Tx, structureId: string) {
  await tx.$queryRaw`
    SELECT 1 FROM affiliation WHERE structure_id = ${structureId}::uuid AND status IN ('pending', 'active') ORDER BY id FOR UPDATE`
  return tx.affiliation.findMany({
    where: { structureId, status: { in: ["pending", "active"] } },
    orderBy: { id: "asc" },
    select: { ...transferable, account: person },
  })
}

async function hasOpen(tx: Tx, accountId: string, structureId: string) {
  return (await tx.affiliation.count({ where: { accountId, structureId, status: { in: ["pending", "active"] } } })) > 0
}

/** What its référents had asked of the managers has no object any more. */
async function cancelPending(tx: Tx, context: ActorContext, structureId: string) {
  const closed = { where: { structureId, status: "pending" as const }, data: { status: "cancelled" as const, decidedAt: context.now } }
  await tx.correction.updateMany(closed)
  await tx.referentChange.updateMany(closed)
}

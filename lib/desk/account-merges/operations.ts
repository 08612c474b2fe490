/**
 * Merges two accounts of one person: affiliations and requests go to the account that stays, the other one is closed. The merge may be undone for thirty
 * days.
 */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { hold, holdById } from "@/lib/access/locks"
import { type AccountMerge, othersShape, type Parting } from "@/lib/desk/account-merges/schema"
import { mayUndo } from "@/lib/desk/structure-merges/rules"
import { closeWhatWaits } from "@/lib/desk/suspensions/operations"
import type { ProofRefusal } from "@/lib/identity/credentials/operations"
import { asProvenManager } from "@/lib/identity/managers/operations"
import { endSessionsOf } from "@/lib/identity/sessions/operations"
import { voidTokens } from "@/lib/identity/tokens/operations"
import { comeBack, followed, hasOpen, transfer, transferable } from "@/lib/membership/transfers/operations"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { affiliationsMove, affiliationsPart } from "@/lib/seam"
import type { Cause } from "@/lib/trace/journal/catalogue"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import type { Transfer } from "@/lib/vocabulary/transfers/rules"
import { transfersShape } from "@/lib/vocabulary/transfers/schema"

type MergeRefusal = "not-found" | "same-account" | "manager" | "closed"

/** The absorbed account is disabled, not erased: its history stays readable, and a mail to its address says why. */
export async function mergeAccounts(
  context: ActorContext,
  { accountId, absorbedId, currentPassword }: AccountMerge,
): Promise<Result<{ accountId: string }, MergeRefusal | ProofRefusal>> {
  const { actor, now } = context
  return asProvenManager(context, "account.manage", { action: "account.merge", targetId: accountId }, currentPassword, async (tx) => {
    if (accountId === absorbedId) return refuse("same-account")
    await holdById(tx, "account", [accountId, absorbedId], "change")
    const kept = await tx.account.findFirst({ where: { id: accountId, erasedAt: null } })
    const absorbed = await tx.account.findFirst({ where: { id: absorbedId, erasedAt: null } })
    if (!kept || !absorbed) return refuse("not-found")
    if (kept.isManager || absorbed.isManager) return refuse("manager")
    if (kept.disabledAt || absorbed.disabledAt) return refuse("closed")
    const moves: Transfer[] = []
    for (const { structure, ...from } of await openAffiliations(tx, [absorbedId])) {
      const to = { accountId, structureId: from.structureId, types: structure.types }
      moves.push(await transfer(tx, context, from, to, cause))
    }
    const active = moves.filter(({ kind }) => kind !== "waiting" && kind !== "dropped")
    const answers = await affiliationsMove(tx, context, active, { keptId: accountId, absorbedId })
    const others = {
      listings: await takeOverListings(tx, absorbedId, accountId),
      invitations: await takeOverInvitations(tx, absorbedId, accountId),
    }
    await closeWhatWaits(tx, context, absorbedId)
    await tx.account.update({
      where: { id: absorbedId },
      data: { disabledAt: now, disabledReason: "Réuni avec un autre compte de la même personne.", mergedIntoId: accountId },
    })
    await endSessionsOf(tx, absorbedId, now)
    await voidTokens(tx, absorbedId, now)
    const words = { firstName: kept.firstName, by: formatName(actor), keptEmail: kept.email, closedEmail: absorbed.email }
    for (const { id, email } of [kept, absorbed]) await queueMessage(tx, now, { email, accountId: id }, "accounts-merged", words)
    await tx.accountMerge.create({
      data: { keptId: accountId, absorbedId, mergedAt: now, mergedBy: actor.accountId, moves, others, answers },
    })
    await record(tx, context, { action: "account.merge", targetId: accountId, changes: { absorbedId } })
    await record(tx, context, { action: "account.disable", targetId: absorbedId, cause: "account-merge" })
    return ok({ accountId })
  })
}

type PartingRefusal = "not-found" | "already-undone" | "too-late" | "merged-since" | "closed"

/**
 * Undoes a merge: the absorbed account opens again with what it had, except what was taken away since; what was given since goes with an affiliation that it alone brought,
 * or a structure could lose its référent. Refused once one of the two was itself merged into another, or was closed for a reason of its own.
 */
export function partAccounts(
  context: ActorContext,
  { mergeId, currentPassword }: Parting,
): Promise<Result<{ accountId: string }, PartingRefusal | ProofRefusal>> {
  const { actor, now } = context
  return asProvenManager(context, "account.manage", { action: "account.undo-merge", targetId: mergeId }, currentPassword, async (tx) => {
    const found = await tx.accountMerge.findUnique({ where: { id: mergeId } })
    if (!found) return refuse("not-found")
    const { keptId, absorbedId } = found
    await holdById(tx, "account", [keptId, absorbedId], "change")
    const [kept, absorbed, { undoneAt }] = await Promise.all([
      tx.account.findFirst({ where: { id: keptId, erasedAt: null } }),
      tx.account.findFirst({ where: { id: absorbedId, erasedAt: null } }),
      tx.accountMerge.findUniqueOrThrow({ where: { id: mergeId }, select: { undoneAt: true } }),
    ])
    if (!kept || !absorbed) return refuse("not-found")
    const may = mayUndo({ ...found, undoneAt }, now)
    if (!may.ok) return may
    if (kept.mergedIntoId || (absorbed.mergedIntoId && absorbed.mergedIntoId !== keptId)) return refuse("merged-since")
    if (kept.disabledAt || (absorbed.disabledAt && !absorbed.mergedIntoId)) return refuse("closed")
    // First, because nothing comes back to someone who cannot sign in.
    await tx.account.update({ where: { id: absorbedId }, data: { disabledAt: null, disabledReason: null, mergedIntoId: null } })
    await openAffiliations(tx, [keptId, absorbedId])
    const moves = await followed(tx, transfersShape.parse(found.moves), Prisma.sql`f.account_id = ${keptId}::uuid`)
    const returned: { from: string; to: string; back: string }[] = []
    for (const moved of moves) {
      const back = await bringBack(tx, context, moved, absorbedId)
      if (back) returned.push({ from: moved.from, to: moved.to, back })
    }
    await affiliationsPart(tx, context, returned, { keptId, absorbedId }, found.answers)
    await giveBackOthers(tx, othersShape.parse(found.others), { keptId, absorbedId })
    await tx.accountMerge.update({ where: { id: mergeId }, data: { undoneAt: now } })
    const words = { by: formatName(actor), keptEmail: kept.email, openedEmail: absorbed.email }
    for (const { id, email, firstName } of [kept, absorbed])
      await queueMessage(tx, now, { email, accountId: id }, "accounts-parted", { ...words, firstName })
    await record(tx, context, { action: "account.undo-merge", targetId: keptId, changes: { absorbedId } })
    await record(tx, context, { action: "account.enable", targetId: absorbedId, cause: undone })
    return ok({ accountId: absorbedId })
  })
}

const cause: Cause = "account-merge"
const undone: Cause = "account-merge-undone"

/** One affiliation comes back to the absorbed account; its new id, or null when it does not. */
async function bringBack(tx: Tx, context: ActorContext, moved: Transfer, absorbedId: string): Promise<string | null> {
  const current = await tx.affiliation.findUniqueOrThrow({
    where: { id: moved.to },
    select: { ...transferable, structure: { select: { types: true } } },
  })
  if (await hasOpen(tx, absorbedId, current.structureId)) return null
  const back = { accountId: absorbedId, structureId: current.structureId, types: current.structure.types }
  return (await comeBack(tx, context, moved, { current, back, asksAgain: true, withGains: true }, undone))?.id ?? null
}

type Others = { invitations: string[]; listings: string[] }

async function giveBackOthers(tx: Tx, { invitations, listings }: Others, { keptId, absorbedId }: { keptId: string; absorbedId: string }) {
  await tx.invitation.updateMany({ where: { id: { in: invitations }, invitedBy: keptId }, data: { invitedBy: absorbedId } })
  const waiting = { accountId: keptId, listingRequestId: { in: listings }, listingRequest: { status: "pending" as const } }
  const theirs = await tx.listingApplicant.findMany({ where: waiting })
  await tx.listingApplicant.createMany({ data: theirs.map((one) => ({ ...one, accountId: absorbedId })), skipDuplicates: true })
  await tx.listingApplicant.deleteMany({ where: waiting })
}

/** The open affiliations of accounts. They and their structures are held until the commit, always in the same order. */
async function openAffiliations(tx: Tx, accountIds: string[]) {
  await hold(
    tx,
    "structure",
    Prisma.sql`id IN (SELECT structure_id FROM affiliation WHERE account_id = ANY (${accountIds}::uuid[]) AND status IN ('pending', 'active'))`,
    "change",
  )
  await hold(tx, "affiliation", Prisma.sql`account_id = ANY (${accountIds}::uuid[]) AND status IN ('pending', 'active')`, "own")
  return tx.affiliation.findMany({
    where: { accountId: { in: accountIds }, status: { in: ["pending", "active"] } },
    orderBy: { structureId: "asc" },
    select: { ...transferable, structure: { select: { types: true } } },
  })
}

/** The listing requests where only the absorbed account waited. */
async function takeOverListings(tx: Tx, from: string, to: string): Promise<string[]> {
  const waiting = { accountId: from, listingRequest: { status: "pending" as const } }
  const applications = await tx.listingApplicant.findMany({ where: waiting })
  const own = await tx.listingApplicant.findMany({ where: { ...waiting, accountId: to }, select: { listingRequestId: true } })
  await tx.listingApplicant.createMany({ data: applications.map((one) => ({ ...one, accountId: to })), skipDuplicates: true })
  const before = new Set(own.map(({ listingRequestId }) => listingRequestId))
  return applications.map(({ listingRequestId }) => listingRequestId).filter((id) => !before.has(id))
}

async function takeOverInvitations(tx: Tx, from: string, to: string): Promise<string[]> {
  const sent = await tx.invitation.findMany({ where: { invitedBy: from }, select: { id: true } })
  await tx.invitation.updateMany({ where: { invitedBy: from }, data: { invitedBy: to } })
  return sent.map(({ id }) => id)
}

/**
 * Merges two accounts of one person: affiliations and requests go to the account that stays, the other one is closed. The merge may be undone for thirty
 * days.
 */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { hold, holdById } from "@/lib/access/locks"
import { type AccountMerge, type Others, othersShape, type Parting } from "@/lib/desk/account-merges/schema"
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
    const present = await referentIn(tx, accountId)
    for (const { structure, ...from } of await openAffiliations(tx, [absorbedId])) {
      const to = { accountId, structureId: from.structureId, types: structure.types }
      moves.push(await transfer(tx, context, from, to, cause))
    }
    const active = moves.filter(({ kind }) => kind !== "waiting" && kind !== "dropped")
    const answers = await affiliationsMove(tx, context, active, { keptId: accountId, absorbedId })
    const others: Others = {
      ...(await takeOverListings(tx, absorbedId, accountId)),
      ...(await takeOverAbsences(tx, now, { from: absorbedId, to: accountId, present })),
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

type Pair = { keptId: string; absorbedId: string }

async function giveBackOthers(tx: Tx, others: Others, { keptId, absorbedId }: Pair) {
  const { invitations, listings, shared, absences, standIns } = others
  await tx.invitation.updateMany({ where: { id: { in: invitations }, invitedBy: keptId }, data: { invitedBy: absorbedId } })
  const waiting = { accountId: keptId, listingRequestId: { in: listings }, listingRequest: { status: "pending" as const } }
  const theirs = await tx.listingApplicant.findMany({ where: waiting })
  await tx.listingApplicant.createMany({ data: theirs.map((one) => ({ ...one, accountId: absorbedId })), skipDuplicates: true })
  await tx.listingApplicant.deleteMany({ where: waiting })
  const open = await tx.listingRequest.findMany({
    where: { id: { in: shared.map(({ listingRequestId }) => listingRequestId) }, status: "pending" },
    select: { id: true },
  })
  await tx.listingApplicant.createMany({
    data: shared
      .filter(({ listingRequestId }) => open.some(({ id }) => id === listingRequestId))
      .map((one) => ({ ...one, accountId: absorbedId })),
    skipDuplicates: true,
  })
  const attached = (isReferent: boolean) => Prisma.sql`EXISTS (SELECT FROM affiliation f
    WHERE f.account_id = ${absorbedId}::uuid AND f.structure_id = b.structure_id AND f.status = 'active' AND f.is_referent = ${isReferent})`
  await tx.$executeRaw`
    UPDATE absence b SET account_id = ${absorbedId}::uuid
     WHERE b.id = ANY (${absences}::uuid[]) AND b.account_id = ${keptId}::uuid AND b.ended_at IS NULL
       AND b.stand_in_id IS DISTINCT FROM ${absorbedId}::uuid AND ${attached(true)}`
  await tx.$executeRaw`
    UPDATE absence b SET stand_in_id = ${absorbedId}::uuid
     WHERE b.id = ANY (${standIns}::uuid[]) AND b.stand_in_id = ${keptId}::uuid AND b.ended_at IS NULL
       AND b.account_id <> ${absorbedId}::uuid AND ${attached(false)}`
}

/** The structures of which an account is référent. */
async function referentIn(tx: Tx, accountId: string): Promise<string[]> {
  const found = await tx.affiliation.findMany({ where: { accountId, status: "active", isReferent: true }, select: { structureId: true } })
  return found.map(({ structureId }) => structureId)
}

/**
 * The absences of the absorbed account, and those in which it stands in, go on under the other, except in structures of which that one was référent
 * already (`present`): there it is at work.
 */
async function takeOverAbsences(tx: Tx, now: Date, { from, to, present }: { from: string; to: string; present: string[] }) {
  const lasting = { structureId: { notIn: present }, endedAt: null, endsAt: { gt: now } }
  const absences = await tx.absence.updateManyAndReturn({
    where: { ...lasting, accountId: from, OR: [{ standInId: null }, { standInId: { not: to } }] },
    data: { accountId: to },
    select: { id: true },
  })
  const standIns = await tx.absence.updateManyAndReturn({
    where: { ...lasting, standInId: from, accountId: { not: to } },
    data: { standInId: to },
    select: { id: true },
  })
  return { absences: absences.map(({ id }) => id), standIns: standIns.map(({ id }) => id) }
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

/** Whoever waits for a listing goes on waiting under the other account; `listings`: where the absorbed one waited alone, `shared`: where both did. */
async function takeOverListings(tx: Tx, from: string, to: string): Promise<Pick<Others, "listings" | "shared">> {
  const waiting = { accountId: from, listingRequest: { status: "pending" as const } }
  const applications = await tx.listingApplicant.findMany({ where: waiting })
  const own = await tx.listingApplicant.findMany({ where: { ...waiting, accountId: to }, select: { listingRequestId: true } })
  await tx.listingApplicant.createMany({ data: applications.map((one) => ({ ...one, accountId: to })), skipDuplicates: true })
  const before = new Set(own.map(({ listingRequestId }) => listingRequestId))
  return {
    listings: applications.map(({ listingRequestId }) => listingRequestId).filter((id) => !before.has(id)),
    shared: applications
      .filter(({ listingRequestId }) => before.has(listingRequestId))
      .map(({ listingRequestId, origin, need, requestedAt }) => ({
        listingRequestId,
        origin,
        need,
        requestedAt: requestedAt.toISOString(),
      })),
  }
}

async function takeOverInvitations(tx: Tx, from: string, to: string): Promise<string[]> {
  const sent = await tx.invitation.findMany({ where: { invitedBy: from }, select: { id: true } })
  await tx.invitation.updateMany({ where: { invitedBy: from }, data: { invitedBy: to } })
  return sent.map(({ id }) => id)
}

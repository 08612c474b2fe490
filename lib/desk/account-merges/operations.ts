/** Merges two accounts of one person: affiliations and requests go to the account that stays, the other one is closed. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { hold, holdById } from "@/lib/access/locks"
import type { AccountMerge } from "@/lib/desk/account-merges/schema"
import { closeWhatWaits } from "@/lib/desk/suspensions/operations"
import type { ProofRefusal } from "@/lib/identity/credentials/operations"
import { asProvenManager } from "@/lib/identity/managers/operations"
import { endSessionsOf } from "@/lib/identity/sessions/operations"
import { voidTokens } from "@/lib/identity/tokens/operations"
import { transfer, transferable } from "@/lib/membership/transfers/operations"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { affiliationsMove } from "@/lib/seam"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

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
    const moves: { from: string; to: string }[] = []
    for (const { structure, ...from } of await openAffiliations(tx, absorbedId)) {
      const to = { accountId, structureId: from.structureId, types: structure.types }
      const moved = await transfer(tx, context, from, to, "account-merge")
      if (from.status === "active") moves.push({ from: from.id, to: moved.to })
    }
    await affiliationsMove(tx, context, moves, { keptId: accountId, absorbedId })
    await takeOverListings(tx, absorbedId, accountId)
    await tx.invitation.updateMany({ where: { invitedBy: absorbedId }, data: { invitedBy: accountId } })
    await closeWhatWaits(tx, context, absorbedId)
    await tx.account.update({
      where: { id: absorbedId },
      data: { disabledAt: now, disabledReason: "Réuni avec un autre compte de la même personne.", mergedIntoId: accountId },
    })
    await endSessionsOf(tx, absorbedId, now)
    await voidTokens(tx, absorbedId, now)
    const words = { firstName: kept.firstName, by: formatName(actor), keptEmail: kept.email, closedEmail: absorbed.email }
    for (const { id, email } of [kept, absorbed]) await queueMessage(tx, now, { email, accountId: id }, "accounts-merged", words)
    await record(tx, context, { action: "account.merge", targetId: accountId, changes: { absorbedId } })
    await record(tx, context, { action: "account.disable", targetId: absorbedId, cause: "account-merge" })
    return ok({ accountId })
  })
}

/** The open affiliations of an account. They and their structures are held until the commit, always in the same order. */
async function openAffiliations(tx: Tx, accountId: string) {
  await hold(
    tx,
    "structure",
    Prisma.sql`id IN (SELECT structure_id FROM affiliation WHERE account_id = ${accountId}::uuid AND status IN ('pending', 'active'))`,
    "change",
  )
  await hold(tx, "affiliation", Prisma.sql`account_id = ${accountId}::uuid AND status IN ('pending', 'active')`, "own")
  return tx.affiliation.findMany({
    where: { accountId, status: { in: ["pending", "active"] } },
    orderBy: { structureId: "asc" },
    select: { ...transferable, structure: { select: { types: true } } },
  })
}

async function takeOverListings(tx: Tx, from: string, to: string) {
  const waiting = { accountId: from, listingRequest: { status: "pending" as const } }
  const applications = await tx.listingApplicant.findMany({ where: waiting })
  await tx.listingApplicant.createMany({ data: applications.map((one) => ({ ...one, accountId: to })), skipDuplicates: true })
}

/**
 * Closing an account and opening it again. Nobody can sign in to a closed account and no request waits in its name, but its history stays.
 */
import { holdStructuresLed } from "@/lib/membership/referents/operations"
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { codeGuesses } from "@/lib/access/limits"
import { cancelOrphanListings, holdForErasure, isLastManager } from "@/lib/desk/personal-data/operations"
import type { Disabling } from "@/lib/desk/suspensions/schema"
import { asManager, isManagerNow } from "@/lib/identity/managers/operations"
import { endSessionsOf, forgiveGuesses } from "@/lib/identity/sessions/operations"
import { voidTokens } from "@/lib/identity/tokens/operations"
import { endWithAccount } from "@/lib/membership/absence-ends/operations"
import { cancelWithAccount } from "@/lib/membership/invitation-ends/operations"
import { structuresLeftWithoutReferent } from "@/lib/membership/referents/queries"
import { warnAgain } from "@/lib/membership/review-records/operations"
import { move } from "@/lib/membership/transitions/operations"
import type { Tx } from "@/lib/platform/db/client"
import { enqueue } from "@/lib/platform/db/jobs"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { rightsLost } from "@/lib/seam"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type DisablingRefusal = "not-found" | "oneself" | "already-disabled" | "last-referent" | "last-manager"

/**
 * Disables an account: sessions and links end, requests that wait are closed, and the person is told why. The last référent of a structure
 * cannot be disabled, unless the manager explicitly accepts a structure without référent.
 */
export function disableAccount(
  context: ActorContext,
  { accountId, reason, withoutReferent }: Disabling,
): Promise<Result<{ accountId: string }, DisablingRefusal>> {
  const { actor, now } = context
  return asManager(context, "account.manage", { action: "account.disable", targetId: accountId }, async (tx) => {
    if (accountId === actor.accountId) return refuse("oneself")
    if ((await tx.account.count({ where: { id: accountId, erasedAt: null } })) === 0) return refuse("not-found")
    const account = await holdForErasure(tx, accountId)
    // When two managers disable each other, the second one is no longer a manager.
    if (!(await isManagerNow(tx, context))) return refuse("not-found")
    if (account.disabledAt) return refuse("already-disabled")
    await holdStructuresLed(tx, accountId)
    const left = await structuresLeftWithoutReferent(tx, accountId)
    if (left.length > 0 && !withoutReferent) return refuse("last-referent", left.map(({ raisonSociale }) => raisonSociale).join(", "))
    if (account.isManager && (await isLastManager(tx, accountId))) return refuse("last-manager")
    await closeWhatWaits(tx, context, accountId)
    await tx.account.update({ where: { id: accountId }, data: { disabledAt: now, disabledReason: reason } })
    await endSessionsOf(tx, accountId, now)
    await voidTokens(tx, accountId, now)
    const held = await tx.affiliation.findMany({ where: { accountId, status: "active" }, orderBy: { id: "asc" }, select: { id: true } })
    await rightsLost(
      tx,
      context,
      held.map(({ id }) => id),
    )
    const { email, firstName } = account
    await queueMessage(tx, now, { email, accountId }, "account-suspended", { firstName, by: formatName(actor), reason })
    const changes = { withoutReferent: left.map(({ id }) => id) }
    await record(tx, context, { action: "account.disable", targetId: accountId, reason, changes })
    return ok({ accountId })
  })
}

/** Opens a disabled account again, as it was: its rights were kept, only without effect. */
export function enableAccount(
  context: ActorContext,
  { accountId }: { accountId: string },
): Promise<Result<{ accountId: string }, "not-found" | "not-disabled">> {
  const { now } = context
  return asManager(context, "account.manage", { action: "account.enable", targetId: accountId }, async (tx) => {
    const account = await tx.account.findUnique({ where: { id: accountId } })
    if (!account || account.erasedAt) return refuse("not-found")
    const { count } = await tx.account.updateMany({
      where: { id: accountId, erasedAt: null, disabledAt: { not: null } },
      data: { disabledAt: null, disabledReason: null, mergedIntoId: null },
    })
    if (count === 0) return refuse("not-disabled")
    await warnAgain(tx, accountId)
    const { email, firstName } = account
    await queueMessage(tx, now, { email, accountId }, "account-restored", { firstName, by: formatName(context.actor) })
    await record(tx, context, { action: "account.enable", targetId: accountId })
    return ok({ accountId })
  })
}

/** Ends all the sessions of an account, when its owner telephones about a lost device. */
export function endSessionsFor(
  context: ActorContext,
  { accountId }: { accountId: string },
): Promise<Result<{ accountId: string }, "not-found">> {
  return asManager(context, "account.manage", { action: "session.end-all", targetId: accountId }, async (tx) => {
    const account = await tx.account.findFirst({ where: { id: accountId, erasedAt: null } })
    if (!account) return refuse("not-found")
    const count = await endSessionsOf(tx, accountId, context.now)
    const { email, firstName } = account
    await queueMessage(tx, context.now, { email, accountId }, "sessions-ended", { firstName, by: formatName(context.actor) })
    await record(tx, context, { action: "session.end-all", targetId: accountId, changes: { count } })
    return ok({ accountId })
  })
}

/** Removes the delay that wrong passwords or codes put on an account, when its owner telephones. */
export async function unlockAccount(
  context: ActorContext,
  { accountId }: { accountId: string },
): Promise<Result<{ accountId: string }, "not-found">> {
  const unlocked = await asManager(context, "account.manage", { action: "account.unlock", targetId: accountId }, async (tx) => {
    const account = await tx.account.findFirst({ where: { id: accountId, erasedAt: null }, select: { email: true } })
    if (!account) return refuse("not-found")
    await record(tx, context, { action: "account.unlock", targetId: accountId })
    return ok(account)
  })
  if (!unlocked.ok) return unlocked
  await Promise.all([forgiveGuesses(unlocked.value.email), codeGuesses.forgive(accountId)])
  return ok({ accountId })
}

/** Cancels the requests of someone who cannot sign in, so that nobody has to answer them, and the invitations that they sent. */
export async function closeWhatWaits(tx: Tx, context: ActorContext, accountId: string) {
  const waiting = await tx.affiliation.findMany({ where: { accountId, status: "pending" }, select: { id: true, structureId: true } })
  for (const { id, structureId } of waiting)
    if (await move(tx, context, "cancel", id, { endedAt: context.now }))
      await record(tx, context, { action: "affiliation.cancel", structureId, targetId: id, cause: "account-disabled" })
  await cancelWithAccount(tx, context, accountId)
  await endWithAccount(tx, context, accountId)
  await tx.listingApplicant.deleteMany({ where: { accountId, listingRequest: { status: "pending" } } })
  await cancelOrphanListings(tx, context.now)
}

/** Sends someone the link to choose a password, as « Mot de passe oublié » would: for whoever calls and does not find it. */
export function sendPasswordLink(
  context: ActorContext,
  { accountId }: { accountId: string },
): Promise<Result<{ accountId: string }, "not-found" | "closed">> {
  return asManager(context, "account.manage", { action: "account.send-reset", targetId: accountId }, async (tx) => {
    const account = await tx.account.findUnique({ where: { id: accountId }, select: { email: true, disabledAt: true, erasedAt: true } })
    if (!account || account.erasedAt) return refuse("not-found")
    if (account.disabledAt) return refuse("closed")
    await enqueue(tx, "send-reset-link", { email: account.email })
    await record(tx, context, { action: "account.send-reset", targetId: accountId })
    return ok({ accountId })
  })
}

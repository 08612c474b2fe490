/** What only managers do: the common frame of their gestures, and how someone becomes a manager. */
import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { hold, holdById } from "@/lib/access/locks"
import { can, type Permission } from "@/lib/access/permissions"
import { type ProofRefusal, proveIdentity } from "@/lib/identity/credentials/operations"
import { managersToTell } from "@/lib/identity/managers/queries"
import { mayConfirm, mayNominate, type NominationRefusal } from "@/lib/identity/managers/rules"
import type { AccountGesture } from "@/lib/identity/managers/schema"
import { endSessionsOf } from "@/lib/identity/sessions/operations"
import { issueToken } from "@/lib/identity/tokens/operations"
import { isUniqueViolation, type Tx, takenBackIfRefused, transaction } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { noPassword } from "@/lib/platform/secrets/password"
import type { Cause } from "@/lib/trace/journal/catalogue"
import { type Attempt, record, refuseWithTrace } from "@/lib/trace/journal/operations"
import { queueMessage, queueMessages } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

/**
 * A manager's gesture in one transaction: "not found" for anyone who is not a manager at this moment. A refusal undoes what `work` had
 * written, and leaves a journal row about the attempt.
 */
export function asManager<Value, Why extends Cause>(
  context: ActorContext,
  permission: Permission,
  attempt: Attempt,
  work: (tx: Tx) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | "not-found">> {
  return transaction(
    async (tx) => {
      const isTheirs = can(context.actor, permission) && (await isManagerNow(tx, context))
      const result: Result<Value, Why | "not-found"> = isTheirs ? await takenBackIfRefused(tx, work) : refuse("not-found")
      return result.ok ? result : refuseWithTrace(tx, context, attempt, result)
    },
    { timeout: 60_000 },
  )
}

/**
 * As `asManager`, for gestures that need the password again when it was given too long ago. Only people with the permission are asked
 * for it.
 */
export async function asProvenManager<Value, Why extends Cause>(
  context: ActorContext,
  permission: Permission,
  attempt: Attempt,
  currentPassword: string | undefined,
  work: (tx: Tx) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | "not-found" | ProofRefusal>> {
  const proof = can(context.actor, permission) ? await proveIdentity(context, currentPassword) : ok()
  return proof.ok ? asManager(context, permission, attempt, work) : proof
}

/** Whether the actor is still a manager who may sign in, whatever their page shows. */
export async function isManagerNow(tx: Tx, { actor }: ActorContext) {
  return (await tx.account.count({ where: { id: actor.accountId, isManager: true, disabledAt: null, erasedAt: null } })) > 0
}

/** Proposes someone as manager. Nothing changes until another manager confirms. */
export async function nominate(
  context: ActorContext,
  { accountId, reason, currentPassword }: AccountGesture,
): Promise<Result<{ accountId: string }, NominationRefusal | ProofRefusal | "already-asked">> {
  try {
    return await asProvenManager(
      context,
      "account.manage",
      { action: "manager.nominate", targetId: accountId },
      currentPassword,
      async (tx) => {
        const account = await tx.account.findUnique({ where: { id: accountId } })
        const may = mayNominate(context.actor, account)
        if (!may.ok) return may
        await tx.managerNomination.create({
          data: { accountId, proposedBy: context.actor.accountId, proposedAt: context.now, reason },
        })
        const others = (await managersToTell(tx)).filter((manager) => manager.accountId !== context.actor.accountId)
        await queueMessages(tx, context.now, others, "nomination-to-confirm", {
          person: formatName(may.value),
          by: formatName(context.actor),
          reason,
          accountId,
        })
        await record(tx, context, { action: "manager.nominate", targetId: accountId, reason })
        return ok({ accountId })
      },
    )
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("already-asked")
    throw error
  }
}

type Confirmation = { nominationId: string; currentPassword?: string | undefined }

/** A second person confirms, and the nominee becomes manager. The nominee's sessions end, because the rules for managers are stricter. */
export async function confirmNomination(
  context: ActorContext,
  { nominationId, currentPassword }: Confirmation,
): Promise<Result<{ accountId: string }, NominationRefusal | ProofRefusal | "proposer" | "already-decided">> {
  return asProvenManager(context, "account.manage", { action: "manager.confirm", targetId: nominationId }, currentPassword, async (tx) => {
    const { actor, now } = context
    // The account is locked first, as everywhere: an erasure or a disabling waits for us, or has happened before and we see it.
    await hold(tx, "account", Prisma.sql`id IN (SELECT account_id FROM manager_nomination WHERE id = ${nominationId}::uuid)`, "change")
    await holdById(tx, "manager_nomination", nominationId, "own")
    const nomination = await tx.managerNomination.findUnique({ where: { id: nominationId }, include: { account: true } })
    const may = mayConfirm(actor, nomination)
    if (!may.ok) return may
    const { account } = may.value
    await tx.managerNomination.update({
      where: { id: nominationId },
      data: { status: "accepted", decidedAt: now, decidedBy: actor.accountId },
    })
    await tx.account.update({ where: { id: account.id }, data: { isManager: true } })
    await endSessionsOf(tx, account.id, now)
    const by = formatName(actor)
    await queueMessage(tx, now, { email: account.email, accountId: account.id }, "manager-appointed", { firstName: account.firstName, by })
    await record(tx, context, { action: "manager.confirm", targetId: account.id, changes: { nominationId } })
    return ok({ accountId: account.id })
  })
}

/** Any manager drops a proposal that waits. */
export function dropNomination(
  context: ActorContext,
  { nominationId }: { nominationId: string },
): Promise<Result<{ accountId: string }, "not-found" | "already-decided">> {
  return asManager(context, "account.manage", { action: "manager.drop-nomination", targetId: nominationId }, async (tx) => {
    const nomination = await tx.managerNomination.findUnique({ where: { id: nominationId }, select: { accountId: true } })
    if (!nomination) return refuse("not-found")
    const { count } = await tx.managerNomination.updateMany({
      where: { id: nominationId, status: "pending" },
      data: { status: "refused", decidedAt: context.now, decidedBy: context.actor.accountId },
    })
    if (count === 0) return refuse("already-decided")
    await record(tx, context, { action: "manager.drop-nomination", targetId: nomination.accountId, changes: { nominationId } })
    return ok(nomination)
  })
}

/** Takes a manager's rights away from a colleague, at once; never from the last manager, and never from oneself. */
export async function removeManager(
  context: ActorContext,
  { accountId, reason, currentPassword }: AccountGesture,
): Promise<Result<{ accountId: string }, "not-found" | "oneself" | "last-manager" | ProofRefusal>> {
  return asProvenManager(context, "account.manage", { action: "manager.remove", targetId: accountId }, currentPassword, async (tx) => {
    const { actor, now } = context
    if (accountId === actor.accountId) return refuse("oneself")
    await holdManagers(tx)
    // When two managers remove each other, the second one is no longer a manager.
    if (!(await isManagerNow(tx, context))) return refuse("not-found")
    const account = await tx.account.findFirst({ where: { id: accountId, isManager: true, erasedAt: null } })
    if (!account) return refuse("not-found")
    await tx.account.update({ where: { id: accountId }, data: { isManager: false } })
    await endSessionsOf(tx, accountId, now)
    const { email, firstName } = account
    await queueMessage(tx, now, { email, accountId }, "manager-removed", { firstName, by: formatName(actor), reason })
    await record(tx, context, { action: "manager.remove", targetId: accountId, reason })
    return ok({ accountId })
  })
}

/** Holds the accounts of all managers until the commit, always in the same order. */
async function holdManagers(tx: Tx) {
  await hold(tx, "account", Prisma.sql`is_manager`, "change")
}

export type FirstManager = { messageId: string; token: string; isNew: boolean }

/**
 * `npm run manager`: whoever operates the portal makes the owner of this address a manager. This creates an account if the address has
 * none, and a link to choose a password. Nobody confirms: the server's shell stands above the portal.
 */
export function appointFromShell(
  context: Context,
  { email, firstName, lastName }: { email: string; firstName: string; lastName: string },
): Promise<Result<FirstManager, "closed">> {
  const { now } = context
  return transaction(async (tx) => {
    const known = await tx.account.findUnique({ where: { email } })
    if (known?.disabledAt) return refuse("closed")
    const account = known
      ? await tx.account.update({ where: { id: known.id }, data: { isManager: true } })
      : await tx.account.create({ data: { email, firstName, lastName, passwordHash: noPassword, isManager: true, createdAt: now } })
    if (!known?.isManager) await endSessionsOf(tx, account.id, now)
    const token = await issueToken(tx, "reset_password", account.id, now)
    const messageId = await queueMessage(tx, now, { email, accountId: account.id }, "first-manager", {
      firstName: account.firstName,
      token,
    })
    await record(tx, context, { action: "manager.appoint", targetId: account.id, reason: "npm run manager" })
    return ok({ messageId, token, isNew: known === null })
  })
}

/** What people change of their own account: who they are, and the address they sign in with. */
import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { addressLimits } from "@/lib/access/limits"
import { type AddressChange, addressChangePayload, type Information } from "@/lib/identity/accounts/schema"
import { type ProofRefusal, proveIdentity } from "@/lib/identity/credentials/operations"
import { removeFactorsSince } from "@/lib/identity/second-factor/operations"
import { endSessionsOf, holdOwn } from "@/lib/identity/sessions/operations"
import { issueToken, type LinkRefusal, linkLifetime, takeToken, voidStops, voidTokens } from "@/lib/identity/tokens/operations"
import { isUniqueViolation, type Tx, transaction } from "@/lib/platform/db/client"
import { log } from "@/lib/platform/process/log"
import { keep, ok, type Result, refuse } from "@/lib/platform/result"
import { noPassword } from "@/lib/platform/secrets/password"
import { parsePhone } from "@/lib/platform/text/phone"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"

/** Names, job and telephone of the person signed in. */
export async function updateInformation(context: ActorContext, information: Information): Promise<Result<undefined, "phone-unreadable">> {
  const { accountId } = context.actor
  const phone = parsePhone(information.phone)
  if (phone === null) return refuse("phone-unreadable")
  const after = { ...information, phone }
  return transaction(async (tx) => {
    const before = await tx.account.findUniqueOrThrow({
      where: { id: accountId },
      select: { firstName: true, lastName: true, jobTitle: true, phone: true },
    })
    const changed = (Object.keys(after) as (keyof typeof after)[]).filter((name) => after[name] !== before[name])
    if (changed.length === 0) return ok()
    await tx.account.update({ where: { id: accountId }, data: after })
    // Which fields, not what they say: the journal outlives the person's data.
    await record(tx, context, { action: "account.update", targetId: accountId, changes: { fields: changed } })
    return ok()
  })
}

/**
 * Asks for another address: nothing changes until the button of the link sent there is pressed. The old address is told,
 * with a way to stop it. An address that has an account already is told so itself, and nobody else is.
 */
export async function askAddressChange(
  context: ActorContext,
  { email, currentPassword }: { email: string; currentPassword: string },
): Promise<Result<undefined, ProofRefusal | "same-address" | "changed-meanwhile">> {
  const { actor, now } = context
  if (email === actor.email) return refuse("same-address")
  const proof = await proveIdentity(context, currentPassword)
  if (!proof.ok) return proof
  const { accountId, firstName } = actor
  const mayWrite = (await addressLimits.invitations.take(email)).allowed
  return transaction(async (tx) => {
    if (!(await holdOwn(tx, context))) return refuse("changed-meanwhile")
    await giveUpChange(tx, context)
    const payload: AddressChange = { from: actor.email, to: email }
    const stop = await issueToken(tx, "stop_email_change", accountId, now, payload)
    await queueMessage(tx, now, { email: actor.email, accountId }, "address-asked", { firstName, newEmail: email, token: stop })
    const taken = await tx.account.findUnique({ where: { email }, select: { id: true } })
    const change = await issueToken(tx, "change_email", accountId, now, payload)
    if (!mayWrite) log.info({ accountId }, "address change: too many messages to one address, none sent")
    else if (taken) await queueMessage(tx, now, { email, accountId: taken.id }, "address-taken", {})
    else await queueMessage(tx, now, { email, accountId }, "address-confirm", { firstName, token: change })
    await record(tx, context, { action: "account.ask-address", targetId: accountId })
    return ok()
  })
}

/** The person gives up the change they asked for. */
export function cancelAddressChange(context: ActorContext): Promise<Result<undefined, "changed-meanwhile">> {
  return transaction(async (tx) => {
    if (!(await holdOwn(tx, context))) return refuse("changed-meanwhile")
    await giveUpChange(tx, context)
    await record(tx, context, { action: "account.cancel-address", targetId: context.actor.accountId })
    return ok()
  })
}

/** A change that has not happened: neither its link nor the one that stops it serves. */
async function giveUpChange(tx: Tx, { actor, now }: ActorContext) {
  await tx.token.updateMany({ where: { accountId: actor.accountId, usedAt: null, kind: "change_email" }, data: { usedAt: now } })
  await voidStops(tx, actor.accountId, now, { payload: { path: ["from"], equals: actor.email } })
}

/**
 * Consumes the link of a change of address and does `work` with what it says, in one transaction. An address that got an
 * account meanwhile makes it fail on the unique index: nothing is consumed then.
 */
async function byLink(
  { now }: Context,
  kind: "change_email" | "stop_email_change",
  token: string,
  work: (tx: Tx, link: AddressChange & { accountId: string; createdAt: Date }) => Promise<Result<undefined, LinkRefusal>>,
): Promise<Result<undefined, LinkRefusal | "address-taken">> {
  try {
    return await transaction(async (tx) => {
      const taken = await takeToken(tx, kind, token, now)
      if (!taken.ok) return taken
      const { accountId, createdAt, payload } = taken.value
      return work(tx, { ...addressChangePayload.parse(payload), accountId, createdAt })
    })
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("address-taken")
    throw error
  }
}

/** The click at the new address: it becomes the account's, every session ends, both addresses are told. */
export function confirmAddressChange(context: Context, { token }: { token: string }) {
  const { now } = context
  return byLink(context, "change_email", token, async (tx, { accountId, from, to }) => {
    // The account must still have the address it had: of two changes, the second asked for is the one that counts.
    const { count } = await tx.account.updateMany({
      where: { id: accountId, email: from, disabledAt: null, erasedAt: null },
      data: { email: to, bouncedAt: null },
    })
    // The link has served all the same.
    if (count === 0) return keep(refuse("link-unknown"))
    const { firstName } = await tx.account.findUniqueOrThrow({ where: { id: accountId }, select: { firstName: true } })
    await endSessionsOf(tx, accountId, now)
    // A reset link was sent to the old address: it must not open the account any more.
    await voidTokens(tx, accountId, now)
    // The way back counts from the change, not from the day it was asked for.
    await tx.token.updateMany({
      where: { accountId, usedAt: null, kind: "stop_email_change", payload: { path: ["from"], equals: from } },
      data: { expiresAt: new Date(now.getTime() + linkLifetime) },
    })
    for (const email of [from, to]) await queueMessage(tx, now, { email, accountId }, "address-changed", { firstName, newEmail: to })
    await record(tx, context, { action: "account.change-address", actorId: accountId, targetId: accountId })
    return ok()
  })
}

/**
 * The click at the old address on "ce n'est pas moi": the change does not happen, or is undone if it just did. Someone who
 * knew the password asked for it: every session ends, that password opens nothing any more, what was added to get in
 * within a week is taken away, and a link to choose another password goes to the address that is now the account's. Of two
 * changes, whoever had the address first has the last word.
 */
export function stopAddressChange(context: Context, { token }: { token: string }) {
  const { now } = context
  return byLink(context, "stop_email_change", token, async (tx, { accountId, from, createdAt }) => {
    const { firstName } = await tx.account.update({
      where: { id: accountId },
      data: { email: from, passwordHash: noPassword, bouncedAt: null },
      select: { firstName: true },
    })
    await endSessionsOf(tx, accountId, now)
    await voidTokens(tx, accountId, now)
    await voidStops(tx, accountId, now, { createdAt: { gt: createdAt } })
    // A week before it was asked, too: the keys may have been added first.
    await removeFactorsSince(tx, accountId, new Date(createdAt.getTime() - 7 * linkLifetime))
    const reset = await issueToken(tx, "reset_password", accountId, now)
    await queueMessage(tx, now, { email: from, accountId }, "address-stopped", { firstName, token: reset })
    await record(tx, context, { action: "account.stop-address", actorId: accountId, targetId: accountId })
    return ok()
  })
}

/** What people change in their own account: who they are, and the address they sign in with. */
import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { addressLimits } from "@/lib/access/limits"
import { type AddressChange, addressChangePayload, type Information } from "@/lib/identity/accounts/schema"
import { type ProofRefusal, proveIdentity, provePassword } from "@/lib/identity/credentials/operations"
import { removeFactorsSince } from "@/lib/identity/second-factor/operations"
import { endSessionsOf, holdOwn } from "@/lib/identity/sessions/operations"
import { issueToken, type LinkRefusal, linkLifetime, takeToken, voidStops, voidTokens } from "@/lib/identity/tokens/operations"
import { tokenState } from "@/lib/identity/tokens/queries"
import { isUniqueViolation, type Tx, transaction } from "@/lib/platform/db/client"
import { log } from "@/lib/platform/process/log"
import { keep, ok, type Result, refuse } from "@/lib/platform/result"
import { noPassword } from "@/lib/platform/secrets/password"
import { parsePhone } from "@/lib/platform/text/phone"
import { record, recordOwnChange } from "@/lib/trace/journal/operations"
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
    const former = Object.fromEntries(changed.map((name) => [name, before[name]]))
    await recordOwnChange(tx, context, { action: "account.update", targetId: accountId, changes: { fields: changed } }, former)
    return ok()
  })
}

/**
 * Asks to change the account's address: nothing changes until someone presses the button of the link sent to the new address. The old
 * address receives a link to stop the change. If the new address already has an account, only that address is told so.
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
    else await queueMessage(tx, now, { email, accountId }, "address-confirm", { token: change })
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

/** Cancels a change that has not happened yet: the link that confirms it and the link that stops it no longer work. */
async function giveUpChange(tx: Tx, { actor, now }: ActorContext) {
  await tx.token.updateMany({ where: { accountId: actor.accountId, usedAt: null, kind: "change_email" }, data: { usedAt: now } })
  await voidStops(tx, actor.accountId, now, { payload: { path: ["from"], equals: actor.email } })
}

/**
 * Consumes the link of an address change and runs `work` with what the link contains, in one transaction. If the address got an account
 * in the meantime, the transaction fails on the unique index and the link is not consumed.
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

/**
 * The click on the link sent to the new address, by someone who also holds the account (signed in to it, or with its password): whoever
 * reads the mailbox of an address that a stranger typed would otherwise give it to the stranger's account. This address becomes the
 * account's, every session ends, and both addresses are told.
 */
export async function confirmAddressChange(
  context: Context,
  { token, currentPassword }: { token: string; currentPassword?: string | undefined },
): Promise<Result<undefined, LinkRefusal | ProofRefusal | "address-taken">> {
  const { now, actor } = context
  const link = await tokenState("change_email", token, now)
  if (link.state !== "ready") return refuse(`link-${link.state}`)
  if (actor?.accountId !== link.account.id || actor.control) {
    const proof = await provePassword(context, link.account, currentPassword)
    if (!proof.ok) return proof
  }
  return byLink(context, "change_email", token, async (tx, { accountId, from, to }) => {
    // The account must still have the address it had when the change was asked for: of two changes, the second one asked for counts.
    const { count } = await tx.account.updateMany({
      where: { id: accountId, email: from, disabledAt: null, erasedAt: null },
      data: { email: to, bouncedAt: null },
    })
    // The link still counts as used.
    if (count === 0) return keep(refuse("link-unknown"))
    const { firstName } = await tx.account.findUniqueOrThrow({ where: { id: accountId }, select: { firstName: true } })
    await endSessionsOf(tx, accountId, now)
    // A reset link was sent to the old address: it must not open the account any more.
    await voidTokens(tx, accountId, now)
    // The link that undoes the change stays valid for a time that starts at the change, not on the day it was asked for.
    await tx.token.updateMany({
      where: { accountId, usedAt: null, kind: "stop_email_change", payload: { path: ["from"], equals: from } },
      data: { expiresAt: new Date(now.getTime() + linkLifetime) },
    })
    for (const email of [from, to]) await queueMessage(tx, now, { email, accountId }, "address-changed", { firstName, newEmail: to })
    const entry = { action: "account.change-address", actorId: accountId, targetId: accountId } as const
    await recordOwnChange(tx, context, entry, { email: from })
    return ok()
  })
}

/**
 * The click on "ce n'est pas moi" at the old address: the change does not happen, or is undone if it has just happened. Whoever asked
 * for the change knew the password. So every session ends, that password no longer works, the factors added since one week before the
 * request are removed, and the address that is now the account's receives a link to choose another password. Of two changes, the person
 * who had the address first has the last word.
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
    // Also the factors added in the week before the request: someone may have added the keys first.
    await removeFactorsSince(tx, accountId, new Date(createdAt.getTime() - 7 * linkLifetime))
    const reset = await issueToken(tx, "reset_password", accountId, now)
    await queueMessage(tx, now, { email: from, accountId }, "address-stopped", { firstName, token: reset })
    await record(tx, context, { action: "account.stop-address", actorId: accountId, targetId: accountId })
    return ok()
  })
}

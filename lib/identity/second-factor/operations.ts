/** Codes of an authenticator application (TOTP, RFC 6238), and the recovery codes kept for the day it is lost. */
import "server-only"
import { Secret } from "otpauth"
import type { ActorContext } from "@/lib/access/context"
import { codeGuesses } from "@/lib/access/limits"
import { holdById } from "@/lib/access/locks"
import { type ProofRefusal, proveIdentity } from "@/lib/identity/credentials/operations"
import { asProvenManager } from "@/lib/identity/managers/operations"
import { managersToTell } from "@/lib/identity/managers/queries"
import type { AccountGesture } from "@/lib/identity/managers/schema"
import { isBegun, needsMailbox, openTotpSecret, totpOf, totpSecretPurpose } from "@/lib/identity/second-factor/queries"
import { mayRemoveFactor, readCode, stepOf } from "@/lib/identity/second-factor/rules"
import { endSessionsOf, holdOwn, laneOf } from "@/lib/identity/sessions/operations"
import { issueToken, type LinkRefusal, takeToken } from "@/lib/identity/tokens/operations"
import { db, type Tx, transaction } from "@/lib/platform/db/client"
import { env } from "@/lib/platform/process/env"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { seal } from "@/lib/platform/secrets/sealing"
import { hashSecret, newCode } from "@/lib/platform/secrets/secrets"
import { waitWords } from "@/lib/platform/time/dates"
import { record } from "@/lib/trace/journal/operations"
import type { FactorChange } from "@/lib/trace/messages/catalogue"
import { queueMessage, queueMessages } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const recoveryCodeCount = 10

/** Sends the link that a manager follows before setting up their first factor. */
export async function sendFactorLink({ actor, now }: ActorContext): Promise<Result<undefined, never>> {
  const { accountId, email, firstName } = actor
  await transaction(async (tx) => {
    const token = await issueToken(tx, "first_factor", accountId, now)
    await queueMessage(tx, now, { email, accountId }, "first-factor", { firstName, token })
  })
  return ok()
}

/** The click on the button of that link, in a session of the same account: this session may set up the first factor. */
export function proveMailbox({ actor, now }: ActorContext, { token }: { token: string }): Promise<Result<undefined, LinkRefusal>> {
  return transaction(async (tx) => {
    const taken = await takeToken(tx, "first_factor", token, now)
    if (!taken.ok) return taken
    if (taken.value.accountId !== actor.accountId) return refuse("link-unknown")
    await tx.session.updateMany({ where: { id: actor.sessionId, revokedAt: null }, data: { mailboxAt: now } })
    return ok()
  })
}

/**
 * Makes a new secret for an application and replaces one that was never confirmed. The secret counts only once the person gives a code
 * made with it.
 */
export async function beginTotp(
  context: ActorContext,
  { currentPassword }: { currentPassword?: string | undefined },
): Promise<Result<undefined, ProofRefusal | "mailbox-needed" | "already-set-up" | "changed-meanwhile">> {
  const { accountId } = context.actor
  if (await needsMailbox(context.actor)) return refuse("mailbox-needed")
  const proof = await proveIdentity(context, currentPassword)
  if (!proof.ok) return proof
  const secret = await seal(new Secret({ size: 20 }).base32, totpSecretPurpose(accountId), env.secret)
  return transaction(async (tx) => {
    if (!(await holdOwn(tx, context))) return refuse("changed-meanwhile")
    const { count } = await tx.totp.deleteMany({ where: { accountId, confirmedAt: null } })
    if (count === 0 && (await tx.totp.count({ where: { accountId } })) > 0) return refuse("already-set-up")
    await tx.totp.create({ data: { accountId, secret, createdAt: context.now } })
    return ok()
  })
}

/** Cancels a set-up that is not confirmed yet; a confirmed application is left alone. */
export async function cancelTotp({ actor }: ActorContext): Promise<Result<undefined, never>> {
  await db.totp.deleteMany({ where: { accountId: actor.accountId, confirmedAt: null } })
  return ok()
}

type CodeRefusal = "wrong-code" | "throttled"

/** The first code of the application sets it up. The recovery codes returned are shown once and kept nowhere. */
export async function confirmTotp(
  context: ActorContext,
  { code }: { code: string },
): Promise<Result<string[], CodeRefusal | "not-begun" | "changed-meanwhile">> {
  const { actor, now } = context
  const totp = await db.totp.findUnique({ where: { accountId: actor.accountId } })
  if (!totp || !isBegun(totp, now)) return refuse("not-begun")
  const guess = await codeGuesses.attempt(actor.accountId, { own: `session ${actor.sessionId}` })
  if (!guess.allowed) return refuse("throttled", waitWords(guess.waitSeconds))
  const step = await stepOfCode(totp.secret, actor.accountId, code, now)
  if (step === null) return refuse("wrong-code")
  await guess.settle()
  return transaction(async (tx) => {
    if (!(await holdOwn(tx, context))) return refuse("changed-meanwhile")
    const { count } = await tx.totp.updateMany({
      where: { accountId: actor.accountId, confirmedAt: null, secret: totp.secret },
      data: { confirmedAt: now, lastStep: step },
    })
    if (count === 0) return refuse("not-begun")
    await showFactor(tx, context)
    await announceFactor(tx, context, "totp-added")
    return ok(await newRecoveryCodes(tx, context))
  })
}

/**
 * A code of the application, or a recovery code, completes the sign-in of this session. Whoever has the password opens as many sessions as
 * they like, so guesses count by network, or by a `device` in which a code was given before.
 */
export async function giveCode(
  context: ActorContext,
  { code }: { code: string },
  device: string | null = null,
): Promise<Result<undefined, CodeRefusal>> {
  const { actor, now } = context
  const guess = await codeGuesses.attempt(actor.accountId, laneOf(context, device))
  if (!guess.allowed) return refuse("throttled", waitWords(guess.waitSeconds))
  const typed = readCode(code)
  const accepted = await transaction(async (tx) => {
    if (typed === null) return false
    const isRight = typed.kind === "totp" ? await takeStep(tx, actor.accountId, code, now) : await takeRecoveryCode(tx, context, typed.code)
    if (isRight) await showFactor(tx, context)
    if (isRight && typed.kind === "totp")
      await record(tx, context, { action: "session.complete", targetId: actor.accountId, changes: { by: "code" } })
    return isRight
  })
  if (!accepted) return refuse("wrong-code")
  await guess.settle()
  return ok()
}

/** Clocks that differ, slow fingers: a code serves for its thirty seconds and fifteen more on either side, a minute in all. */
const drift = 15_000

/** The time step a code belongs to; null when the code is wrong, or too far from now. */
async function stepOfCode(sealed: string, accountId: string, code: string, now: Date): Promise<number | null> {
  const secret = await openTotpSecret(sealed, accountId)
  const typed = readCode(code)
  if (secret === null || typed?.kind !== "totp") return null
  const totp = totpOf(secret, "")
  const near = [now.getTime() - drift, now.getTime() + drift]
  const found = near.find((timestamp) => totp.validate({ token: typed.digits, timestamp, window: 0 }) !== null)
  return found === undefined ? null : stepOf(new Date(found))
}

/** Accepts a code once: after that, codes of its time step and of earlier steps are refused. */
async function takeStep(tx: Tx, accountId: string, code: string, now: Date) {
  const totp = await tx.totp.findUnique({ where: { accountId } })
  if (!totp?.confirmedAt) return false
  const step = await stepOfCode(totp.secret, accountId, code, now)
  if (step === null) return false
  const { count } = await tx.totp.updateMany({
    where: { accountId, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
    data: { lastStep: step },
  })
  return count === 1
}

async function takeRecoveryCode(tx: Tx, context: ActorContext, code: string) {
  const { accountId } = context.actor
  const { count } = await tx.recoveryCode.updateMany({
    where: { hash: hashSecret(code), accountId, usedAt: null },
    data: { usedAt: context.now },
  })
  if (count === 0) return false
  await announceFactor(tx, context, "recovery-used")
  return true
}

/** This session has now shown more than a password. */
export async function showFactor(tx: Tx, { actor, now }: ActorContext) {
  await tx.session.updateMany({ where: { id: actor.sessionId, revokedAt: null }, data: { secondFactorAt: now } })
}

/**
 * Tells the owner of every change to the ways into their account, and records it in the journal. The first factor of a manager is also told to
 * the other managers, who know whether they expected it.
 */
export async function announceFactor(tx: Tx, context: ActorContext, change: Exclude<FactorChange, "factors-reset">) {
  const { accountId, email, firstName, isManager } = context.actor
  if (isManager && change.endsWith("-added") && (await countFactors(tx, accountId)) === 1) {
    const others = (await managersToTell(tx)).filter((manager) => manager.accountId !== accountId)
    await queueMessages(tx, context.now, others, "manager-factor-added", { person: formatName(context.actor), accountId })
  }
  await queueMessage(tx, context.now, { email, accountId }, "factor-changed", { firstName, change })
  await record(tx, context, { action: `factor.${change}`, targetId: accountId })
}

async function countFactors(tx: Tx, accountId: string) {
  const [applications, passkeys] = [
    await tx.totp.count({ where: { accountId, NOT: { confirmedAt: null } } }),
    await tx.passkey.count({ where: { accountId } }),
  ]
  return applications + passkeys
}

async function newRecoveryCodes(tx: Tx, { actor, now }: ActorContext) {
  const codes = Array.from({ length: recoveryCodeCount }, newCode)
  await tx.recoveryCode.deleteMany({ where: { accountId: actor.accountId } })
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ hash: hashSecret(code), accountId: actor.accountId, createdAt: now })) })
  return codes
}

/** The recovery codes given with a first factor; an empty list when the account already has unused ones. */
export async function firstRecoveryCodes(tx: Tx, context: ActorContext): Promise<string[]> {
  const { accountId } = context.actor
  return (await tx.recoveryCode.count({ where: { accountId, usedAt: null } })) > 0 ? [] : newRecoveryCodes(tx, context)
}

/** Makes ten new recovery codes; the old ones no longer work. */
export async function renewRecoveryCodes(
  context: ActorContext,
  { currentPassword }: { currentPassword?: string | undefined },
): Promise<Result<string[], ProofRefusal | "changed-meanwhile">> {
  const proof = await proveIdentity(context, currentPassword)
  if (!proof.ok) return proof
  return transaction(async (tx) => {
    if (!(await holdOwn(tx, context))) return refuse("changed-meanwhile")
    await announceFactor(tx, context, "recovery-renewed")
    return ok(await newRecoveryCodes(tx, context))
  })
}

/** Removes the application, unless it is the last second factor that a manager must have. */
export async function removeTotp(
  context: ActorContext,
  { currentPassword }: { currentPassword?: string | undefined },
): Promise<Result<undefined, ProofRefusal | "last-factor" | "not-found" | "changed-meanwhile">> {
  const { accountId } = context.actor
  const proof = await proveIdentity(context, currentPassword)
  if (!proof.ok) return proof
  return transaction(async (tx) => {
    if (!(await holdOwn(tx, context))) return refuse("changed-meanwhile")
    const passkeys = await tx.passkey.count({ where: { accountId } })
    if (!mayRemoveFactor(context.actor, passkeys, env.secondFactorRequired)) return refuse("last-factor")
    const { count } = await tx.totp.deleteMany({ where: { accountId } })
    if (count === 0) return refuse("not-found")
    if (passkeys === 0) await tx.recoveryCode.deleteMany({ where: { accountId } })
    await announceFactor(tx, context, "totp-removed")
    return ok()
  })
}

/** Removes the factors added to an account from `since` on: the owner may not be the one who controls them. */
export async function removeFactorsSince(tx: Tx, accountId: string, since: Date) {
  const added = { accountId, createdAt: { gte: since } }
  await tx.passkey.deleteMany({ where: added })
  await tx.totp.deleteMany({ where: { accountId, OR: [{ createdAt: { gte: since } }, { confirmedAt: { gte: since } }] } })
  await tx.recoveryCode.deleteMany({ where: added })
}

/**
 * A manager removes everything that someone needs besides the password to get into their account, because their telephone is lost, once
 * they have proved their identity by phone. A manager cannot do it for their own account: they use "Mon compte" for that.
 */
export function removeFactorsOf(
  context: ActorContext,
  { accountId, reason, currentPassword }: AccountGesture,
): Promise<Result<{ accountId: string }, ProofRefusal | "not-found" | "own-account">> {
  const trace = { action: "factor.reset", targetId: accountId } as const
  return asProvenManager(context, "account.manage", trace, currentPassword, async (tx) => {
    if (accountId === context.actor.accountId) return refuse("own-account")
    const account = await tx.account.findFirst({ where: { id: accountId, erasedAt: null }, select: { email: true, firstName: true } })
    if (!account) return refuse("not-found")
    const { email, firstName } = account
    await holdFactors(tx, accountId)
    await removeFactorsSince(tx, accountId, new Date(0))
    await endSessionsOf(tx, accountId, context.now)
    await queueMessage(tx, context.now, { email, accountId }, "factor-changed", { firstName, change: "factors-reset" })
    await record(tx, context, { ...trace, reason })
    return ok({ accountId })
  })
}

/** Locks the account: a change of its factors and a sign-in that uses one of them wait for each other. */
export async function holdFactors(tx: Tx, accountId: string) {
  await holdById(tx, "account", accountId, "own")
}

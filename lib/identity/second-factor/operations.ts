/** Codes of an authenticator application (TOTP, RFC 6238), and the recovery codes kept for the day it is lost. */
import "server-only"
import { Secret } from "otpauth"
import type { ActorContext } from "@/lib/access/context"
import { codeGuesses } from "@/lib/access/limits"
import { holdById } from "@/lib/access/locks"
import { type ProofRefusal, proveIdentity } from "@/lib/identity/credentials/operations"
import { asProvenManager } from "@/lib/identity/managers/operations"
import type { AccountGesture } from "@/lib/identity/managers/schema"
import { isBegun, openTotpSecret, totpOf, totpSecretPurpose } from "@/lib/identity/second-factor/queries"
import { mayRemoveFactor, readCode, stepOf } from "@/lib/identity/second-factor/rules"
import { endSessionsOf, holdOwn } from "@/lib/identity/sessions/operations"
import { db, type Tx, transaction } from "@/lib/platform/db/client"
import { env } from "@/lib/platform/process/env"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { seal } from "@/lib/platform/secrets/sealing"
import { hashSecret, newCode } from "@/lib/platform/secrets/secrets"
import { waitWords } from "@/lib/platform/time/dates"
import { record } from "@/lib/trace/journal/operations"
import type { FactorChange } from "@/lib/trace/messages/catalogue"
import { queueMessage } from "@/lib/trace/messages/operations"

const recoveryCodeCount = 10

/** A new secret for an application, replacing one never confirmed; it counts once a code made with it is given back. */
export async function beginTotp(
  context: ActorContext,
  { currentPassword }: { currentPassword?: string | undefined },
): Promise<Result<undefined, ProofRefusal | "already-set-up" | "changed-meanwhile">> {
  const { accountId } = context.actor
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

/** Gives up a set-up that was begun; one that counts already is left alone. */
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
  const guess = await codeGuesses.attempt(actor.accountId)
  if (!guess.allowed) return refuse("throttled", waitWords(guess.waitSeconds))
  const step = await stepOfCode(totp.secret, actor.accountId, code, now)
  if (step === null) return refuse("wrong-code")
  await codeGuesses.forgive(actor.accountId)
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

/** A code of the application, or a recovery code, completes the sign-in of this session. */
export async function giveCode(context: ActorContext, { code }: { code: string }): Promise<Result<undefined, CodeRefusal>> {
  const { actor, now } = context
  const guess = await codeGuesses.attempt(actor.accountId)
  if (!guess.allowed) return refuse("throttled", waitWords(guess.waitSeconds))
  const typed = readCode(code)
  const accepted = await transaction(async (tx) => {
    if (typed === null) return false
    const isRight = typed.kind === "totp" ? await takeStep(tx, actor.accountId, code, now) : await takeRecoveryCode(tx, context, typed.code)
    if (isRight) await showFactor(tx, context)
    return isRight
  })
  if (!accepted) return refuse("wrong-code")
  await codeGuesses.forgive(actor.accountId)
  return ok()
}

/** The time step a code belongs to, one step of drift allowed either way; null when it is wrong. */
async function stepOfCode(sealed: string, accountId: string, code: string, now: Date): Promise<number | null> {
  const secret = await openTotpSecret(sealed, accountId)
  const typed = readCode(code)
  if (secret === null || typed?.kind !== "totp") return null
  const delta = totpOf(secret, "").validate({ token: typed.digits, timestamp: now.getTime(), window: 1 })
  return delta === null ? null : stepOf(now) + delta
}

/** Accepts a code once: the step it belongs to, and those before, are then used up. */
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

/** The owner hears of every change to what lets into their account, and the journal keeps it. */
export async function announceFactor(tx: Tx, context: ActorContext, change: Exclude<FactorChange, "factors-reset">) {
  const { accountId, email, firstName } = context.actor
  await queueMessage(tx, context.now, { email, accountId }, "factor-changed", { firstName, change })
  await record(tx, context, { action: `factor.${change}`, targetId: accountId })
}

async function newRecoveryCodes(tx: Tx, { actor, now }: ActorContext) {
  const codes = Array.from({ length: recoveryCodeCount }, newCode)
  await tx.recoveryCode.deleteMany({ where: { accountId: actor.accountId } })
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ hash: hashSecret(code), accountId: actor.accountId, createdAt: now })) })
  return codes
}

/** The codes a first factor comes with; none when there are some already. */
export async function firstRecoveryCodes(tx: Tx, context: ActorContext): Promise<string[]> {
  const { accountId } = context.actor
  return (await tx.recoveryCode.count({ where: { accountId, usedAt: null } })) > 0 ? [] : newRecoveryCodes(tx, context)
}

/** Ten new codes; the old ones open nothing any more. */
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

/** Takes the application away, unless it is what a manager must have. */
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

/** What was added to get into an account since an instant its owner does not answer for. */
export async function removeFactorsSince(tx: Tx, accountId: string, since: Date) {
  const added = { accountId, createdAt: { gte: since } }
  await tx.passkey.deleteMany({ where: added })
  await tx.totp.deleteMany({ where: { accountId, OR: [{ createdAt: { gte: since } }, { confirmedAt: { gte: since } }] } })
  await tx.recoveryCode.deleteMany({ where: added })
}

/**
 * A manager takes away all that stands between someone and their account besides the password, for a lost telephone, once
 * the person has proved who they are on the phone. Never one's own: that is what "Mon compte" is for.
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

/** What changes the factors of an account, and what lets in with one, waits for the other. */
export async function holdFactors(tx: Tx, accountId: string) {
  await holdById(tx, "account", accountId, "own")
}

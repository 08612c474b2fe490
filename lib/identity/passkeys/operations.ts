/** Passkeys: a way to sign in that phishing cannot steal, and a second factor for those who must have one. */
import "server-only"
import {
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server"
import type { ActorContext, Context } from "@/lib/access/context"
import { networkLimits } from "@/lib/access/limits"
import { type ProofRefusal, proveIdentity } from "@/lib/identity/credentials/operations"
import { registrationPurpose, signInPurpose } from "@/lib/identity/passkeys/queries"
import { challengeShape } from "@/lib/identity/passkeys/schema"
import { announceFactor, firstRecoveryCodes, holdFactors, showFactor } from "@/lib/identity/second-factor/operations"
import { needsMailbox } from "@/lib/identity/second-factor/queries"
import { mayRemoveFactor } from "@/lib/identity/second-factor/rules"
import { holdOwn, type OpenedSession, openSession, recordEntrance } from "@/lib/identity/sessions/operations"
import { isUniqueViolation, type Tx, transaction } from "@/lib/platform/db/client"
import { networkOf } from "@/lib/platform/http/network-address"
import { env } from "@/lib/platform/process/env"
import { log } from "@/lib/platform/process/log"
import { keep, ok, type Result, refuse } from "@/lib/platform/result"
import { unseal } from "@/lib/platform/secrets/sealing"
import { hashSecret } from "@/lib/platform/secrets/secrets"
import { waitWords } from "@/lib/platform/time/dates"
import { record, refuseWithTrace } from "@/lib/trace/journal/operations"

type Answer = { assertion: string; challenge: string }

/** "expired": the page stayed open too long, or its challenge was answered before. */
type AnswerRefusal = "expired" | "refused"

/** Signs in with a passkey alone: the device checked its owner, so it counts for both factors. */
export async function signInWithPasskey(context: Context, answer: Answer): Promise<Result<OpenedSession, AnswerRefusal | "throttled">> {
  const network = await networkLimits.signInFailures.take(networkOf(context.ip))
  if (!network.allowed) return refuse("throttled", waitWords(network.waitSeconds))
  const opened = await transaction(async (tx) => {
    const owner = await ownerOfAnswer(tx, context.now, answer)
    if (!owner.ok) return owner
    const session = await openSession(tx, context, owner.value, { secondFactor: true })
    if (session) await recordEntrance(tx, context, owner.value.id, "passkey")
    return session ? ok(session) : keep(refuse("refused"))
  })
  if (opened.ok) await networkLimits.signInFailures.giveBack(networkOf(context.ip))
  return opened
}

/** A passkey instead of a code, in a session that has given the password. */
export async function givePasskey(context: ActorContext, answer: Answer): Promise<Result<undefined, AnswerRefusal>> {
  return transaction(async (tx) => {
    const owner = await ownerOfAnswer(tx, context.now, answer)
    if (!owner.ok) return owner
    if (owner.value.id !== context.actor.accountId) return keep(refuse("refused"))
    await showFactor(tx, context)
    await record(tx, context, { action: "session.complete", targetId: context.actor.accountId, changes: { by: "passkey" } })
    return ok()
  })
}

/**
 * The owner of the passkey that answered the challenge, when the whole answer is valid; the passkey is marked as used. A challenge works
 * only once, whatever the answer.
 */
async function ownerOfAnswer(tx: Tx, now: Date, { assertion, challenge }: Answer) {
  const expectedChallenge = await takeChallenge(tx, challenge, signInPurpose, now)
  if (expectedChallenge === null) return refuse("expired")
  const response = parse<AuthenticationResponseJSON>(assertion)
  const known = response && (await tx.passkey.findUnique({ where: { credentialId: response.id }, select: { accountId: true } }))
  if (!known || isOtherUser(response, known.accountId)) return keep(refuse("refused"))
  // The account is locked first, as when a passkey is removed: a key removed at this moment no longer works.
  await holdFactors(tx, known.accountId)
  const passkey = await tx.passkey.findUnique({ where: { credentialId: response.id }, include: { account: true } })
  if (!passkey) return keep(refuse("refused"))
  const { credentialId, publicKey, counter } = passkey
  const verified = await quietly(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: new URL(env.publicUrl).origin,
      expectedRPID: env.relyingParty,
      requireUserVerification: true,
      credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter: Number(counter) },
    }),
  )
  if (!verified?.verified) return keep(refuse("refused"))
  await tx.passkey.update({
    where: { id: passkey.id },
    data: { counter: BigInt(verified.authenticationInfo.newCounter), lastUsedAt: now },
  })
  return ok(passkey.account)
}

/** The device says which account it made the passkey for: an answer that names another account is refused. */
function isOtherUser({ response }: AuthenticationResponseJSON, accountId: string) {
  const named: unknown = response?.userHandle
  return named !== undefined && (typeof named !== "string" || Buffer.from(named, "base64url").toString() !== accountId)
}

/** Adds a passkey to the actor's account. Returns recovery codes when it is a manager's first factor; they are shown once. */
export async function addPasskey(
  context: ActorContext,
  { name, ...answer }: Answer & { name: string },
): Promise<Result<string[], AnswerRefusal | ProofRefusal | "mailbox-needed" | "known" | "changed-meanwhile">> {
  const { actor, now } = context
  if (await needsMailbox(actor)) return refuse("mailbox-needed")
  // The page asks for the password before it calls the device: see `proveMyself`.
  const proof = await proveIdentity(context, undefined)
  if (!proof.ok) return proof
  try {
    return await transaction(async (tx) => {
      if (!(await holdOwn(tx, context))) return refuse("changed-meanwhile")
      const expectedChallenge = await takeChallenge(tx, answer.challenge, registrationPurpose(actor.accountId), now)
      if (expectedChallenge === null) return refuse("expired")
      const response = parse<RegistrationResponseJSON>(answer.assertion)
      const verified =
        response &&
        (await quietly(() =>
          verifyRegistrationResponse({
            response,
            expectedChallenge,
            expectedOrigin: new URL(env.publicUrl).origin,
            expectedRPID: env.relyingParty,
            requireUserVerification: true,
          }),
        ))
      if (!verified?.verified) return keep(refuse("refused"))
      const { id, publicKey, counter, transports } = verified.registrationInfo.credential
      await tx.passkey.create({
        data: {
          accountId: actor.accountId,
          credentialId: id,
          publicKey: new Uint8Array(publicKey),
          counter: BigInt(counter),
          transports: (transports ?? []).filter((transport) => knownTransports.has(transport)),
          name,
          createdAt: now,
        },
      })
      await showFactor(tx, context)
      await announceFactor(tx, context, "passkey-added")
      return ok(actor.isManager ? await firstRecoveryCodes(tx, context) : [])
    })
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("known")
    throw error
  }
}

/** The transports we keep; anything else the browser says about how it reached the authenticator is dropped. */
const knownTransports: Set<string> = new Set(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"])

/** Removes one of the actor's passkeys, unless it is the last second factor that a manager must have. */
export async function removePasskey(
  context: ActorContext,
  { passkeyId, currentPassword }: { passkeyId: string; currentPassword?: string | undefined },
): Promise<Result<undefined, ProofRefusal | "last-factor" | "not-found" | "changed-meanwhile">> {
  const { accountId } = context.actor
  const proof = await proveIdentity(context, currentPassword)
  if (!proof.ok) return proof
  return transaction(async (tx) => {
    if (!(await holdOwn(tx, context))) return refuse("changed-meanwhile")
    const [passkeys, totp] = [
      await tx.passkey.count({ where: { accountId } }),
      await tx.totp.count({ where: { accountId, NOT: { confirmedAt: null } } }),
    ]
    const own = await tx.passkey.count({ where: { id: passkeyId, accountId } })
    const attempt = { action: "factor.passkey-removed", targetId: passkeyId } as const
    if (own === 0) return refuseWithTrace(tx, context, attempt, refuse("not-found"))
    const remaining = passkeys - 1 + totp
    if (!mayRemoveFactor(context.actor, remaining, env.secondFactorRequired)) return refuse("last-factor")
    await tx.passkey.delete({ where: { id: passkeyId } })
    if (remaining === 0) await tx.recoveryCode.deleteMany({ where: { accountId } })
    await announceFactor(tx, context, "passkey-removed")
    return ok()
  })
}

/**
 * The challenge a page sent back, accepted once: it was sealed here for this purpose, has not expired and was not answered before. Null
 * otherwise.
 */
async function takeChallenge(tx: Tx, sealed: string, purpose: string, now: Date): Promise<string | null> {
  const read = challengeShape.safeParse(await unseal(sealed, purpose, env.secret))
  if (!read.success) return null
  const { challenge, expiresAt } = read.data
  if (expiresAt <= now.getTime()) return null
  const { count } = await tx.spentChallenge.createMany({
    data: [{ hash: hashSecret(challenge), expiresAt: new Date(expiresAt) }],
    skipDuplicates: true,
  })
  return count === 1 ? challenge : null
}

/** JSON that claims to be an authenticator's answer; null when it is not even an object with an id. */
function parse<Response extends { id: string }>(text: string): Response | null {
  try {
    const value = JSON.parse(text) as Response | null
    return value !== null && typeof value === "object" && typeof value.id === "string" && /^[\w-]{1,1400}$/.test(value.id) ? value : null
  } catch {
    return null
  }
}

/** The library throws on an invalid answer; here this becomes a refusal (null). */
async function quietly<T>(verify: () => Promise<T>): Promise<T | null> {
  try {
    return await verify()
  } catch (error) {
    log.info({ err: error }, "passkey refused")
    return null
  }
}

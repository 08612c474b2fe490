import "server-only"
import { randomBytes } from "node:crypto"
import { generateAuthenticationOptions, generateRegistrationOptions } from "@simplewebauthn/server"
import type { Actor } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db/client"
import { env } from "@/lib/platform/process/env"
import { seal } from "@/lib/platform/secrets/sealing"
import { formatName } from "@/lib/vocabulary/accounts/rules"

/** Half an hour: the sign-in page may stay open a while before someone picks a passkey. */
const challengeLifetime = 30 * 60_000

export const signInPurpose = "passkey sign-in"

/** A challenge made for one account is not valid for another. */
export function registrationPurpose(accountId: string) {
  return `passkey registration ${accountId}`
}

/** A new challenge, and the sealed form of it that the page sends back. Nothing is stored until the challenge is answered. */
async function newChallenge(purpose: string, now: Date) {
  const challenge = randomBytes(32)
  const content = { challenge: challenge.toString("base64url"), expiresAt: now.getTime() + challengeLifetime }
  return { challenge: new Uint8Array(challenge), sealed: await seal(content, purpose, env.secret) }
}

/** What a browser needs to sign in with any passkey it holds for the portal. */
export async function passkeyQuestion(now: Date) {
  const { challenge, sealed } = await newChallenge(signInPurpose, now)
  const options = await generateAuthenticationOptions({ rpID: env.relyingParty, challenge, userVerification: "required", timeout: 300_000 })
  return { options, challenge: sealed }
}
export type PasskeyQuestion = Awaited<ReturnType<typeof passkeyQuestion>>

/** What a browser needs to create a new passkey for the actor, besides those they already have. */
export async function passkeyInvitation(actor: Actor, now: Date) {
  const { challenge, sealed } = await newChallenge(registrationPurpose(actor.accountId), now)
  const existing = await db.passkey.findMany({ where: { accountId: actor.accountId }, select: { credentialId: true } })
  const options = await generateRegistrationOptions({
    rpName: "Portail Cap Métiers",
    rpID: env.relyingParty,
    userID: new TextEncoder().encode(actor.accountId),
    userName: actor.email,
    userDisplayName: formatName(actor),
    challenge,
    timeout: 300_000,
    attestationType: "none",
    excludeCredentials: existing.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  })
  return { options, challenge: sealed }
}
export type PasskeyInvitation = Awaited<ReturnType<typeof passkeyInvitation>>

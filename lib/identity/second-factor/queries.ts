import "server-only"
import { Secret, TOTP } from "otpauth"
import type { Actor } from "@/lib/access/permissions"
import { isFresh } from "@/lib/identity/sessions/rules"
import { db } from "@/lib/platform/db/client"
import { env } from "@/lib/platform/process/env"
import { unseal, unsealFormer } from "@/lib/platform/secrets/sealing"

/** Ties a sealed secret to its account: a secret copied to another row cannot be opened. */
export function totpSecretPurpose(accountId: string) {
  return `totp ${accountId}`
}

/** The secret of an application, or null when it was not sealed for this account. */
export async function openTotpSecret(sealed: string, accountId: string): Promise<string | null> {
  const purpose = totpSecretPurpose(accountId)
  const secret = (await unseal(sealed, purpose, env.secret)) ?? unsealFormer(sealed, purpose, env.secret)
  return typeof secret === "string" ? secret : null
}

/** The generator of an account's codes; `label` is the name an application shows. */
export function totpOf(secret: string, label: string) {
  return new TOTP({ issuer: "Portail Cap Métiers", label, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: 30 })
}

/** What protects the actor's account besides the password. */
export async function ownFactors(actor: Actor) {
  const { accountId } = actor
  const [totp, recoveryCodesLeft, passkeys] = await Promise.all([
    db.totp.findUnique({ where: { accountId }, select: { confirmedAt: true } }),
    db.recoveryCode.count({ where: { accountId, usedAt: null } }),
    db.passkey.findMany({
      where: { accountId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: { id: true, name: true, createdAt: true, lastUsedAt: true },
    }),
  ])
  return { totpSince: totp?.confirmedAt ?? null, recoveryCodesLeft, passkeys }
}

/**
 * Whether a set-up waits for its first code. It was begun with the password, so it waits only as long as that password counts as recent.
 */
export function isBegun(totp: { createdAt: Date; confirmedAt: Date | null }, now: Date) {
  return totp.confirmedAt === null && isFresh(totp.createdAt, now)
}

/**
 * Whether the actor must still show that the mailbox is theirs before setting up a factor: a manager who has none, where one is required. Until
 * then their account is protected by the password alone, and whoever has found it must not choose the factor.
 */
export async function needsMailbox({ accountId, sessionId, isManager }: Actor): Promise<boolean> {
  if (!isManager || !env.secondFactorRequired) return false
  const [row] = await db.$queryRaw<{ needed: boolean }[]>`
    SELECT s.mailbox_at IS NULL
       AND NOT EXISTS (SELECT FROM totp t WHERE t.account_id = s.account_id AND t.confirmed_at IS NOT NULL)
       AND NOT EXISTS (SELECT FROM passkey k WHERE k.account_id = s.account_id) AS needed
      FROM session s WHERE s.id = ${sessionId}::uuid AND s.account_id = ${accountId}::uuid`
  return row?.needed ?? true
}

/** The secret to enter in the actor's application, while no code made with it was given yet; null otherwise. */
export async function pendingTotp(actor: Actor, now: Date) {
  const totp = await db.totp.findUnique({ where: { accountId: actor.accountId } })
  if (!totp || !isBegun(totp, now)) return null
  const secret = await openTotpSecret(totp.secret, actor.accountId)
  return secret === null ? null : { secret, uri: totpOf(secret, actor.email).toString() }
}

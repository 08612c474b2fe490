import "server-only"
import { holdById } from "@/lib/access/locks"
import type { Tx } from "@/lib/platform/db/client"
import type { Prisma, TokenKind } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { hashSecret, newSecret } from "@/lib/platform/secrets/secrets"

/** How long the link of a mail is good for, in milliseconds. */
export const linkLifetime = 24 * 3_600_000

/** Makes a secret for a link. The caller's transaction stores only its hash; the secret itself is only in the returned value. */
export async function issueToken(tx: Tx, kind: TokenKind, accountId: string, now: Date, payload?: Prisma.InputJsonObject) {
  const secret = newSecret()
  await tx.token.create({
    data: {
      kind,
      accountId,
      hash: hashSecret(secret),
      createdAt: now,
      expiresAt: new Date(now.getTime() + linkLifetime),
      ...(payload ? { payload } : {}),
    },
  })
  return secret
}

export type LinkRefusal = "link-unknown" | "link-used" | "link-expired"

/** Consumes the secret of a link, only for the use it was made for (`kind`): of two clicks at once, only one succeeds. */
export async function takeToken(
  tx: Tx,
  kind: TokenKind,
  secret: string,
  now: Date,
): Promise<Result<{ accountId: string; payload: unknown; createdAt: Date }, LinkRefusal>> {
  const token = await tx.token.findFirst({ where: { hash: hashSecret(secret), kind } })
  if (!token) return refuse("link-unknown")
  if (token.usedAt) return refuse("link-used")
  if (token.expiresAt <= now) return refuse("link-expired")
  // The account is always locked first: two links of one account clicked at once wait for each other, without a deadlock.
  await holdById(tx, "account", token.accountId, "own")
  const { count } = await tx.token.updateMany({ where: { id: token.id, usedAt: null }, data: { usedAt: now } })
  const { accountId, payload, createdAt } = token
  return count === 1 ? ok({ accountId, payload, createdAt }) : refuse("link-used")
}

/**
 * Voids the links, sent and not used, that let someone into an account. Links that stop an address change are kept: someone who has
 * taken over an account must not be able to void the link by which its owner takes it back.
 */
export async function voidTokens(tx: Tx, accountId: string, now: Date) {
  await tx.token.updateMany({ where: { accountId, usedAt: null, kind: { not: "stop_email_change" } }, data: { usedAt: now } })
}

/** Voids the links that stop an address change, among those that `which` selects. */
export async function voidStops(tx: Tx, accountId: string, now: Date, which: Prisma.TokenWhereInput) {
  await tx.token.updateMany({ where: { ...which, accountId, usedAt: null, kind: "stop_email_change" }, data: { usedAt: now } })
}

import "server-only"
import { holdById } from "@/lib/access/locks"
import type { Tx } from "@/lib/platform/db/client"
import type { Prisma, TokenKind } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { hashSecret, newSecret } from "@/lib/platform/secrets/secrets"

/** How long the link of a mail is good for, in milliseconds. */
export const linkLifetime = 24 * 3_600_000

/** A secret for a link, stored hashed in the caller's transaction; what is returned is nowhere else. */
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

/** Consumes the secret of a link, for the one use it was made for: of two clicks at once, one gets it. */
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
  // The account first, always: two links of one account clicked at once wait for each other, and not for ever.
  await holdById(tx, "account", token.accountId, "own")
  const { count } = await tx.token.updateMany({ where: { id: token.id, usedAt: null }, data: { usedAt: now } })
  const { accountId, payload, createdAt } = token
  return count === 1 ? ok({ accountId, payload, createdAt }) : refuse("link-used")
}

/**
 * The links by which someone may get into an account, sent and not used, open nothing any more. Those that stop a change of
 * address are left: whoever took an account over must not be able to void the way its owner takes it back.
 */
export async function voidTokens(tx: Tx, accountId: string, now: Date) {
  await tx.token.updateMany({ where: { accountId, usedAt: null, kind: { not: "stop_email_change" } }, data: { usedAt: now } })
}

/** The links that stop a change of address, of those that `which` names, open nothing any more. */
export async function voidStops(tx: Tx, accountId: string, now: Date, which: Prisma.TokenWhereInput) {
  await tx.token.updateMany({ where: { ...which, accountId, usedAt: null, kind: "stop_email_change" }, data: { usedAt: now } })
}

import "server-only"
import type { Tx } from "@/lib/platform/db"
import type { Prisma, TokenKind } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { hashSecret, newSecret } from "@/lib/platform/secrets"

/** How long the link of a mail is good for, in milliseconds. */
const linkLifetime = 24 * 3_600_000

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
): Promise<Result<{ accountId: string; payload: unknown }, LinkRefusal>> {
  const token = await tx.token.findFirst({ where: { hash: hashSecret(secret), kind } })
  if (!token) return refuse("link-unknown")
  if (token.usedAt) return refuse("link-used")
  if (token.expiresAt <= now) return refuse("link-expired")
  const { count } = await tx.token.updateMany({ where: { id: token.id, usedAt: null }, data: { usedAt: now } })
  return count === 1 ? ok({ accountId: token.accountId, payload: token.payload }) : refuse("link-used")
}

/** The links of an account that were sent and not used open nothing any more. */
export async function voidTokens(tx: Tx, accountId: string, now: Date, kinds?: TokenKind[]) {
  await tx.token.updateMany({ where: { accountId, usedAt: null, ...(kinds ? { kind: { in: kinds } } : {}) }, data: { usedAt: now } })
}

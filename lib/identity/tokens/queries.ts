import "server-only"
import { db } from "@/lib/platform/db/client"
import type { TokenKind } from "@/lib/platform/generated/client"
import { hashSecret } from "@/lib/platform/secrets/secrets"

/** What the page of a link shows before anyone clicks. Reading it changes nothing, so that a mail scanner may open the link. */
export async function tokenState(kind: TokenKind, secret: string, now: Date) {
  const token = await db.token.findFirst({
    where: { hash: hashSecret(secret), kind },
    select: {
      usedAt: true,
      expiresAt: true,
      payload: true,
      account: { select: { id: true, firstName: true, lastName: true, email: true } },
    },
  })
  if (!token) return { state: "unknown" } as const
  if (token.usedAt) return { state: "used" } as const
  if (token.expiresAt <= now) return { state: "expired" } as const
  return { state: "ready", account: token.account, payload: token.payload } as const
}

import "server-only"
import { db } from "@/lib/platform/db/client"
import type { TokenKind } from "@/lib/platform/generated/client"
import { noPassword } from "@/lib/platform/secrets/password"
import { hashSecret } from "@/lib/platform/secrets/secrets"

/** What the page of a link shows before anyone clicks. Reading it changes nothing, so that a mail scanner may open the link. */
export async function tokenState(kind: TokenKind, secret: string, now: Date) {
  const token = await db.token.findFirst({
    where: { hash: hashSecret(secret), kind },
    select: {
      usedAt: true,
      expiresAt: true,
      payload: true,
      account: {
        select: {
          id: true,
          firstName: true,
          lastName: true,
          email: true,
          isManager: true,
          passwordHash: true,
          sessions: { select: { id: true }, take: 1 },
        },
      },
    },
  })
  if (!token) return { state: "unknown" } as const
  if (token.usedAt) return { state: "used" } as const
  if (token.expiresAt <= now) return { state: "expired" } as const
  const { passwordHash, sessions, ...account } = token.account
  // An account that someone made for them, and that they have never opened; not one whose password was taken away.
  const isFirstPassword = passwordHash === noPassword && sessions.length === 0
  return { state: "ready", account, isFirstPassword, payload: token.payload } as const
}

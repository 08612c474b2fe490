import "server-only"
import type { Actor } from "@/lib/access/permissions"
import { db } from "@/lib/platform/db"
import { hashSecret } from "@/lib/platform/secrets"

/** What the page of a verification link may say before anyone clicks: reading changes nothing. */
export async function verificationState(token: string, now: Date): Promise<"ready" | "used" | "expired" | "unknown"> {
  const signup = await db.signup.findUnique({
    where: { tokenHash: hashSecret(token) },
    select: { usedAt: true, expiresAt: true },
  })
  if (!signup) return "unknown"
  if (signup.usedAt) return "used"
  return signup.expiresAt > now ? "ready" : "expired"
}

/** The actor's own data. */
export function ownAccount(actor: Actor) {
  return db.account.findUniqueOrThrow({
    where: { id: actor.accountId },
    select: { firstName: true, lastName: true, jobTitle: true, phone: true, email: true },
  })
}

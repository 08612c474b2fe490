import "server-only"
import type { Context } from "@/lib/access/context"
import { parseEmail } from "@/lib/accounts/rules"
import { db } from "@/lib/platform/db"
import { verifyPassword } from "@/lib/platform/password"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { sessionLimits } from "@/lib/sessions/rules"

export type OpenedSession = { accountId: string; sessionId: string; maxAgeSeconds: number }

/**
 * Opens a new session when address and password match an enabled account. One refusal for every cause, after the
 * same work: nobody learns which addresses have an account.
 */
export async function signIn(
  visit: Pick<Context, "now" | "ip" | "userAgent">,
  { email, password }: { email: string; password: string },
): Promise<Result<OpenedSession, "wrong-credentials">> {
  const address = parseEmail(email)
  const account = address
    ? await db.account.findUnique({
        where: { email: address },
        select: { id: true, passwordHash: true, isManager: true, disabledAt: true, erasedAt: true },
      })
    : null
  const usable = account && !account.disabledAt && !account.erasedAt ? account : null
  if (!(await verifyPassword(usable?.passwordHash ?? null, password)) || !usable) return refuse("wrong-credentials")
  const { absolute } = sessionLimits(usable)
  const session = await db.session.create({
    data: {
      accountId: usable.id,
      createdAt: visit.now,
      lastSeenAt: visit.now,
      authAt: visit.now,
      expiresAt: new Date(visit.now.getTime() + absolute),
      ip: visit.ip,
      userAgent: visit.userAgent?.slice(0, 300) ?? null,
    },
    select: { id: true },
  })
  return ok({ accountId: usable.id, sessionId: session.id, maxAgeSeconds: absolute / 1000 })
}

/** Ends one session for good: a copy of its cookie opens nothing any more. */
export async function endSession(sessionId: string, now: Date) {
  await db.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: now } })
}

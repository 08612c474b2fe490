import { encode } from "next-auth/jwt"
import { sessionCookieName } from "@/lib/identity/entrance/cookie"
import { db } from "@/lib/platform/db/client"

/** The cookie of someone just signed in, without going through the page. `authAt`, `secondFactorAt`: now, as after a full sign-in. */
export async function cookieOf(accountId: string) {
  const now = new Date()
  const session = await db.session.create({ data: { accountId, secondFactorAt: now, expiresAt: new Date(now.getTime() + 3_600_000) } })
  return cookieOfSession(accountId, session.id)
}

/** The cookie that names a session. */
export async function cookieOfSession(accountId: string, sid: string) {
  const secret = process.env.NEXTAUTH_SECRET ?? ""
  return `${sessionCookieName()}=${await encode({ token: { accountId, sid }, secret, maxAge: 3600 })}`
}

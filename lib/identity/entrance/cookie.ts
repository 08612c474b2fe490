/**
 * What the cookie of a session holds. The web server reads it too, before Next (lib/signon/provider): this file runs without loader, so it
 * has only relative imports.
 */
import { decode } from "next-auth/jwt"
import { settingOf } from "../../platform/process/settings.ts"

/** Everything the cookie contains; names and rights are read from the database at each request. */
export type SessionToken = { accountId: string; sid: string }

export function sessionCookieName() {
  return settingOf("NEXTAUTH_URL").startsWith("https:") ? "__Host-next-auth.session-token" : "next-auth.session-token"
}

/** The ids in a token, whatever else it holds. */
export function onlyIds(token: Record<string, unknown>): Partial<SessionToken> {
  const { accountId, sid } = token
  return typeof accountId === "string" && typeof sid === "string" ? { accountId, sid } : {}
}

// Cookies already decrypted: decrypting one costs as much as the query that follows, and its content never changes.
const opened = new Map<string, string>()

/**
 * The session id in a cookie, or null when the portal did not write this cookie. The session row decides the rest, including whether the
 * session has ended.
 */
export async function sessionIdOf(cookie: string | undefined): Promise<string | null> {
  if (!cookie) return null
  const known = opened.get(cookie)
  if (known) return known
  try {
    const { sid } = onlyIds((await decode({ token: cookie, secret: settingOf("NEXTAUTH_SECRET") })) ?? {})
    if (!sid) return null
    if (opened.size >= 5000) opened.clear()
    opened.set(cookie, sid)
    return sid
  } catch {
    return null
  }
}

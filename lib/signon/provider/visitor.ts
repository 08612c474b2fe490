/** Who asks: the portal's own session, read from its row for each request of a browser. */
import { AsyncLocalStorage } from "node:async_hooks"
import type { IncomingMessage } from "node:http"
import { sessionCookieName, sessionIdOf } from "../../identity/entrance/cookie.ts"
import { isLive, type MissingFactor, missingFactor } from "../../identity/sessions/rules.ts"
import { secondFactorRequired } from "../../platform/process/settings.ts"
import { ask } from "./database.ts"

/** Someone whose session is live at this moment. */
export type Visitor = {
  sid: string
  accountId: string
  isManager: boolean
  authAt: Date
  secondFactorAt: Date | null
  expiresAt: Date
  missing: MissingFactor | null
  /** A manager has control of the account: nobody signs on in someone else's name. */
  isControlled: boolean
}

export type VisitorRow = Omit<Visitor, "missing"> & {
  lastSeenAt: Date
  revokedAt: Date | null
  disabledAt: Date | null
  hasTotp: boolean
  hasPasskey: boolean
}

/** `endings`: the entries that end with this request, at once rather than one after the other (provider.ts, `endTogether`). */
type Asking = {
  visitor: Visitor | null
  endings: string[] | null
  /** What this request has read already: rows of the library, and entries with their person. One request answers of one instant. */
  read: Map<string, Promise<unknown>>
}

const current = new AsyncLocalStorage<Asking>()

/** Answers a request as that of this visitor. `read`: what has been read of it already, by the keys of `once`. */
export function asVisitor<T>(visitor: Visitor | null, what: () => T, read: Asking["read"] = new Map()): T {
  return current.run({ visitor, endings: null, read }, what)
}

/** The request under way, and who asks: null when nobody is signed in, or when an application asks by itself. */
export function asking(): Asking {
  return current.getStore() ?? { visitor: null, endings: null, read: new Map() }
}

/** Reads once for the request under way. */
export function once<T>(key: string, read: () => Promise<T>): Promise<T> {
  const { read: known } = asking()
  if (known.has(key)) return known.get(key) as Promise<T>
  const reading = read()
  known.set(key, reading)
  return reading
}

/** What is written during a request is read anew in it. */
export function forget(key: string) {
  asking().read.delete(key)
}

export function visitor(): Visitor | null {
  return asking().visitor
}

/** The id of the session that the cookie of a request names. */
export function sessionIdIn(request: IncomingMessage): Promise<string | null> {
  return sessionIdOf(cookieOf(request, sessionCookieName()))
}

/** A session and its person, as a question whose rows are judged by `visitorFrom`. `sid`: what names the session there. */
export const visitorBy = (sid: string) => `
  SELECT s.id AS sid, s.account_id AS "accountId", a.is_manager AS "isManager", s.auth_at AS "authAt",
         s.second_factor_at AS "secondFactorAt", s.expires_at AS "expiresAt", s.last_seen_at AS "lastSeenAt",
         s.revoked_at AS "revokedAt", a.disabled_at AS "disabledAt", s.controlled_by IS NOT NULL AS "isControlled",
         EXISTS (SELECT FROM totp t WHERE t.account_id = a.id AND t.confirmed_at IS NOT NULL) AS "hasTotp",
         EXISTS (SELECT FROM passkey k WHERE k.account_id = a.id) AS "hasPasskey"
    FROM session s JOIN account a ON a.id = s.account_id
   WHERE s.id = ${sid} AND a.erased_at IS NULL`

/** The person of a session, if it is live at this moment. */
export function visitorFrom(row: VisitorRow | undefined): Visitor | null {
  if (!row || !isLive(row, new Date())) return null
  const { sid, accountId, isManager, authAt, secondFactorAt, expiresAt, isControlled } = row
  const missing = isControlled ? null : missingFactor(row, secondFactorRequired())
  return { sid, accountId, isManager, authAt, secondFactorAt, expiresAt, missing, isControlled }
}

/** The person behind the cookie of a request, at this moment. */
export async function visitorOf(request: IncomingMessage): Promise<Visitor | null> {
  const sid = await sessionIdIn(request)
  return sid ? visitorFrom((await ask<VisitorRow>("visitor", visitorBy("$1"), [sid]))[0]) : null
}

function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  for (const pair of (headers.cookie ?? "").split(";")) {
    const at = pair.indexOf("=")
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return undefined
}

/**
 * Security events (RFC 8417) as applications receive them, after the Shared Signals Framework 1.0, CAEP and RISC. The worker and the web
 * server read this file, the latter without loader, so it has no import but of types.
 */

export type EventKind = "claims" | "session-revoked" | "account-disabled" | "account-enabled" | "account-purged" | "verification"

const caep = "https://schemas.openid.net/secevent/caep/event-type/"
const risc = "https://schemas.openid.net/secevent/risc/event-type/"

export const eventTypes: Record<EventKind, string> = {
  claims: `${caep}token-claims-change`,
  "session-revoked": `${caep}session-revoked`,
  "account-disabled": `${risc}account-disabled`,
  "account-enabled": `${risc}account-enabled`,
  "account-purged": `${risc}account-purged`,
  verification: "https://schemas.openid.net/secevent/ssf/event-type/verification",
}

/** The same, for the managers who read what was delivered; a logout is no event, and goes to an address of its own. */
export const eventWords: Record<EventKind | "logout", string> = {
  claims: "Droits ou informations changés",
  "session-revoked": "Connexion fermée",
  "account-disabled": "Compte désactivé",
  "account-enabled": "Compte réactivé",
  "account-purged": "Compte effacé ou réuni à un autre",
  verification: "Vérification",
  logout: "Déconnexion demandée",
}

export type Told = {
  issuer: string
  applicationId: string
  jti: string
  kind: EventKind
  /** Of whom, by the name that this application knows; null: of nobody, a test. */
  subject: string | null
  /** The session, by the name that this application knows. */
  sid: string | null
  /** What the application would read now: empty when nothing remains. */
  claims: Record<string, unknown>
  /** Of which structure, where one affiliation changed. */
  siret: string | null
  happenedAt: Date
  journalId: string | null
}

/** The claims of a Security Event Token. It has no `sub` and no `exp`, so that no one can take it for an ID token (RFC 8417, 4). */
export function eventClaims(told: Told, now: Date): Record<string, unknown> {
  const { issuer, applicationId, jti, kind, journalId } = told
  return {
    iss: issuer,
    aud: applicationId,
    iat: Math.floor(now.getTime() / 1000),
    jti,
    ...(journalId ? { txn: journalId } : {}),
    sub_id: subjectOf(told),
    events: { [eventTypes[kind]]: bodyOf(told) },
  }
}

/** RFC 9493. The end of one session is of that session: an application that reads it may keep the others. */
function subjectOf({ issuer, applicationId, subject, sid }: Told) {
  if (!subject) return { format: "opaque", id: applicationId }
  const user = { format: "iss_sub", iss: issuer, sub: subject }
  return sid ? { format: "complex", user, session: { format: "opaque", id: sid } } : user
}

function bodyOf({ kind, jti, claims, siret, happenedAt }: Told) {
  if (kind === "verification") return { state: jti }
  const event_timestamp = Math.floor(happenedAt.getTime() / 1000)
  return kind === "claims" ? { event_timestamp, claims, ...(siret ? { siret } : {}) } : { event_timestamp }
}

const second = 1000
const longest = 15 * 60 * second

/** How long an application that has not answered `failures` times in a row is left alone: a second, then twice as long each time. */
export function patienceAfter(failures: number): number {
  return Math.min(second * 2 ** Math.max(0, failures - 1), longest)
}

/** How an answer to an event is understood (RFC 8935): taken, refused for good, or to be tried again. */
export function fateOf(status: number): "taken" | "refused" | "again" {
  if (status >= 200 && status < 300) return "taken"
  // An application that does not know us, or is in pieces, may be mended: only an event that it understood and rejects is not sent again.
  return status === 400 ? "refused" : "again"
}

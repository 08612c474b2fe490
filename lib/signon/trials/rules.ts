/** A manager plays an application for a whole sign-on, in their own browser (docs/sign-on.md, "Essayer"). Loaded without loader too. */
import { lookup } from "../../platform/text/lookup.ts"
import type { Entry } from "../claims/rules.ts"

/** How long a trial may last: the time to sign in again and to choose, in milliseconds. */
export const trialLife = 15 * 60_000

/** Where the answer of a trial comes back: an address of the portal itself, never one of the application's. */
export function trialAddress(portal: string, applicationId: string) {
  return `${portal}/admin/applications/${applicationId}/essai`
}

/** Who plays an application enters it whatever their own rights: most managers have no structure, and what is tried is the connection. */
export function asPlayed<Door extends { entry: Entry }>(application: Door): Door {
  return { ...application, entry: "account" }
}

const faults = {
  access_denied: "Le portail n’ouvre pas cette application à votre compte, ou vous avez renoncé.",
  login_required: "Personne n’était connecté au portail.",
  interaction_required: "Il restait quelque chose à choisir.",
  consent_required: "Il restait quelque chose à accepter.",
  invalid_scope: "La demande porte sur plus que ce qui est déclaré.",
  invalid_client: "Cet essai n’est plus connu du portail : il a plus d’un quart d’heure, ou l’application vient d’être suspendue.",
  invalid_grant: "Le code ne vaut plus : il a servi, il a plus d’une minute, ou ce sur quoi il reposait a pris fin.",
  invalid_token: "Le jeton n’ouvre plus rien : ce sur quoi il reposait a pris fin.",
  still_open: "Le jeton révoqué ouvre encore : prévenez l’assistance.",
  server_error: "Le portail n’a pas pu répondre.",
  temporarily_unavailable: "Le portail ne peut pas répondre en ce moment.",
} as const

/** Why a step failed, from the code of the protocol (RFC 6749, OpenID Connect Core) or of what checks the answers. */
export function faultWords(code: string | undefined): string {
  return lookup(faults, code) ?? (code ? `Ce n’est pas la réponse attendue (${code}).` : "Le portail n’a pas répondu.")
}

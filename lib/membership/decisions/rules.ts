import { type Actor, can } from "@/lib/access/permissions"
import { ok, type Result, refuse } from "@/lib/platform/result"
import type { AffiliationStatus, ReferentState } from "@/lib/vocabulary/affiliations/rules"
import { type Rights, rightsFit } from "@/lib/vocabulary/profils/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

export type Request = { accountId: string; structureId: string; status: AffiliationStatus }

export function mayDecide<R extends Request>(actor: Actor, request: R): Result<R, "not-found" | "own-request" | "already-decided"> {
  if (!can(actor, "affiliation.decide", request.structureId)) return refuse("not-found")
  if (request.accountId === actor.accountId) return refuse("own-request")
  if (request.status !== "pending") return refuse("already-decided")
  return ok(request)
}

/** A validation may grant rights only when the structure's types open them. */
export function mayGrant(rights: Rights, types: readonly StructureType[]): Result<Rights, "profil-not-open"> {
  return rightsFit(rights, types) ? ok(rights) : refuse("profil-not-open")
}

/**
 * Whether the validated person becomes référent: always when the structure has no référent; otherwise when a manager says so, or says
 * nothing while no référent can be reached. What a référent asks for is ignored: managers appoint référents.
 */
export function becomesReferent(actor: Actor, asked: boolean | undefined, referents: ReferentState) {
  if (referents === "none") return true
  return (asked ?? referents === "unreachable") && can(actor, "referent.appoint")
}

/** What follows the "@" of an address. */
export function domainOf(email: string) {
  return email.slice(email.lastIndexOf("@") + 1)
}

const personal =
  /^(gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|proton|protonmail|orange|wanadoo|free|sfr|neuf|laposte|bbox|numericable|club-internet)\.[a-z.]{2,6}$/

/** Whether anyone can have an address in this domain: such an address says nothing about where someone works. */
export function isPersonalDomain(domain: string) {
  return personal.test(domain)
}

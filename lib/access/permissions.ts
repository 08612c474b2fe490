import type { Rights } from "@/lib/vocabulary/profils/rules"

/** Who asks: resolved from the session row at each request, never from what the browser says. */
export type Actor = {
  accountId: string
  sessionId: string
  firstName: string
  lastName: string
  email: string
  isManager: boolean
  /** When the password (or a passkey) was last given in this session. */
  authAt: Date
  /** Only the active affiliations. */
  affiliations: ActorAffiliation[]
  /** The manager who has taken control of this account; null when its owner is the one who asks. */
  control: Control | null
}
/** `sessionId`: the manager's own session, to which they come back. */
export type Control = { accountId: string; sessionId: string; firstName: string; lastName: string; expiresAt: Date }
/** `isStandIn`: at this moment, in the place of a référent who is away. */
export type ActorAffiliation = Rights & { id: string; structureId: string; isReferent: boolean; isStandIn?: boolean }

/** "own": only for a structure where the actor is a member or, in the column `referent`, a référent. */
type Scope = "no" | "own" | "any"
type Row = { member: Scope; referent: Scope; manager: Scope }

/** The table of docs/domain.md, line by line. Deny by default. */
export const permissions = {
  "structure.see": { member: "own", referent: "own", manager: "any" },
  "people.see": { member: "own", referent: "own", manager: "any" },
  "affiliation.request": { member: "any", referent: "any", manager: "no" },
  "affiliation.cancel-own": { member: "any", referent: "any", manager: "no" },
  "affiliation.decide": { member: "no", referent: "own", manager: "any" },
  "profils.set": { member: "no", referent: "own", manager: "any" },
  "affiliation.detach": { member: "no", referent: "own", manager: "any" },
  "absence.set": { member: "no", referent: "own", manager: "no" },
  "invitation.send": { member: "no", referent: "own", manager: "any" },
  "review.answer": { member: "no", referent: "own", manager: "any" },
  "people.export": { member: "no", referent: "own", manager: "any" },
  "correction.send": { member: "no", referent: "own", manager: "no" },
  "referent-change.send": { member: "no", referent: "own", manager: "no" },
  "structure.manage": { member: "no", referent: "no", manager: "any" },
  "structure.import": { member: "no", referent: "no", manager: "any" },
  "listing-request.decide": { member: "no", referent: "no", manager: "any" },
  "correction.decide": { member: "no", referent: "no", manager: "any" },
  "referent.appoint": { member: "no", referent: "no", manager: "any" },
  "account.manage": { member: "no", referent: "no", manager: "any" },
  "account.control": { member: "no", referent: "no", manager: "any" },
  "journal.read": { member: "no", referent: "no", manager: "any" },
  "messages.read": { member: "no", referent: "no", manager: "any" },
  "statistics.read": { member: "no", referent: "no", manager: "any" },
  "announcement.write": { member: "no", referent: "no", manager: "any" },
  "tile.write": { member: "no", referent: "no", manager: "any" },
  "application.manage": { member: "no", referent: "no", manager: "any" },
  "programme.manage": { member: "no", referent: "no", manager: "any" },
  "review.manage": { member: "no", referent: "no", manager: "any" },
  "contact.answer": { member: "no", referent: "no", manager: "any" },
} as const satisfies Record<string, Row>

export type Permission = keyof typeof permissions

/** What a manager who has taken control may still do: see, and ask. Rights, credentials, files and erasure belong to the owner. */
const underControl: ReadonlySet<Permission> = new Set([
  "structure.see",
  "people.see",
  "affiliation.request",
  "affiliation.cancel-own",
  "correction.send",
  "referent-change.send",
])

/** What whoever stands in for a référent may do in their place, and nothing else. */
export const inPlaceOfReferent: ReadonlySet<Permission> = new Set(["affiliation.decide"])

/**
 * Whether the actor may do this (for this structure). Only the manager's column counts for a manager. Anyone else who is signed in counts
 * as a member, and as a référent where an affiliation says so.
 */
export function can(actor: Actor, permission: Permission, structureId?: string): boolean {
  if (actor.control && !underControl.has(permission)) return false
  const row: Row = permissions[permission]
  if (actor.isManager) return row.manager === "any"
  if (row.member === "any") return true
  const here = actor.affiliations.filter((affiliation) => affiliation.structureId === structureId)
  if (row.member === "own" && here.length > 0) return true
  if (inPlaceOfReferent.has(permission) && here.some((affiliation) => affiliation.isStandIn)) return true
  return row.referent === "own" && here.some((affiliation) => affiliation.isReferent)
}

export function isReferent(actor: Actor) {
  return actor.affiliations.some((affiliation) => affiliation.isReferent)
}

/** Whether the actor answers requests somewhere: as référent, or in the place of one. */
export function isDecider(actor: Actor) {
  return actor.affiliations.some(decides)
}

/** The structures whose requests the actor answers, as référent or in the place of one. */
export function decidedStructureIds(actor: Actor) {
  return actor.affiliations.filter(decides).map(({ structureId }) => structureId)
}

function decides({ isReferent, isStandIn = false }: ActorAffiliation) {
  return isReferent || isStandIn
}

/** The structures of which the actor is référent. */
export function referentStructureIds(actor: Actor) {
  return actor.affiliations.filter((affiliation) => affiliation.isReferent).map((affiliation) => affiliation.structureId)
}

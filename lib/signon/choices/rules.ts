/** What the page of the choice shows: what there is to choose, to agree to, or why nothing opens. */
import { type Entry, mayEnterFor } from "@/lib/signon/claims/rules"
import type { RafaelProfil } from "@/lib/vocabulary/profils/rules"

type Profils = { rafaelProfil: RafaelProfil | null; isEmployeur: boolean; isPrestataire: boolean }
type Door = { entry: Entry; profils: readonly string[] }

export type ClosedBecause = "under-control" | "no-structure" | "no-profil"

/** Why someone may not enter an application at all; null when they may. */
export function closedBecause(door: Door, memberships: readonly Profils[], isControlled: boolean): ClosedBecause | null {
  if (isControlled) return "under-control"
  if (door.entry === "account") return null
  if (memberships.length === 0) return "no-structure"
  return memberships.some((membership) => mayEnterFor(door, membership)) ? null : "no-profil"
}

import type { Permission } from "@/lib/access/permissions"

export type EntryState = {
  disabledAt: Date | null
  disabledReason: string | null
  erasedAt: Date | null
  failures: number
  waitSeconds: number
  hasPassword: boolean
  isManager: boolean
  affiliations: EntryAffiliation[]
}

export type EntryAffiliation = {
  status: "pending" | "active" | "refused" | "cancelled" | "expired" | "ended"
  structureName: string
  requestedAt: Date
  decidedAt: Date | null
  endedAt: Date | null
  reason: string | null
  isReferent: boolean
  /** Whether anything was granted beyond Bénéficiaire. */
  hasProfil: boolean
  /** The référents who can answer; when there is none, the managers answer. */
  referents: string[]
}

/** The first thing that keeps someone from signing in, or from finding anything once signed in; "open" when there is none. */
export function obstacleOf(
  account: EntryState,
): "erased" | "disabled" | "slowed" | "no-password" | "waiting" | "attached-nowhere" | "no-profil" | "open" {
  if (account.erasedAt) return "erased"
  if (account.disabledAt) return "disabled"
  if (account.waitSeconds > 0) return "slowed"
  if (!account.hasPassword) return "no-password"
  const active = account.affiliations.filter(({ status }) => status === "active")
  if (account.isManager || active.some(({ hasProfil }) => hasProfil)) return "open"
  if (active.length > 0) return "no-profil"
  return account.affiliations.some(({ status }) => status === "pending") ? "waiting" : "attached-nowhere"
}

/** What each right of the table allows in one structure, in words for people; rights that no screen shows are left out. */
export const permissionWords: Partial<Record<Permission, string>> = {
  "structure.see": "Voir la structure et les personnes rattachées",
  "affiliation.decide": "Valider ou refuser les demandes",
  "profils.set": "Donner et retirer les profils",
  "affiliation.detach": "Détacher quelqu’un",
  "people.export": "Exporter la liste des personnes",
  "correction.send": "Signaler une modification de la structure",
  "referent-change.send": "Demander un changement de référent",
}

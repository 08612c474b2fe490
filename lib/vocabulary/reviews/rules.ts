import { departementLabel } from "@/lib/platform/text/departements"
import { profilNamed } from "@/lib/vocabulary/profils/rules"
import { formatTypes, type StructureType } from "@/lib/vocabulary/structures/rules"

export const scopes = ["all", "type", "departement", "profil"] as const
/** Whose rights a review is about: everyone, the structures of a type or of a département, the holders of a profil. */
export type Scope = { scope: (typeof scopes)[number]; scopeValue: string | null }

/** A scope in words: "Toutes les structures", "Département Gironde", "Profil Prescripteur Niveau 2". */
export function scopeWords({ scope, scopeValue }: Scope): string {
  const value = scopeValue ?? ""
  if (scope === "type") return `Structures : ${formatTypes([value as StructureType])}`
  if (scope === "departement") return `Département ${departementLabel(value)}`
  if (scope === "profil") return `Profil ${profilNamed(value)}`
  return "Toutes les structures"
}

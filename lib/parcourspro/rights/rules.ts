/** Who may do what in ParcoursPro, by what the affiliation to a structure holds (docs/parcourspro.md). Deny by default. */
import type { Actor } from "@/lib/access/permissions"

type Held = { isReferent: boolean; isEmployeur: boolean; isPrestataire: boolean }

export const parcoursproRights = {
  /** Every active affiliation is Bénéficiaire. */
  register: () => true,
  "employer.answer": ({ isEmployeur }) => isEmployeur,
  /** A référent answers too, while the structure has no Employeur: the operation looks. */
  "employer.stand-in": ({ isReferent }) => isReferent,
  "provider.run": ({ isPrestataire }) => isPrestataire,
} as const satisfies Record<string, (held: Held) => boolean>
export type ParcoursproRight = keyof typeof parcoursproRights

/** The structures where the actor holds this, as ids. */
export function structuresWith(actor: Actor, right: ParcoursproRight): string[] {
  return actor.affiliations.filter(parcoursproRights[right]).map(({ structureId }) => structureId)
}

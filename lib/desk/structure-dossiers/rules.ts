/** What may be wrong with a structure; managers search by these. */
export const troubles = ["sans-referent", "un-seul", "referent-absent", "sans-profil", "attente"] as const
export type Trouble = (typeof troubles)[number]

export const troubleNames: Record<Trouble, string> = {
  "sans-referent": "Sans référent",
  "un-seul": "Un seul référent",
  "referent-absent": "Référent absent ou injoignable",
  "sans-profil": "Personnes sans profil",
  attente: "Demandes de plus de 5 jours ouvrés",
}

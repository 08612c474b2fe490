/** What may be wrong with a structure; managers search by these. */
export const troubles = ["sans-referent", "un-seul", "referent-absent", "sans-profil", "attente", "lente"] as const
export type Trouble = (typeof troubles)[number]

/** The same where their number stands: of what they are. */
export const troubleCounts: Record<Trouble, string> = {
  "sans-referent": "structures avec des personnes, et sans référent",
  "un-seul": "structures à plusieurs, dont un seul référent",
  "referent-absent": "structures au référent absent ou injoignable",
  "sans-profil": "structures où quelqu’un n’a aucun profil",
  attente: "structures où une demande attend depuis plus de 5 jours ouvrés",
  lente: "structures qui répondent d’ordinaire en plus de 5 jours ouvrés, ou rarement",
}

/** Those that someone suffers from today: a request nobody answers, or nobody to answer it. The others can wait for a calmer day. */
export const pressing: readonly Trouble[] = ["sans-referent", "attente"]

export const troubleNames: Record<Trouble, string> = {
  "sans-referent": "Sans référent",
  "un-seul": "Un seul référent",
  "referent-absent": "Référent absent ou injoignable",
  "sans-profil": "Personnes sans profil",
  attente: "Demandes de plus de 5 jours ouvrés",
  lente: "Répond lentement",
}

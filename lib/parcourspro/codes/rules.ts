/** The codes of the programme, with their French words. */

type KindSheet = { name: string; needsEmployer: boolean }

/** What kind of action it is, and whether the employer answers first unless the action says otherwise (docs/parcourspro.md). */
export const kinds = {
  formation: { name: "Formation", needsEmployer: true },
  parcours: { name: "Parcours", needsEmployer: true },
  lab: { name: "Lab", needsEmployer: false },
  webatelier: { name: "Web-atelier", needsEmployer: false },
  rencontre: { name: "Rencontre", needsEmployer: false },
} as const satisfies Record<string, KindSheet>
export type Kind = keyof typeof kinds

export const kindNames = Object.fromEntries(Object.entries(kinds).map(([kind, { name }]) => [kind, name])) as Record<Kind, string>

/** The four natures of article L. 6313-1 of the Code du travail. */
export const natures = {
  formation: "Action de formation",
  bilan: "Bilan de compétences",
  vae: "Action permettant de faire valider les acquis de l’expérience",
  apprentissage: "Action de formation par apprentissage",
} as const

export const sessionStatuses = {
  draft: "Brouillon",
  open: "Ouverte",
  closed: "Inscriptions closes",
  held: "Tenue",
  cancelled: "Annulée",
} as const
export type SessionStatus = keyof typeof sessionStatuses

/** "7 h", "3 h 30": a duration given in minutes. */
export function durationWords(minutes: number) {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return `${rest} min`
  return rest === 0 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, "0")}`
}

/** "Sans frais", "120 €", "120,50 €": a price given in cents. */
export function priceWords(cents: number) {
  if (cents === 0) return "Sans frais"
  return `${(cents / 100).toLocaleString("fr-FR", { minimumFractionDigits: cents % 100 === 0 ? 0 : 2 })} €`
}

/** How pre-registrations are counted: a cohort is all those sent in a period, and what became of them since. */

/** By what they are counted: each with the words of its column. */
export const grains = {
  organisme: "Organisme de formation",
  prescripteur: "Prescripteur",
  session: "Session",
  departement: "Département",
} as const
export type Grain = keyof typeof grains

/** How far they came: each counts those that came at least so far. */
export const cohortSteps = {
  sent: "Envoyées",
  summoned: "Convoquées",
  accepted: "Acceptées",
  started: "Entrées",
  unanswered: "Sans réponse",
} as const
export type CohortStep = keyof typeof cohortSteps

export type CohortLine = {
  key: string
  name: string
  sent: number
  summoned: number
  accepted: number
  started: number
  unanswered: number
  /** Median days from the sending to each step; null when nobody came there. */
  daysToSummoned: number | null
  daysToAccepted: number | null
  daysToStarted: number | null
  taken: number
  places: number
}

/** A median delay in words: "le jour même", "3 jours". */
export function daysWords(days: number | null): string {
  if (days === null) return "–"
  const whole = Math.round(days)
  if (whole === 0) return "le jour même"
  return whole === 1 ? "1 jour" : `${whole} jours`
}

/** How fast a training body answers, for a card. */
export function answersIn(days: number): string {
  const words = daysWords(days)
  return `Répond ${/^\d/.test(words) ? `en ${words}` : words} en médiane`
}

/** How full sessions are: "45 %". */
export function fillWords({ taken, places }: { taken: number; places: number }): string {
  return places === 0 ? "–" : `${Math.round((taken / places) * 100)} %`
}

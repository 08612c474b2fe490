/** How the programme of a year is counted: full or not, followed or not, useful or not. */

/** By what it is counted. The last two are of the people's structures, the others of the sessions. */
export const grains = {
  session: "Session",
  action: "Action",
  prestataire: "Prestataire",
  lieu: "Département de la session",
  departement: "Département des personnes",
  type: "Type de structure des personnes",
} as const
export type Grain = keyof typeof grains

/** Whether a line counts people by their structure: its places are then its share of all those of the year. */
export function isOfPeople(grain: Grain) {
  return grain === "departement" || grain === "type"
}

/** What an address says for the line of those without département, or without type. */
export const noKey = "-"

export type FiguresLine = {
  key: string
  name: string
  sessions: number
  asked: number
  /** Those who hold a place, or held one to the end. */
  taken: number
  places: number
  /** Half-days that were noted, and how many of them someone was present at. */
  noted: number
  present: number
  answers: number
  /** From 1 to 5; null with too few answers. */
  average: number | null
}

/** "45 %"; null when nothing was counted. */
export function shareWords(part: number, whole: number): string | null {
  return whole === 0 ? null : `${Math.round((part / whole) * 100)} %`
}

import { ok, type Result, refuse } from "@/lib/platform/result"
import { counted } from "@/lib/platform/text/counts"
import { dayOf } from "@/lib/platform/time/working-days"
import { availableRafaelProfils } from "@/lib/vocabulary/profils/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

/** No review lasts longer, in days. */
const longest = 366

/** The last day to answer ("2026-12-24"): tomorrow at the earliest, so that nobody is asked for today. */
export function deadlineOf(day: string, now: Date): Result<Date, "past" | "too-long"> {
  const deadline = new Date(`${day}T00:00:00Z`)
  const today = Date.parse(`${dayOf(now)}T00:00:00Z`)
  if (deadline.getTime() <= today) return refuse("past")
  return deadline.getTime() - today > longest * 24 * 3_600_000 ? refuse("too-long") : ok(deadline)
}

/** A day as the database keeps it, as "2026-12-24". */
export function dayIn(date: Date): string {
  return date.toISOString().slice(0, 10)
}

/** Seconds that it takes to look at a person and answer: three minutes for twelve people (docs/domain.md says no more). Not measured. */
const secondsEach = 15

/** "3 minutes pour 12 personnes": how long so many people take. */
export function effortWords(people: number): string {
  const minutes = Math.max(1, Math.round((people * secondsEach) / 60))
  const time = minutes < 100 ? counted(minutes, "minute") : counted(Math.round(minutes / 60), "heure")
  return `${time} pour ${counted(people, "personne")}`
}

/** Percent of the people who have an answer; 100 only when all have. */
export function progressOf({ people, waiting }: { people: number; waiting: number }): number {
  return people === 0 ? 100 : Math.floor(((people - waiting) / people) * 100)
}

/** Where a structure of a review is, in words; "gestionnaires": no référent can be reached. In the order in which managers look at them. */
export const structureStates = {
  "sans-reponse": "Sans réponse",
  "en-cours": "En cours",
  gestionnaires: "À revoir par Cap Métiers",
  finie: "Finie",
} as const
export type StructureState = keyof typeof structureStates

/** What makes someone worth a second look. */
export type Signs = { isUnused: boolean; hasBounced: boolean; isDisabled: boolean; hasLeftAnother: boolean }

const signWords: Record<keyof Signs, string> = {
  isUnused: "Compte inutilisé depuis un an",
  hasBounced: "Son adresse refuse les messages",
  isDisabled: "Compte désactivé",
  hasLeftAnother: "A quitté une autre structure",
}

/** The reasons why someone is proposed for a second look, in words. */
export function reasonsOf(signs: Signs): string[] {
  return (Object.keys(signWords) as (keyof Signs)[]).filter((sign) => signs[sign]).map((sign) => signWords[sign])
}

export type Answer = "kept" | "changed" | "detached" | "left"

/** What was answered, in words, with who did. */
export function answerWords(answer: Answer | null, by: string | null): string {
  if (answer === null) return "Sans réponse"
  if (answer === "left") return "N’est plus rattaché·e"
  return `${{ kept: "Gardé·e", changed: "Changé·e", detached: "Détaché·e" }[answer]}${by ? ` par ${by}` : ""}`
}

/** Levels that are suspended when nobody confirms them. */
export const suspendable = ["prescripteur_2", "prescripteur_3"] as const

/** Whether a structure of these types may hold a level that is suspended. */
export function hasSuspendable(types: readonly StructureType[]): boolean {
  const open = availableRafaelProfils(types)
  return suspendable.some((profil) => open.includes(profil))
}

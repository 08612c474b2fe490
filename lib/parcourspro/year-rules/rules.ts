/** The rules of the year (docs/parcourspro.md): how many actions a person, how many people a structure, and who may register from when. */
import type { Kind } from "@/lib/parcourspro/codes/rules"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { dayOf, startOf } from "@/lib/platform/time/working-days"

/** Who may register from a day on: everyone, the adherents, or people with fewer than `fewer` confirmed in the year. */
export type Wave = { opensOn: string; who: "all" | "adherents" | "fewer"; fewer: number }
export type YearRules = { mostActions: number; mostFormations: number; mostOfStructure: number; waves: readonly Wave[] }

/** The rules of the real programme, for a year that managers have not written. */
export const usualRules: YearRules = { mostActions: 5, mostFormations: 3, mostOfStructure: 2, waves: [] }

/** The year of an instant, by the clocks of Paris. */
export function yearOf(instant: Date) {
  return Number(dayOf(instant).slice(0, 4))
}

/** What a person has in a year. `actions` and `formations`: adherents-only ones; `confirmed`: all that they are confirmed on, or came to. */
export type YearOfPerson = { actions: number; formations: number; confirmed: number }
export type MembershipState = "asked" | "accepted" | "refused" | null

export type YearRefusal = "wave" | "adherents-only" | "most-actions" | "most-formations"

type Asked = { kind: Kind; adherentsOnly: boolean }

/** Whether a person may ask for an action, for one of their structures. `membership`: that of the structure on the first day of the session. */
export function mayAsk(
  { kind, adherentsOnly }: Asked,
  { actions, formations, confirmed }: YearOfPerson,
  membership: MembershipState,
  { mostActions, mostFormations, waves }: YearRules,
  now: Date,
): Result<undefined, YearRefusal> {
  if (adherentsOnly && membership !== "accepted" && membership !== "asked") return refuse("adherents-only")
  const wave = waveFor(waves, { confirmed, isAdherent: membership === "accepted" }, now)
  if (!wave.isOpen) return refuse("wave", wave.opensOn ?? undefined)
  if (!adherentsOnly) return ok()
  if (actions >= mostActions) return refuse("most-actions", String(mostActions))
  return kind === "formation" && formations >= mostFormations ? refuse("most-formations", String(mostFormations)) : ok()
}

/** Whether one of the waves has come for this person; otherwise the day of the next one that will, when there is one. */
function waveFor(waves: readonly Wave[], { confirmed, isAdherent }: { confirmed: number; isAdherent: boolean }, now: Date) {
  if (waves.length === 0) return { isOpen: true, opensOn: null }
  const concerns = ({ who, fewer }: Wave) => who === "all" || (who === "adherents" ? isAdherent : confirmed < fewer)
  const days = waves
    .filter(concerns)
    .map(({ opensOn }) => opensOn)
    .toSorted()
  return { isOpen: days.some((day) => startOf(day) <= now), opensOn: days[0] ?? null }
}

/** "2 actions sur 5, dont 1 formation sur 3" */
export function yearWords({ actions, formations }: YearOfPerson, { mostActions, mostFormations }: YearRules) {
  const plural = (count: number, word: string) => `${count} ${word}${count > 1 ? "s" : ""}`
  return `${plural(actions, "action")} sur ${mostActions}, dont ${plural(formations, "formation")} sur ${mostFormations}`
}

/** A year that an address asks for, brought to one that the programme may have. */
export function possibleYear(year: number): number {
  return Math.min(Math.max(year, 2020), 2199)
}

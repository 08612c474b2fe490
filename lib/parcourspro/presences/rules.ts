/** Who came: when it may be noted, and what it makes of a registration. */
import type { Status } from "@/lib/parcourspro/states/rules"

export const presenceStates = { present: "Présent·e", absent: "Absent·e", excused: "Excusé·e" } as const
export type PresenceState = keyof typeof presenceStates

type Hours = { startsAt: Date; endsAt: Date }
const around = 15 * 60_000

/** Whether a half-day may be noted at this instant: from a quarter of an hour before it begins, and as long as one likes after. */
export function mayNote({ startsAt }: Hours, now: Date) {
  return now.getTime() >= startsAt.getTime() - around
}

/** Whether the code of a half-day is taken at this instant: while it lasts, a quarter of an hour around. */
export function takesCode({ startsAt, endsAt }: Hours, now: Date) {
  return mayNote({ startsAt, endsAt }, now) && now.getTime() <= endsAt.getTime() + around
}

/** What a registration becomes once each half-day of its session is noted; null while one is not. */
export function outcomeOf(halfDays: number, states: readonly PresenceState[]): Extract<Status, "attended" | "partly" | "absent"> | null {
  if (halfDays === 0 || states.length < halfDays) return null
  const present = states.filter((state) => state === "present").length
  if (present === halfDays) return "attended"
  return present > 0 ? "partly" : "absent"
}

/** The minutes that someone was there. */
export function minutesPresent(noted: readonly (Hours & { state: PresenceState })[]): number {
  const minutes = ({ startsAt, endsAt }: Hours) => Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000)
  return noted.filter(({ state }) => state === "present").reduce((sum, half) => sum + minutes(half), 0)
}

/** How long a code on the trainer's screen stands before another one takes its place. Milliseconds. */
export const codeLasts = 30_000
/** How many windows old a code may be: stale in 90 seconds, so that a photo sent away is useless. */
export const staleAfter = 3

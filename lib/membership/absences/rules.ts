import { ok, type Result, refuse } from "@/lib/platform/result"
import { dayOf, endOf, startOf } from "@/lib/platform/time/working-days"

/** No absence lasts longer, in days: someone away for more is no référent. */
const longest = 366

/** From an instant to another, the second excluded. */
export type Period = { startsAt: Date; endsAt: Date }

/**
 * The whole days from `from` to `to` in Paris ("2026-12-24"), both included. An absence that begins today begins now, so that it changes nothing of
 * what was decided this morning.
 */
export function periodOf(from: string, to: string, now: Date): Result<Period, "past" | "ends-before" | "too-long"> {
  const today = dayOf(now)
  if (from < today) return refuse("past")
  if (to < from) return refuse("ends-before")
  const startsAt = from === today ? now : startOf(from)
  const endsAt = endOf(to)
  return endsAt.getTime() - startOf(from).getTime() > longest * 24 * 3_600_000 ? refuse("too-long") : ok({ startsAt, endsAt })
}

/** Whether two periods share an instant. */
export function overlap(one: Period, other: Period): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt
}

/** The last day of a period, whose end is the midnight that follows. */
export function lastDayOf({ endsAt }: Pick<Period, "endsAt">): Date {
  return new Date(endsAt.getTime() - 1)
}

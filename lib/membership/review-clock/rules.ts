import { counted } from "@/lib/platform/text/counts"
import { growingNumbers } from "@/lib/platform/text/numbers"
import { begunBefore, endOf, isWorkingDay, startOf } from "@/lib/platform/time/working-days"

/** When a review reminds and what follows when nobody answers (docs/domain.md). */
export type ReviewDelays = {
  /** Reminders, in days before the deadline; the farthest first. */
  reminders: readonly [number, number, number]
  /** In working days after the deadline: the mail before the suspension, then the suspension, or the end of the review. */
  warning: number
  suspension: number
}

const usual = "15,5,1,10"

/**
 * Reads the setting `REVIEW_DELAYS`: three falling numbers of days before the deadline, then a number of working days after it; when it is empty, the
 * delays of the domain. Null when it is not valid.
 */
export function parseReviewDelays(setting: string | undefined): ReviewDelays | null {
  const parts = (setting || usual).split(",")
  const [third = 0, second = 0, first] = growingNumbers(parts.slice(0, 3).toReversed().join(","), 3, 365) ?? []
  const [suspension] = growingNumbers(parts.slice(3).join(","), 1, 1000) ?? []
  if (first === undefined || suspension === undefined || suspension < 2) return null
  return { reminders: [first, second, third], warning: Math.floor(suspension / 2), suspension }
}

const day = 24 * 3_600_000
export const reminderKinds = ["first", "second", "third"] as const
export type ReminderKind = (typeof reminderKinds)[number]

/** From when a reminder is due: so many days before the deadline, and the working day before when people do not work then. */
function reminderFrom(deadline: string, daysBefore: number): Date {
  let date = new Date(Date.parse(`${deadline}T12:00:00Z`) - daysBefore * day)
  while (!isWorkingDay(date.toISOString().slice(0, 10))) date = new Date(date.getTime() - day)
  return startOf(date.toISOString().slice(0, 10))
}

/**
 * The reminder that is due now, and since when; null before the first, and once the deadline is over. After a long stop only the last one is sent: it
 * says all.
 */
export function reminderDue(
  deadline: string,
  delays: ReviewDelays,
  now: Date,
): { kind: ReminderKind; since: Date; covers: ReminderKind[] } | null {
  if (now >= endOf(deadline)) return null
  const due = reminderKinds
    .map((kind, index) => ({ kind, since: reminderFrom(deadline, delays.reminders[index] ?? 0) }))
    .filter(({ since }) => since <= now)
    .at(-1)
  return due ? { ...due, covers: reminderKinds.slice(reminderKinds.indexOf(due.kind)) } : null
}

/** Whether so many working days have passed since the deadline. */
export function isPast(deadline: string, workingDays: number, now: Date): boolean {
  return begunBefore(now, workingDays).getTime() > endOf(deadline).getTime() - 1
}

/** "15 jours, 5 jours et 1 jour", or "30, 10 et 2 jours": when reminders leave, before the deadline. */
export function reminderWords({ reminders: [first, second, third] }: ReviewDelays): string {
  return third > 1 ? `${first}, ${second} et ${third} jours` : `${first} jours, ${counted(second, "jour")} et ${counted(third, "jour")}`
}

/** The day on which levels that nobody confirmed are suspended, if the mail before has left in time: "2026-12-24". */
export function suspensionDay(deadline: string, { suspension }: ReviewDelays): string {
  let date = deadline
  for (let left = suspension; left > 0; ) {
    date = new Date(Date.parse(`${date}T12:00:00Z`) + day).toISOString().slice(0, 10)
    if (isWorkingDay(date)) left -= 1
  }
  return date
}

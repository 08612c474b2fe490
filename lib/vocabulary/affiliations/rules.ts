import { ok, type Result, refuse } from "@/lib/platform/result"

export type AffiliationStatus = "pending" | "active" | "refused" | "cancelled" | "expired" | "ended"
export type Transition = "validate" | "refuse" | "cancel" | "expire" | "detach"

/** The transitions of docs/domain.md: operations make no others. */
export const transitions: Record<Transition, { from: AffiliationStatus; to: AffiliationStatus }> = {
  validate: { from: "pending", to: "active" },
  refuse: { from: "pending", to: "refused" },
  cancel: { from: "pending", to: "cancelled" },
  expire: { from: "pending", to: "expired" },
  detach: { from: "active", to: "ended" },
}

const reminderEvery = 48 * 3_600_000

/** An applicant may remind those who decide once per 48 hours, counted from the request or the last reminder. */
export function mayRemind(request: { requestedAt: Date; lastReminderAt: Date | null }, now: Date): Result<undefined, "too-soon"> {
  return now >= remindableFrom(request) ? ok() : refuse("too-soon")
}

/** When the applicant may remind next. */
export function remindableFrom({ requestedAt, lastReminderAt }: { requestedAt: Date; lastReminderAt: Date | null }) {
  return new Date((lastReminderAt ?? requestedAt).getTime() + reminderEvery)
}

/** How many requests are answered at once, at most. */
export const mostAtOnce = 50

/** Who can answer the requests of a structure: no référent, only référents who cannot be reached, or a référent who can be reached. */
export type ReferentState = "none" | "unreachable" | "reachable"

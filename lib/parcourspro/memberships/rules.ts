/** The adhesion of a structure for a year: when it may be asked for, and what it costs. */
import { ok, type Result, refuse } from "@/lib/platform/result"

export const membershipStatuses = { asked: "Demandée", accepted: "Acceptée", refused: "Refusée" } as const
export type MembershipStatus = keyof typeof membershipStatuses

type Campaign = { year: number; opensOn: Date }

/** The years for which a structure may ask at this day (a day at midnight UTC): those whose campaign has opened, until the year is over. */
export function openYears<Year extends Campaign>(campaigns: readonly Year[], today: Date): Year[] {
  return campaigns.filter(({ year, opensOn }) => opensOn <= today && year >= today.getUTCFullYear()).toSorted((a, b) => a.year - b.year)
}

/** Whether a structure may ask for a year: once; again only after a refusal. */
export function mayAskFor(
  campaign: Campaign | null,
  before: { status: MembershipStatus } | null,
  today: Date,
): Result<undefined, "not-open" | "already"> {
  if (!campaign || openYears([campaign], today).length === 0) return refuse("not-open")
  return before === null || before.status === "refused" ? ok() : refuse("already")
}

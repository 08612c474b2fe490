/** The adhesion of a structure for a year: when it may be asked for, and what it costs. */
import type { Fee } from "@/lib/parcourspro/campaigns/rules"
import { priceWords } from "@/lib/parcourspro/codes/rules"
import { ok, type Result, refuse } from "@/lib/platform/result"

export const membershipStatuses = { asked: "Demandée", accepted: "Acceptée", refused: "Refusée" } as const
export type MembershipStatus = keyof typeof membershipStatuses

type Campaign = { year: number; opensOn: Date }

/** The years for which a structure may ask at this day (a day at midnight UTC): those whose campaign has opened, until the year is over. */
export function openYears<Year extends Campaign>(campaigns: readonly Year[], today: Date): Year[] {
  return campaigns.filter(({ year, opensOn }) => opensOn <= today && year >= today.getUTCFullYear()).toSorted((a, b) => a.year - b.year)
}

/** The answers of the form: a year and a line of its price table, as `membershipRequest` reads them, with their words. */
export function offersOf(years: readonly { year: number; fees: readonly Fee[] }[]): Record<string, string> {
  const offers = years.flatMap(({ year, fees }) => fees.map((fee) => ({ year, ...fee })))
  return Object.fromEntries(offers.map(({ year, label, amount }) => [`${year} ${label}`, `${year} : ${label}, ${priceWords(amount)}`]))
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

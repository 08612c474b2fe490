import { type Actor, can } from "@/lib/access/permissions"
import { ok, type Result, refuse } from "@/lib/platform/result"
import type { AffiliationStatus } from "@/lib/vocabulary/affiliations/rules"

type Target = { accountId: string; structureId: string; status: AffiliationStatus; isReferent: boolean }

/**
 * Whether the actor may detach someone else. Nobody detaches themselves. A structure keeps a référent, unless a manager says explicitly
 * that it may be left without one.
 */
export function mayDetach<T extends Target>(
  actor: Actor,
  target: T,
  { otherReferents, withoutReferent }: { otherReferents: number; withoutReferent: boolean },
): Result<T, "not-found" | "oneself" | "not-active" | "last-referent"> {
  if (!can(actor, "affiliation.detach", target.structureId)) return refuse("not-found")
  if (target.accountId === actor.accountId) return refuse("oneself")
  if (target.status !== "active") return refuse("not-active")
  const isLast = target.isReferent && otherReferents === 0
  if (isLast && !(withoutReferent && can(actor, "referent.appoint"))) return refuse("last-referent")
  return ok(target)
}

/** Whether someone may leave by themselves: a member may; a référent must ask the managers, who first name another. */
export function mayLeave<T extends { status: AffiliationStatus; isReferent: boolean }>(own: T): Result<T, "not-active" | "referent"> {
  if (own.status !== "active") return refuse("not-active")
  return own.isReferent ? refuse("referent") : ok(own)
}

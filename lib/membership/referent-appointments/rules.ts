import { ok, type Result, refuse } from "@/lib/platform/result"

type Affiliation = { accountId: string; status: string; isReferent: boolean; account: { disabledAt: Date | null } }

/** Whether someone may become référent: they must be attached and able to sign in; managers do not appoint themselves. */
export function mayAppoint(
  actorId: string,
  affiliation: Affiliation,
): Result<undefined, "not-active" | "already-referent" | "oneself" | "disabled"> {
  if (affiliation.status !== "active") return refuse("not-active")
  if (affiliation.isReferent) return refuse("already-referent")
  if (affiliation.accountId === actorId) return refuse("oneself")
  return affiliation.account.disabledAt ? refuse("disabled") : ok()
}

/** A structure keeps a référent, unless the manager says explicitly that it may be left without one. */
export function mayRemove(
  affiliation: Affiliation,
  { otherReferents, withoutReferent }: { otherReferents: number; withoutReferent: boolean },
): Result<undefined, "not-referent" | "last-referent"> {
  if (affiliation.status !== "active" || !affiliation.isReferent) return refuse("not-referent")
  return otherReferents === 0 && !withoutReferent ? refuse("last-referent") : ok()
}

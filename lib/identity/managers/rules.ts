import { type Actor, can } from "@/lib/access/permissions"
import { ok, type Result, refuse } from "@/lib/platform/result"

type Nominee = { id: string; isManager: boolean; disabledAt: Date | null; erasedAt: Date | null }
export type NominationRefusal = "not-found" | "oneself" | "manager-already" | "closed"

/** Whether this account may be proposed as manager: it must be able to sign in, and not be a manager yet. */
export function mayNominate<A extends Nominee>(actor: Actor, account: A | null): Result<A, NominationRefusal> {
  if (!account || !can(actor, "account.manage")) return refuse("not-found")
  if (account.id === actor.accountId) return refuse("oneself")
  if (account.disabledAt || account.erasedAt) return refuse("closed")
  return account.isManager ? refuse("manager-already") : ok(account)
}

type Nomination<A extends Nominee> = { status: string; proposedBy: string; account: A }

/** Whether this actor may confirm: a second person must do it, neither the proposer nor the nominee. */
export function mayConfirm<A extends Nominee, N extends Nomination<A>>(
  actor: Actor,
  nomination: N | null,
): Result<N, NominationRefusal | "proposer" | "already-decided"> {
  if (!nomination || !can(actor, "account.manage")) return refuse("not-found")
  if (nomination.status !== "pending") return refuse("already-decided")
  if (nomination.proposedBy === actor.accountId) return refuse("proposer")
  const may = mayNominate(actor, nomination.account)
  return may.ok ? ok(nomination) : may
}

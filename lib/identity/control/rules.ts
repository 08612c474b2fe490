import { type Actor, can } from "@/lib/access/permissions"
import { type ControlSettings, isOpenTo } from "@/lib/identity/sessions/rules"
import { ok, type Result, refuse } from "@/lib/platform/result"

/** How long a manager may act as someone else, in milliseconds; the database enforces this limit too. */
export const controlLifetime = 30 * 60_000

export type ControlRefusal = "not-found" | "switched-off" | "oneself" | "manager" | "closed"

type Target = { accountId: string; isManager: boolean; isClosed: boolean }

/**
 * Whether this manager may take control of this account: never of their own account or of another manager's, and never while they
 * already control an account.
 */
export function mayTakeControl(actor: Actor, target: Target, settings: ControlSettings): Result<undefined, ControlRefusal> {
  if (!can(actor, "account.control")) return refuse("not-found")
  if (!isOpenTo(actor.email, settings)) return refuse("switched-off")
  if (target.accountId === actor.accountId) return refuse("oneself")
  if (target.isManager) return refuse("manager")
  return target.isClosed ? refuse("closed") : ok()
}

import { type Actor, can } from "@/lib/access/permissions"
import { ok, type Result, refuse } from "@/lib/platform/result"

/** How long a manager may act as someone else, in milliseconds; the database holds it too. */
export const controlLifetime = 30 * 60_000

/** The global switch, and the managers it is open to; none named: all of them. */
export type ControlSettings = { isOn: boolean; managers: readonly string[] }

export type ControlRefusal = "not-found" | "switched-off" | "oneself" | "manager" | "closed"

type Target = { accountId: string; isManager: boolean; isClosed: boolean }

/** Whether this manager may take control of this account: never of themselves, of a peer, or from an account under control. */
export function mayTakeControl(actor: Actor, target: Target, settings: ControlSettings): Result<undefined, ControlRefusal> {
  if (!can(actor, "account.control")) return refuse("not-found")
  if (!isOpenTo(actor.email, settings)) return refuse("switched-off")
  if (target.accountId === actor.accountId) return refuse("oneself")
  if (target.isManager) return refuse("manager")
  return target.isClosed ? refuse("closed") : ok()
}

/** Whether the settings let this manager take control at all. */
export function isOpenTo(email: string, { isOn, managers }: ControlSettings) {
  return isOn && (managers.length === 0 || managers.includes(email))
}

export type ControllerState = { email: string; isManager: boolean; isDisabled: boolean; isSessionLive: boolean }

/** Whether control already taken still stands, at each request: whatever would have refused it ends it. */
export function mayGoOn(controller: ControllerState, target: { isManager: boolean }, settings: ControlSettings) {
  if (!controller.isManager || controller.isDisabled || !controller.isSessionLive) return false
  return !target.isManager && isOpenTo(controller.email, settings)
}

/** A manager who acts as someone. */
import type { ActorContext } from "@/lib/access/context"
import { takeControl } from "@/lib/identity/control/operations"
import { actorOfSession } from "@/lib/identity/sessions/queries"
import { now, visitor } from "@/tests/support/factories"

export const reason = "Aide au téléphone"

/** The manager acting as the person. */
export async function controlOf(manager: ActorContext, accountId: string): Promise<ActorContext> {
  const taken = await takeControl(manager, { accountId, reason })
  if (!taken.ok) throw new Error(taken.why)
  const actor = await actorOfSession(taken.value.sessionId, now)
  if (!actor) throw new Error("control gives no session")
  return { ...visitor, actor }
}

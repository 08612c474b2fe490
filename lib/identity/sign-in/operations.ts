/** How people close their own sessions. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { type ProofRefusal, proveIdentity } from "@/lib/identity/credentials/operations"
import { endSessionsOf } from "@/lib/identity/sessions/operations"
import { isUuid, transaction } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record, refuseWithTrace } from "@/lib/trace/journal/operations"

/**
 * Ends one of the actor's own sessions, wherever it is open. Any other than this one needs a recent password: whoever finds a session open must
 * not close the owner's.
 */
export async function endOwnSession(
  context: ActorContext,
  { sessionId, currentPassword }: { sessionId: string; currentPassword?: string | undefined },
): Promise<Result<undefined, ProofRefusal | "not-found">> {
  const { actor, now } = context
  const proof = sessionId === actor.sessionId ? ok() : await proveIdentity(context, currentPassword)
  if (!proof.ok) return proof
  return transaction(async (tx) => {
    const isOwn = isUuid(sessionId) && (await tx.session.count({ where: { id: sessionId, accountId: actor.accountId } })) > 0
    const entry = { action: "session.end", targetId: isUuid(sessionId) ? sessionId : null } as const
    if (!isOwn) return refuseWithTrace(tx, context, entry, refuse("not-found"))
    await tx.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: now } })
    await record(tx, context, entry)
    return ok()
  })
}

/** Ends every session of the actor, this one included. */
export async function endOwnSessions(
  context: ActorContext,
  { currentPassword }: { currentPassword?: string | undefined },
): Promise<Result<undefined, ProofRefusal>> {
  const proof = await proveIdentity(context, currentPassword)
  if (!proof.ok) return proof
  return transaction(async (tx) => {
    const count = await endSessionsOf(tx, context.actor.accountId, context.now)
    await record(tx, context, { action: "session.end-all", targetId: context.actor.accountId, changes: { count } })
    return ok()
  })
}

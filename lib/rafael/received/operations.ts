/** How people of a training body are told of what it receives. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { ok, type Result } from "@/lib/platform/result"
import type { ReceivedPace } from "@/lib/rafael/received/schema"
import { asMember, type MemberRefusal } from "@/lib/rafael/rights/operations"
import { record } from "@/lib/trace/journal/operations"

/**
 * Sets how often the actor is told of what a training body receives. What waits there now counts as told: they choose with its list
 * before their eyes.
 */
export function setReceivedPace(
  context: ActorContext,
  { structureId, pace }: { structureId: string; pace: ReceivedPace },
): Promise<Result<{ structureId: string }, MemberRefusal>> {
  const { accountId } = context.actor
  return asMember(context, "received.answer", { action: "received.set-pace", targetId: accountId }, structureId, async (tx, own) => {
    await tx.affiliation.update({ where: { id: own.affiliationId }, data: { receivedPace: pace } })
    await tx.$executeRaw`
      INSERT INTO preregistration_notice (preregistration_id, account_id, kind, sent_at)
      SELECT p.id, ${accountId}::uuid, 'received', ${context.now} FROM preregistration p JOIN training_session s ON s.id = p.session_id
        JOIN delivery d ON d.id = s.delivery_id JOIN course c ON c.id = d.course_id
       WHERE c.structure_id = ${structureId}::uuid AND p.status = 'sent' ORDER BY p.id ON CONFLICT DO NOTHING`
    await record(tx, context, { action: "received.set-pace", structureId, targetId: accountId, changes: { pace } })
    return ok({ structureId })
  })
}

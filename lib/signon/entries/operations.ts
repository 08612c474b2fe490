/** What someone does about an application that they have entered. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { transaction } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record, refuseWithTrace } from "@/lib/trace/journal/operations"

/** Takes back what an application reads of the actor for one structure: its tokens open nothing, and it is told that nothing remains. */
export function withdraw(context: ActorContext, { entryId }: { entryId: string }): Promise<Result<{ entryId: string }, "not-found">> {
  const { actor, now } = context
  return transaction(async (tx): Promise<Result<{ entryId: string }, "not-found">> => {
    const entry = await tx.applicationPerson.findFirst({
      where: { id: entryId, accountId: actor.accountId, withdrawnAt: null },
      select: { applicationId: true, affiliationId: true, affiliation: { select: { structureId: true } } },
    })
    if (!entry) return refuseWithTrace(tx, context, { action: "grant.withdrawn", targetId: entryId }, refuse("not-found"))
    const { applicationId, affiliationId } = entry
    await tx.eventDelivery.createMany({
      data: (await tx.application.count({ where: { id: applicationId, eventWay: { not: "none" } } }))
        ? [{ applicationId, accountId: actor.accountId, affiliationId, kind: "claims" }]
        : [],
    })
    await tx.applicationPerson.updateMany({ where: { id: entryId }, data: { withdrawnAt: now, agreedScopes: [] } })
    await tx.$queryRaw`SELECT end_grants(ARRAY(SELECT grant_id FROM sign_on_grant
      WHERE application_id = ${applicationId}::uuid AND account_id = ${actor.accountId}::uuid
        AND affiliation_id IS NOT DISTINCT FROM ${affiliationId}::uuid))::text`
    await record(tx, context, { action: "grant.withdrawn", targetId: applicationId, structureId: entry.affiliation?.structureId ?? null })
    return ok({ entryId })
  })
}

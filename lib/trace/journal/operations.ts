import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { db, type Tx } from "@/lib/platform/db/client"
import type { Outcome, Prisma } from "@/lib/platform/generated/client"
import { refuse } from "@/lib/platform/result"

type Entry = {
  action: string
  outcome?: Outcome
  actorId?: string | null
  structureId?: string | null
  targetId?: string | null
  changes?: Prisma.InputJsonObject
  reason?: string | null
}

/** Writes one row in the caller's transaction: the change and its trace are committed together. */
export async function record(tx: Tx, context: Context, entry: Entry) {
  await tx.journal.create({
    data: {
      at: context.now,
      outcome: "done",
      actorId: context.actor?.accountId ?? null,
      realActorId: context.actor?.control?.accountId ?? null,
      ip: context.ip,
      requestId: context.requestId,
      ...entry,
    },
  })
}

/** Someone else's affiliation does not exist for this actor, but the attempt leaves a trace. */
export async function refuseAsUnknown(tx: Tx, context: Context, action: string, affiliationId: string) {
  const target = await tx.affiliation.findUnique({ where: { id: affiliationId }, select: { structureId: true } })
  await record(tx, context, {
    action,
    outcome: "refused",
    structureId: target?.structureId ?? null,
    targetId: affiliationId,
    reason: "not-found",
  })
  return refuse("not-found")
}

/** What a manager may not do in the place of the person whose account they control. */
export async function refuseUnderControl(context: ActorContext) {
  await record(db, context, {
    action: "account.control",
    outcome: "refused",
    targetId: context.actor.accountId,
    reason: "under-control",
  })
  return refuse("under-control")
}

/** The same for a structure that is not the actor's. */
export async function refuseStructureAsUnknown(tx: Tx, context: Context, action: string, structureId: string) {
  await record(tx, context, { action, outcome: "refused", structureId, targetId: structureId, reason: "not-found" })
  return refuse("not-found")
}

import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { can } from "@/lib/access/permissions"
import { formatName } from "@/lib/accounts/rules"
import { structureRef } from "@/lib/affiliations/operations"
import { record, refuseStructureAsUnknown } from "@/lib/journal/operations"
import { queueMessages } from "@/lib/notifications/operations"
import { db, type Tx } from "@/lib/platform/db"
import type { NoticePace } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { holdStructureToDecide, managersToTell, reachable } from "@/lib/referents/queries"
import type { ReferentChangeInput } from "@/lib/referents/schema"

type ChangeRefusal = "not-found" | "already-asked" | "person-unknown"

/** A référent asks the managers to appoint someone attached, says that they leave, or both. */
export function sendReferentChange(
  context: ActorContext,
  input: ReferentChangeInput,
): Promise<Result<{ structureId: string }, ChangeRefusal>> {
  return db.$transaction((tx) => askReferentChange(tx, context, input))
}

/** As `sendReferentChange`, in the caller's transaction. One at a time for a person and a structure. */
export async function askReferentChange(
  tx: Tx,
  context: ActorContext,
  { structureId, affiliationId, isLeaving, message }: ReferentChangeInput,
): Promise<Result<{ structureId: string }, ChangeRefusal>> {
  const { actor, now } = context
  const isTheirs = can(actor, "referent-change.send", structureId) && (await holdStructureToDecide(tx, actor, structureId, "exclusive"))
  if (!isTheirs) return refuseStructureAsUnknown(tx, context, "referent-change.send", structureId)
  const own = { structureId, accountId: actor.accountId }
  if ((await tx.referentChange.count({ where: { ...own, status: "pending" } })) > 0) return refuse("already-asked")
  const proposed = affiliationId
    ? await tx.affiliation.findFirst({
        where: { id: affiliationId, structureId, status: "active", isReferent: false },
        select: { account: { select: { firstName: true, lastName: true } } },
      })
    : null
  if (affiliationId && !proposed) return refuse("person-unknown")
  const { id } = await tx.referentChange.create({
    data: { ...own, proposed: { affiliationId, isLeaving }, message: message || null, createdAt: now },
    select: { id: true },
  })
  const structure = await tx.structure.findUniqueOrThrow({ where: { id: structureId }, select: { raisonSociale: true, siret: true } })
  await queueMessages(tx, now, await managersToTell(tx), "referent-change-to-decide", {
    ...structureRef(structure),
    by: formatName(actor),
    proposed: proposed ? formatName(proposed.account) : null,
    isLeaving,
  })
  await record(tx, context, { action: "referent-change.send", structureId, targetId: id, changes: { affiliationId, isLeaving } })
  return ok({ structureId })
}

/** How often the actor is told of a structure's requests; "none" only while another référent is told. */
export function setPace(
  context: ActorContext,
  { structureId, pace }: { structureId: string; pace: NoticePace },
): Promise<Result<{ structureId: string }, "not-found" | "only-one-told">> {
  const { accountId } = context.actor
  return db.$transaction(async (tx) => {
    if (context.actor.isManager || !(await holdStructureToDecide(tx, context.actor, structureId, "exclusive")))
      return refuseStructureAsUnknown(tx, context, "referent.set-pace", structureId)
    const others = { structureId, ...reachable, noticePace: { not: "none" as const }, NOT: { accountId } }
    if (pace === "none" && (await tx.affiliation.count({ where: others })) === 0) return refuse("only-one-told")
    await tx.affiliation.updateMany({ where: { structureId, accountId, status: "active", isReferent: true }, data: { noticePace: pace } })
    await record(tx, context, { action: "referent.set-pace", structureId, targetId: accountId, changes: { pace } })
    return ok({ structureId })
  })
}

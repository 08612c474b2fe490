import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { can } from "@/lib/access/permissions"
import { formatName } from "@/lib/accounts/rules"
import { structureRef } from "@/lib/affiliations/operations"
import { type Correctable, correctableNames, differencesOf } from "@/lib/corrections/rules"
import type { CorrectionInput } from "@/lib/corrections/schema"
import { record, refuseStructureAsUnknown } from "@/lib/journal/operations"
import { typesOf } from "@/lib/listings/rules"
import { queueMessages } from "@/lib/notifications/operations"
import { db } from "@/lib/platform/db"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { holdStructureToDecide, managersToTell } from "@/lib/referents/queries"

/** A référent says what is wrong in the structure's data; nothing changes until a manager agrees. One at a time a structure. */
export function sendCorrection(
  context: ActorContext,
  { structureId, type, message, ...typed }: CorrectionInput,
): Promise<Result<{ structureId: string }, "not-found" | "already-sent" | "nothing-changed">> {
  const { actor, now } = context
  return db.$transaction(async (tx) => {
    const isTheirs = can(actor, "correction.send", structureId) && (await holdStructureToDecide(tx, actor, structureId, "exclusive"))
    if (!isTheirs) return refuseStructureAsUnknown(tx, context, "correction.send", structureId)
    if ((await tx.correction.count({ where: { structureId, status: "pending" } })) > 0) return refuse("already-sent")
    const structure = await tx.structure.findUniqueOrThrow({
      where: { id: structureId },
      select: { siret: true, raisonSociale: true, sigle: true, enseigne: true, address: true, postcode: true, city: true, types: true },
    })
    const proposed = differencesOf(structure, { ...typed, types: typesOf(type) })
    const fields = Object.keys(proposed) as Correctable[]
    if (fields.length === 0 && !message) return refuse("nothing-changed")
    const { id } = await tx.correction.create({
      data: { structureId, accountId: actor.accountId, proposed, message: message || null, createdAt: now },
      select: { id: true },
    })
    await queueMessages(tx, now, await managersToTell(tx), "correction-to-decide", {
      ...structureRef(structure),
      by: formatName(actor),
      fields: fields.map((field) => correctableNames[field]),
    })
    await record(tx, context, { action: "correction.send", structureId, targetId: id, changes: { fields } })
    return ok({ structureId })
  })
}

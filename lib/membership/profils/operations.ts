import { structureRef } from "@/lib/vocabulary/structures/rules"
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { can } from "@/lib/access/permissions"
import type { RightsGesture } from "@/lib/membership/profils/schema"
import { holdStructureToDecide } from "@/lib/membership/referents/queries"
import { type Tx, transaction } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { formatInstant } from "@/lib/platform/time/dates"
import { record, refuseAsUnknown } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { markOf, profilNames, type Rights, rightsFit, withGesture } from "@/lib/vocabulary/profils/rules"

type RightsRefusal = "not-found" | "not-active" | "changed-meanwhile" | "profil-not-open"

/**
 * Adds or takes away one profil, at once and everywhere. A form that shows rights which someone has changed since is refused
 * and says who did: neither editor overwrites the other. A référent may set their own.
 */
export function setProfil(
  context: ActorContext,
  { affiliationId, gesture, profil, seen }: RightsGesture,
): Promise<Result<{ affiliationId: string; structureId: string }, RightsRefusal>> {
  return transaction(async (tx) => {
    const target = await affiliationToSet(tx, context, affiliationId)
    if (!target.ok) return target
    const { structureId, structure, account, ...before } = target.value
    if (markOf(before) !== seen) return refuse("changed-meanwhile", await lastEditor(tx, affiliationId))
    const after = withGesture(rightsOf(before), gesture, profil)
    if (!rightsFit(after, structure.types)) return refuse("profil-not-open")
    if (markOf(after) === seen) return ok({ affiliationId, structureId })
    await tx.affiliation.update({ where: { id: affiliationId }, data: after })
    if (account.id !== context.actor.accountId)
      await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "profils-changed", {
        ...structureRef(structure),
        firstName: account.firstName,
        by: formatName(context.actor),
        before: profilNames(before),
        after: profilNames(after),
      })
    await record(tx, context, {
      action: "profils.set",
      structureId,
      targetId: affiliationId,
      changes: { before: rightsOf(before), after },
    })
    return ok({ affiliationId, structureId })
  })
}

/** The affiliation, held until the commit, if this actor may set its profils at this instant. */
async function affiliationToSet(tx: Tx, context: ActorContext, affiliationId: string) {
  const found = await tx.affiliation.findUnique({ where: { id: affiliationId }, select: { structureId: true } })
  const { actor } = context
  const isTheirs = found && can(actor, "profils.set", found.structureId) && (await holdStructureToDecide(tx, actor, found.structureId))
  if (!isTheirs) return refuseAsUnknown(tx, context, "profils.set", affiliationId)
  await tx.$queryRaw`SELECT 1 FROM affiliation WHERE id = ${affiliationId}::uuid FOR UPDATE`
  const target = await tx.affiliation.findUniqueOrThrow({
    where: { id: affiliationId },
    select: {
      status: true,
      structureId: true,
      rafaelProfil: true,
      isEmployeur: true,
      isPrestataire: true,
      account: { select: { id: true, email: true, firstName: true } },
      structure: { select: { raisonSociale: true, siret: true, types: true } },
    },
  })
  return target.status === "active" ? ok(target) : refuse("not-active")
}

function rightsOf({ rafaelProfil, isEmployeur, isPrestataire }: Rights): Rights {
  return { rafaelProfil, isEmployeur, isPrestataire }
}

async function lastEditor(tx: Tx, affiliationId: string) {
  const row = await tx.journal.findFirst({
    where: { targetId: affiliationId, action: { in: ["profils.set", "affiliation.validate"] }, outcome: "done" },
    orderBy: { id: "desc" },
    select: { actorId: true, at: true },
  })
  if (!row?.actorId) return "une autre personne"
  const editor = await tx.account.findUnique({ where: { id: row.actorId }, select: { firstName: true, lastName: true } })
  return `${editor ? formatName(editor) : "une autre personne"} le ${formatInstant(row.at)}`
}

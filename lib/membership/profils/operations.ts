import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import type { RightsGesture } from "@/lib/membership/profils/schema"
import { asDecider } from "@/lib/membership/referents/operations"
import type { Tx } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { formatInstant } from "@/lib/platform/time/dates"
import { rightsLost } from "@/lib/seam"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { markOf, profilNames, type Rights, rightsFit, withGesture } from "@/lib/vocabulary/profils/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"

type Done = { affiliationId: string; structureId: string }
type RightsRefusal = "not-found" | "not-active" | "changed-meanwhile" | "profil-not-open"

/**
 * Adds or removes one profil, at once and everywhere. If someone has changed the rights since the form was shown, the form is refused
 * and says who changed them, so that no editor overwrites another. A référent may set their own profils.
 */
export function setProfil(
  context: ActorContext,
  { affiliationId, gesture, profil, seen }: RightsGesture,
): Promise<Result<Done, RightsRefusal>> {
  return asDecider(context, "profils.set", { affiliationId }, "shared", async (tx, structureId): Promise<Result<Done, RightsRefusal>> => {
    await holdById(tx, "affiliation", affiliationId, "own")
    const { status, structure, account, ...before } = await tx.affiliation.findUniqueOrThrow({
      where: { id: affiliationId },
      select: target,
    })
    if (status !== "active") return refuse("not-active")
    if (markOf(before) !== seen) return refuse("changed-meanwhile", await lastEditor(tx, affiliationId))
    const after = withGesture(rightsOf(before), gesture, profil)
    if (!rightsFit(after, structure.types)) return refuse("profil-not-open")
    if (markOf(after) === seen) return ok({ affiliationId, structureId })
    await tx.affiliation.update({ where: { id: affiliationId }, data: after })
    await rightsLost(tx, context, [affiliationId])
    if (account.id !== context.actor.accountId) await tellOfRights(tx, context, { account, structure, before, after })
    await record(tx, context, {
      action: "profils.set",
      structureId,
      targetId: affiliationId,
      changes: { before: rightsOf(before), after },
    })
    return ok({ affiliationId, structureId })
  })
}

type Changed = {
  account: { id: string; email: string; firstName: string }
  structure: { raisonSociale: string; siret: string }
  before: Rights
  after: Rights
}

/** Tells someone by mail that the actor has changed their rights in a structure. */
export async function tellOfRights(tx: Tx, { actor, now }: ActorContext, { account, structure, before, after }: Changed): Promise<void> {
  await queueMessage(tx, now, { email: account.email, accountId: account.id }, "profils-changed", {
    ...structureRef(structure),
    firstName: account.firstName,
    by: formatName(actor),
    before: profilNames(before),
    after: profilNames(after),
  })
}

const target = {
  status: true,
  rafaelProfil: true,
  isEmployeur: true,
  isPrestataire: true,
  account: { select: { id: true, email: true, firstName: true } },
  structure: { select: { raisonSociale: true, siret: true, types: true } },
} as const

function rightsOf({ rafaelProfil, isEmployeur, isPrestataire }: Rights): Rights {
  return { rafaelProfil, isEmployeur, isPrestataire }
}

async function lastEditor(tx: Tx, affiliationId: string) {
  const row = await tx.journal.findFirst({
    where: { targetId: affiliationId, action: { in: ["profils.set", "affiliation.validate", "invitation.accept"] }, outcome: "done" },
    orderBy: { id: "desc" },
    select: { actorId: true, at: true },
  })
  if (!row?.actorId) return "une autre personne"
  const editor = await tx.account.findUnique({ where: { id: row.actorId }, select: { firstName: true, lastName: true } })
  return `${editor ? formatName(editor) : "une autre personne"} le ${formatInstant(row.at)}`
}

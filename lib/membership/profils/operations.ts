import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import type { Restoration, RightsGesture } from "@/lib/membership/profils/schema"
import { asDecider } from "@/lib/membership/referents/operations"
import { answerMeanwhile } from "@/lib/membership/review-records/operations"
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
    const before = await tx.affiliation.findUniqueOrThrow({ where: { id: affiliationId }, select: { ...target, suspendedProfil: true } })
    if (before.status !== "active") return refuse("not-active")
    if (markOf(before) !== seen) return refuse("changed-meanwhile", await lastEditor(tx, affiliationId))
    const written = await writeRights(tx, context, affiliationId, (held) => withGesture(held, gesture, profil), {
      endsSuspension: gesture === "remove" && profil === before.suspendedProfil,
    })
    return written.ok ? ok({ affiliationId, structureId }) : written
  })
}

/** Gives a suspended profil back, in one gesture: everything it opened is open again. */
export function restoreProfil(
  context: ActorContext,
  { affiliationId }: Restoration,
): Promise<Result<Done, "not-found" | "not-active" | "not-suspended" | "profil-not-open">> {
  return asDecider(context, "profils.set", { affiliationId }, "shared", async (tx, structureId) => {
    await holdById(tx, "affiliation", affiliationId, "own")
    const given = await giveBack(tx, context, affiliationId)
    return given.ok ? ok({ affiliationId, structureId }) : given
  })
}

/** The same in the caller's transaction, which holds the affiliation and has checked who asks. */
export async function giveBack(
  tx: Tx,
  context: ActorContext,
  affiliationId: string,
): Promise<Result<{ isChanged: boolean }, "not-active" | "not-suspended" | "profil-not-open">> {
  const { suspendedProfil } = await tx.affiliation.findUniqueOrThrow({ where: { id: affiliationId }, select: { suspendedProfil: true } })
  if (!suspendedProfil) return refuse("not-suspended")
  return writeRights(tx, context, affiliationId, (held) => ({ ...held, rafaelProfil: suspendedProfil }), { answer: "kept" })
}

/**
 * Writes the rights that `next` makes of those held, in the caller's transaction, which holds the affiliation and has checked who asks: the person is
 * told, the modules answer, and it counts in the reviews that are open, as `answer`. Nothing but the last, when nothing changes. `endsSuspension`: a
 * suspended profil is not given back any more, which is a change of rights too. Says whether anything changed.
 */
export async function writeRights(
  tx: Tx,
  context: ActorContext,
  affiliationId: string,
  next: (held: Rights) => Rights,
  { answer = "changed", endsSuspension = false }: { answer?: "kept" | "changed"; endsSuspension?: boolean } = {},
): Promise<Result<{ isChanged: boolean }, "not-active" | "profil-not-open">> {
  const { status, structureId, structure, account, suspendedProfil, ...held } = await tx.affiliation.findUniqueOrThrow({
    where: { id: affiliationId },
    select: { ...target, suspendedProfil: true },
  })
  if (status !== "active") return refuse("not-active")
  const after = next(rightsOf(held))
  const ended = endsSuspension ? suspendedProfil : null
  const before = ended ? { ...rightsOf(held), rafaelProfil: ended } : rightsOf(held)
  if (!rightsFit(after, structure.types)) return refuse("profil-not-open")
  const isChanged = markOf(after) !== markOf(before)
  if (isChanged) {
    await tx.affiliation.update({
      where: { id: affiliationId },
      data: ended ? { ...after, suspendedProfil: null, suspendedAt: null } : after,
    })
    await rightsLost(tx, context, [affiliationId])
    if (account.id !== context.actor.accountId) await tellOfRights(tx, context, { account, structure, before, after })
    await record(tx, context, { action: "profils.set", structureId, targetId: affiliationId, changes: { before, after } })
  }
  await answerMeanwhile(tx, context, affiliationId, isChanged ? answer : "kept")
  return ok({ isChanged })
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
  structureId: true,
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

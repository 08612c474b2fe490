/**
 * What an accepted invitation does: the person is attached at once, with the profils that whoever invited them may give at this instant. Nobody
 * decides a second time (docs/decisions/0065-invited-is-decided.md).
 */
import "server-only"
import type { Context } from "@/lib/access/context"
import { decidesNow, referentState } from "@/lib/membership/referents/queries"
import { move } from "@/lib/membership/transitions/operations"
import type { Tx } from "@/lib/platform/db/client"
import type { AffiliationOrigin } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { fitting, profilNames, type Rights } from "@/lib/vocabulary/profils/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"

type Joining = { invitationId: string; accountId: string; structureId: string; origin: AffiliationOrigin }
export type JoiningRefusal = "inviter-gone" | "link-used" | "already-attached"

/**
 * Accepts an open invitation for this account; a request of theirs that waits is validated by it. `structureId`: the structure of the
 * invitation, or the one that replaces it. The caller's transaction holds the account and this structure.
 */
export async function join(
  tx: Tx,
  context: Context,
  { invitationId, accountId, structureId, origin }: Joining,
): Promise<Result<string, JoiningRefusal>> {
  const { now } = context
  const { inviter, ...invitation } = await tx.invitation.findUniqueOrThrow({
    where: { id: invitationId },
    select: { ...promised, inviter: { select: { id: true, email: true, firstName: true, lastName: true, isManager: true } } },
  })
  if (!(await decidesNow(tx, inviter.id, structureId))) return refuse("inviter-gone")
  const open = await tx.affiliation.findFirst({
    where: { accountId, structureId, status: { in: ["pending", "active"] } },
    select: { id: true, status: true },
  })
  if (open?.status === "active") return refuse("already-attached")
  const { count } = await tx.invitation.updateMany({
    where: { id: invitationId, status: "sent", expiresAt: { gt: now } },
    data: { status: "accepted", decidedAt: now },
  })
  if (count === 0) return refuse("link-used")
  const { types, ...structure } = await tx.structure.findUniqueOrThrow({
    where: { id: structureId },
    select: { raisonSociale: true, siret: true, types: true },
  })
  const held = {
    ...fitting(invitation, types),
    // As for whoever managers validate where there is no référent: somebody must answer the next requests. The page says so before.
    isReferent: inviter.isManager && (await referentState(structureId, tx)) === "none",
  }
  const decision = { ...held, decidedAt: now, decidedBy: inviter.id }
  if (open && !(await move(tx, context, "validate", open.id, decision))) return refuse("already-attached")
  const created = { accountId, structureId, origin, status: "active" as const, requestedAt: now, ...decision }
  const affiliationId = open?.id ?? (await tx.affiliation.create({ data: created, select: { id: true } })).id
  await tx.invitation.update({ where: { id: invitationId }, data: { affiliationId } })
  await tell(tx, context, { accountId, inviter, structure, held })
  await record(tx, context, {
    action: "invitation.accept",
    actorId: accountId,
    structureId,
    targetId: affiliationId,
    changes: held,
  })
  return ok(affiliationId)
}

const promised = { rafaelProfil: true, isEmployeur: true, isPrestataire: true } as const
type Held = Rights & { isReferent: boolean }

type Told = {
  accountId: string
  inviter: { id: string; email: string; firstName: string; lastName: string }
  structure: { raisonSociale: string; siret: string }
  held: Held
}

async function tell(tx: Tx, { now }: Context, { accountId, inviter, structure, held }: Told) {
  const { email, ...person } = await tx.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { email: true, firstName: true, lastName: true },
  })
  const profils = profilNames(held)
  await queueMessage(tx, now, { email, accountId }, "invitation-joined", {
    ...structureRef(structure),
    firstName: person.firstName,
    by: formatName(inviter),
    profils,
    becomesReferent: held.isReferent,
  })
  await queueMessage(tx, now, { email: inviter.email, accountId: inviter.id }, "invitation-answered", {
    ...structureRef(structure),
    person: formatName(person),
    isAccepted: true,
    profils,
  })
}

/**
 * Joins the structure, for someone who asks for it while an invitation to it waits for them: the two become one. `structureIds`: what they
 * asked for, then what replaces it, where they join. Null when nobody invites them; what cannot be accepted any more gives way to the request. A
 * manager who has control of the account takes no rights in its owner's name.
 */
export async function joinIfInvited(
  tx: Tx,
  context: Context,
  { accountId, structureIds, origin }: Pick<Joining, "accountId" | "origin"> & { structureIds: readonly [asked: string, open: string] },
): Promise<{ affiliationId: string } | "under-control" | null> {
  const { email } = await tx.account.findUniqueOrThrow({ where: { id: accountId }, select: { email: true } })
  const invitation = await tx.invitation.findFirst({
    where: { email, structureId: { in: [...structureIds] }, status: "sent", expiresAt: { gt: context.now } },
    orderBy: { invitedAt: "desc" },
    select: { id: true, structureId: true },
  })
  if (!invitation) return null
  if (context.actor?.control) return "under-control"
  const joined = await join(tx, context, { invitationId: invitation.id, accountId, structureId: structureIds[1], origin })
  if (joined.ok) return { affiliationId: joined.value }
  const { count } = await tx.invitation.updateMany({
    where: { id: invitation.id, status: "sent" },
    data: { status: "cancelled", decidedAt: context.now },
  })
  if (count === 1)
    await record(tx, context, {
      action: "invitation.cancel",
      structureId: invitation.structureId,
      targetId: invitation.id,
      cause: "inviter-gone",
    })
  return null
}

/** What is done with an invitation once it was sent: sent again, taken back, closed by the clock. */
import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { inviteSome, type ListRefusal, sendLink } from "@/lib/membership/invitation-lists/operations"
import { standingOf } from "@/lib/membership/invitation-lists/queries"
import type { OneInvitation } from "@/lib/membership/invitations/schema"
import { asDecider } from "@/lib/membership/referents/operations"
import { decidesNow, reachable } from "@/lib/membership/referents/queries"
import { db, transaction } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { hashSecret, newSecret } from "@/lib/platform/secrets/secrets"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { invitationLifetime, mayBeToldAgain, stateOf } from "@/lib/vocabulary/invitations/rules"
import { fitting, type Rights } from "@/lib/vocabulary/profils/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"

type AgainRefusal = ListRefusal | "too-soon" | "already-asked" | "already-answered" | "too-many-waiting" | "told-often"

/**
 * Sends the mail of an invitation again, with a new link and fourteen more days, in the name of whoever asks for it. One that has expired is made
 * anew. Not sooner than two days after the last mail, unless nobody answers for the invitation any more.
 */
export async function resendInvitation(
  context: ActorContext,
  { structureId, invitationId }: OneInvitation,
): Promise<Result<{ structureId: string }, AgainRefusal>> {
  const { now, actor } = context
  type Expired = { email: string; rights: Rights }
  const again = await asDecider(
    context,
    "invitation.send",
    { structureId },
    "exclusive",
    async (tx): Promise<Result<Expired | null, AgainRefusal>> => {
      const found = await tx.invitation.findFirst({ where: { id: invitationId, structureId }, include: { structure: true } })
      if (!found) return refuse("not-found")
      const { email, structure, invitedBy, ...invitation } = found
      if (structure.state === "closed") return refuse("structure-closed")
      const state = stateOf(invitation, now)
      const rights = fitting(invitation, structure.types)
      if (state === "expired") {
        const standing = (await standingOf(tx, structureId, [email], now)).get(email)
        return standing === "asked" ? refuse("already-asked") : ok({ email, rights })
      }
      if (state !== "sent") return refuse("already-answered")
      if (!mayBeToldAgain(invitation, now) && (await decidesNow(tx, invitedBy, structureId))) return refuse("too-soon")
      const token = newSecret()
      const renewed = { invitedBy: actor.accountId, sentAt: now, expiresAt: new Date(now.getTime() + invitationLifetime) }
      const { count } = await tx.invitation.updateMany({
        where: { id: invitationId, status: "sent" },
        data: { ...rights, ...renewed, tokenHash: hashSecret(token) },
      })
      if (count === 0) return refuse("already-answered")
      await sendLink(tx, context, { email, structure, token })
      await record(tx, context, { action: "invitation.send", structureId, targetId: invitationId, changes: { ...rights, isAgain: true } })
      return ok(null)
    },
  )
  if (!again.ok) return again
  if (again.value) {
    const invited = await inviteSome(context, structureId, [{ ...again.value, verdict: "new" }])
    if (!invited.ok) return invited
    if (invited.value[0] === "unsent") return refuse("told-often")
    if (invited.value[0] === "unchanged") return refuse("already-answered")
  }
  return ok({ structureId })
}

/** Takes back an invitation that waits: its link opens nothing any more. */
export function cancelInvitation(
  context: ActorContext,
  { structureId, invitationId }: OneInvitation,
): Promise<Result<{ structureId: string }, "not-found" | "already-answered">> {
  return asDecider(context, "invitation.send", { structureId }, "shared", async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id: invitationId, structureId, status: "sent" },
      data: { status: "cancelled", decidedAt: context.now },
    })
    if (count === 0)
      return refuse((await tx.invitation.count({ where: { id: invitationId, structureId } })) > 0 ? "already-answered" : "not-found")
    await record(tx, context, { action: "invitation.cancel", structureId, targetId: invitationId })
    return ok({ structureId })
  })
}

/** The structures where invitations have waited too long. */
export async function structuresToExpire(now: Date): Promise<string[]> {
  const found = await db.invitation.groupBy({ by: ["structureId"], where: { status: "sent", expiresAt: { lte: now } } })
  return found.map(({ structureId }) => structureId)
}

/** Closes the invitations of a structure that nobody answered in time, and tells those who sent them, in one mail each. */
export function expireInvitations(context: Context, structureId: string): Promise<boolean> {
  const { now } = context
  return transaction(async (tx) => {
    const expired = await tx.invitation.updateManyAndReturn({
      where: { structureId, status: "sent", expiresAt: { lte: now } },
      data: { status: "expired", decidedAt: now },
      select: { id: true, email: true, invitedBy: true },
    })
    if (expired.length === 0) return false
    const structure = await tx.structure.findUniqueOrThrow({ where: { id: structureId }, select: { raisonSociale: true, siret: true } })
    for (const [accountId, theirs] of Map.groupBy(expired, ({ invitedBy }) => invitedBy)) {
      for (const { id } of theirs) await record(tx, context, { action: "invitation.expire", structureId, targetId: id })
      const inviter = await tx.account.findFirst({ where: { id: accountId, ...reachable.account }, select: { email: true } })
      if (!inviter || !(await decidesNow(tx, accountId, structureId))) continue
      await queueMessage(tx, now, { email: inviter.email, accountId }, "invitations-expired", {
        ...structureRef(structure),
        structureId,
        emails: theirs.slice(0, 20).map(({ email }) => email),
        more: Math.max(0, theirs.length - 20),
      })
    }
    return true
  })
}

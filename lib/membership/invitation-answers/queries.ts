import "server-only"
import { stateOf } from "@/lib/membership/invitations/rules"
import { decidesNow } from "@/lib/membership/referents/queries"
import { db } from "@/lib/platform/db/client"
import { hashSecret } from "@/lib/platform/secrets/secrets"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { fitting, profilNames } from "@/lib/vocabulary/profils/rules"

const shown = {
  id: true,
  email: true,
  status: true,
  expiresAt: true,
  rafaelProfil: true,
  isEmployeur: true,
  isPrestataire: true,
  invitedBy: true,
  inviter: { select: { firstName: true, lastName: true, isManager: true } },
  structure: {
    select: {
      id: true,
      raisonSociale: true,
      sigle: true,
      siret: true,
      city: true,
      departement: true,
      types: true,
      state: true,
      successorId: true,
    },
  },
} as const

/**
 * What the page of an invitation says before anyone answers. Reading it changes nothing, so that a mail scanner may open the link.
 * `account`: "none" when the person has yet to sign up. Whoever holds the link reads the mailbox, so they may know it.
 */
export async function invitationOfLink(token: string, now: Date) {
  const invitation = await db.invitation.findUnique({ where: { tokenHash: hashSecret(token) }, select: shown })
  if (!invitation) return { state: "unknown" } as const
  const { email, structure, inviter, invitedBy } = invitation
  const about = { email, structure, by: formatName(inviter), isManager: inviter.isManager } as const
  const state = stateOf(invitation, now)
  if (structure.state === "closed" && !structure.successorId) return { state: "structure-closed", ...about } as const
  if (state !== "sent") return { state, ...about } as const
  const [decides, account] = await Promise.all([
    decidesNow(db, invitedBy, (structure.state === "closed" && structure.successorId) || structure.id),
    db.account.findUnique({ where: { email }, select: { isManager: true, disabledAt: true } }),
  ])
  if (!decides) return { state: "inviter-gone", ...about } as const
  return {
    state: "ready",
    ...about,
    profils: profilNames(fitting(invitation, structure.types)),
    hasLost: fitting(invitation, structure.types).rafaelProfil !== invitation.rafaelProfil,
    account: account === null ? "none" : account.disabledAt ? "closed" : account.isManager ? "manager" : "open",
  } as const
}
export type InvitationLink = Awaited<ReturnType<typeof invitationOfLink>>

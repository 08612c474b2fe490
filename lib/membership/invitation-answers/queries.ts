import "server-only"
import { decidesNow, referentState } from "@/lib/membership/referents/queries"
import { db } from "@/lib/platform/db/client"
import type { Prisma } from "@/lib/platform/generated/client"
import { hashSecret } from "@/lib/platform/secrets/secrets"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { stateOf } from "@/lib/vocabulary/invitations/rules"
import { fitting, markOf, profilNames } from "@/lib/vocabulary/profils/rules"

const structure = {
  id: true,
  raisonSociale: true,
  sigle: true,
  siret: true,
  city: true,
  departement: true,
  types: true,
  state: true,
  successorId: true,
} as const satisfies Prisma.StructureSelect

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
  structure: { select: structure },
} as const

/**
 * What the page of an invitation says before anyone answers. Reading it changes nothing, so that a mail scanner may open the link.
 * `account`: "none" when the person has yet to sign up. Whoever holds the link reads the mailbox, so they may know it.
 */
export async function invitationOfLink(token: string, now: Date) {
  const invitation = await db.invitation.findUnique({ where: { tokenHash: hashSecret(token) }, select: shown })
  if (!invitation) return { state: "unknown" } as const
  const { email, inviter, invitedBy } = invitation
  const structure = await whatReplaces(invitation.structure)
  const about = { email, structure, by: formatName(inviter) } as const
  const state = stateOf(invitation, now)
  if (state !== "sent") return { state, ...about } as const
  if (structure.state === "closed") return { state: "structure-closed", ...about } as const
  const [decides, account, referents] = await Promise.all([
    decidesNow(db, invitedBy, structure.id),
    db.account.findUnique({ where: { email }, select: { isManager: true, disabledAt: true } }),
    referentState(structure.id),
  ])
  if (!decides) return { state: "inviter-gone", ...about } as const
  const rights = fitting(invitation, structure.types)
  return {
    state: "ready",
    ...about,
    isManager: inviter.isManager,
    profils: profilNames(rights),
    hasLost: markOf(rights) !== markOf(invitation),
    becomesReferent: inviter.isManager && referents === "none",
    account: account === null ? "none" : account.disabledAt ? "closed" : account.isManager ? "manager" : "open",
  } as const
}

type Shown = Prisma.StructureGetPayload<{ select: typeof structure }>

/** The structure itself, or the one that replaces it in the end, as accepting finds it (lib/membership/successions). */
async function whatReplaces(seen: Shown): Promise<Shown> {
  let found = seen
  for (let step = 0; step < 10 && found.state === "closed" && found.successorId; step += 1) {
    const next = await db.structure.findUnique({ where: { id: found.successorId }, select: structure })
    if (!next) return found
    found = next
  }
  return found
}
export type InvitationLink = Awaited<ReturnType<typeof invitationOfLink>>

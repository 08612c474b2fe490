/** A structure, its référent, and what one does with invitations in these tests. */
import { expect } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { sendInvitations } from "@/lib/membership/invitation-lists/operations"
import { db } from "@/lib/platform/db/client"
import { type anAccount, type aStructure, aStructureWithReferent, contextOf, now } from "@/tests/support/factories"

export const hour = 3_600_000
export const day = 24 * hour
export const later = (ms: number) => new Date(now.getTime() + ms)
export const nothing = { rafaelProfil: null, isEmployeur: false, isPrestataire: false } as const

export let structure: Awaited<ReturnType<typeof aStructure>>
export let referent: Awaited<ReturnType<typeof anAccount>>
export let context: ActorContext

/** Made anew before each test: `beforeEach(prepare)`, in each file. */
export async function prepare() {
  ;({ structure, referent } = await aStructureWithReferent())
  context = await contextOf(referent.id)
}

export const list = (addresses: string, rights: Partial<Record<keyof typeof nothing, unknown>> = {}) =>
  ({ structureId: structure.id, addresses, ...nothing, ...rights }) as Parameters<typeof sendInvitations>[1]

/** Sends one invitation and returns it with the secret of its mail. */
export async function invite(email: string, rights = {}, by = context) {
  const sent = await sendInvitations(by, list(email, rights))
  expect(sent).toMatchObject({ ok: true, value: { invited: 1 } })
  return { invitation: await db.invitation.findFirstOrThrow({ where: { email, status: "sent" } }), token: await tokenOf(email) }
}

export async function tokenOf(email: string) {
  const { data } = await db.message.findFirstOrThrow({
    where: { template: "invitation", toEmail: email },
    orderBy: { createdAt: "desc" },
    select: { data: true },
  })
  return (data as { token: string }).token
}

export const newcomer = { firstName: "Léa", lastName: "Petit", jobTitle: "Conseillère", phone: "", password: "bruyère tandem cobalt 71" }
export const stateOf = async (id: string) => (await db.invitation.findUniqueOrThrow({ where: { id } })).status
export const open = (email: string) =>
  db.affiliation.findFirst({ where: { structureId: structure.id, account: { email }, status: { in: ["pending", "active"] } } })

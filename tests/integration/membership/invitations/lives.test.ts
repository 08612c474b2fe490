/**
 * Lives of invitations, requests and detachments together, drawn by fast-check: never two open things for a person in a structure, never a right
 * that nobody decided.
 */
import fc from "fast-check"
import { expect, it } from "vitest"
import { requestAffiliation } from "@/lib/membership/affiliations/operations"
import { refuseRequest, validateRequest } from "@/lib/membership/decisions/operations"
import { detach } from "@/lib/membership/departures/operations"
import { acceptInvitation, declineInvitation } from "@/lib/membership/invitation-answers/operations"
import { sendInvitations } from "@/lib/membership/invitation-lists/operations"
import { cancelInvitation, expireInvitations, resendInvitation } from "@/lib/membership/invitations/operations"
import { appointReferent, removeReferent } from "@/lib/membership/referent-appointments/operations"
import { db } from "@/lib/platform/db/client"
import { hashSecret } from "@/lib/platform/secrets/secrets"
import { aManager, anAccount, anActiveAffiliation, aStructure, contextOf, now, visitor } from "@/tests/support/factories"

const hour = 3_600_000
const profils = [null, "prescripteur_1", "gestionnaire_general"] as const

const gesture = fc.record({
  kind: fc.constantFrom(
    "invite",
    "invite-all",
    "accept",
    "decline",
    "cancel",
    "resend",
    "ask",
    "validate",
    "refuse",
    "detach",
    "appoint",
    "remove",
    "expire",
    "move-address",
  ),
  by: fc.nat(3),
  on: fc.nat(3),
  where: fc.nat(1),
  profil: fc.constantFrom(...profils),
  hours: fc.nat(120),
})
type Gesture = typeof gesture extends fc.Arbitrary<infer G> ? G : never

async function aWorld() {
  const structures = [await aStructure(), await aStructure()]
  const people = [await anAccount(), await anAccount(), await anAccount(), await anAccount()]
  const manager = await aManager()
  for (const [index, structure] of structures.entries())
    await anActiveAffiliation(people[index]?.id ?? "", structure.id, { isReferent: true, decidedBy: manager.id })
  return { structures, people: people.map(({ id }) => id), manager: manager.id }
}
type World = Awaited<ReturnType<typeof aWorld>>

/** What someone does; refusals are answers like others. */
async function happen(world: World, { kind, by, on, where, profil }: Gesture, at: Date) {
  const actorId = by === 3 ? world.manager : (world.people[by] ?? "")
  const context = await contextOf(actorId, { now: at })
  const personId = world.people[on] ?? ""
  const person = await db.account.findUniqueOrThrow({ where: { id: personId } })
  const structure = world.structures[where] ?? expect.fail()
  const input = { structureId: structure.id, rafaelProfil: profil, isEmployeur: false, isPrestataire: false }
  const open = { accountId: personId, structureId: structure.id }
  const affiliationId =
    (await db.affiliation.findFirst({ where: { ...open, status: { in: ["pending", "active"] } } }))?.id ?? crypto.randomUUID()
  const invitation = await db.invitation.findFirst({
    where: { structureId: structure.id, email: person.email },
    orderBy: { invitedAt: "desc" },
  })
  const one = { structureId: structure.id, invitationId: invitation?.id ?? crypto.randomUUID() }
  switch (kind) {
    case "invite":
      return sendInvitations(context, { ...input, addresses: person.email })
    case "invite-all": {
      const everyone = await db.account.findMany({ where: { id: { in: world.people } } })
      return sendInvitations(context, { ...input, addresses: everyone.map(({ email }) => email).join("\n") })
    }
    case "accept":
    case "decline": {
      // The secret itself is only in a mail: another one takes its place.
      const token = crypto.randomUUID()
      if (invitation) await db.invitation.update({ where: { id: invitation.id }, data: { tokenHash: hashSecret(token) } })
      return (kind === "accept" ? acceptInvitation : declineInvitation)({ ...visitor, now: at }, { token })
    }
    case "cancel":
      return cancelInvitation(context, one)
    case "resend":
      return resendInvitation(context, one)
    case "ask":
      return requestAffiliation(await contextOf(personId, { now: at }), { siret: structure.siret })
    case "validate":
      return validateRequest(context, { affiliationId, rafaelProfil: profil, isEmployeur: false, isPrestataire: false })
    case "refuse":
      return refuseRequest(context, { affiliationId, reason: "Inconnu·e ici" })
    case "detach":
      return detach(context, { affiliationId, reason: "", withoutReferent: true })
    case "appoint":
      return appointReferent(context, { affiliationId })
    case "remove":
      return removeReferent(context, { affiliationId, reason: "Demandé", withoutReferent: true })
    case "expire":
      return expireInvitations({ ...visitor, now: at }, structure.id)
    case "move-address":
      return db.account.update({ where: { id: personId }, data: { email: `autre.${crypto.randomUUID()}@exemple.fr` } })
  }
}

/** What must be true after each gesture. */
async function problems() {
  return db.$queryRaw<{ problem: string }[]>`
    SELECT 'two open things' AS problem FROM (
      SELECT f.structure_id, a.email FROM affiliation f JOIN account a ON a.id = f.account_id WHERE f.status IN ('pending', 'active')
      UNION ALL SELECT structure_id, email FROM invitation WHERE status = 'sent') open GROUP BY structure_id, email HAVING count(*) > 1
    UNION ALL
    SELECT 'a right that nobody decided' FROM affiliation f WHERE f.status = 'active' AND f.decided_by IS NULL
    UNION ALL
    SELECT 'an accepted invitation without affiliation' FROM invitation WHERE status = 'accepted' AND affiliation_id IS NULL
    UNION ALL
    SELECT 'a decision on oneself' FROM affiliation WHERE decided_by = account_id
    UNION ALL
    SELECT 'an invitation of someone who does not decide' FROM invitation i WHERE i.status = 'sent'
       AND NOT EXISTS (SELECT FROM affiliation r WHERE r.account_id = i.invited_by AND r.structure_id = i.structure_id AND r.status = 'active' AND r.is_referent)
       AND NOT EXISTS (SELECT FROM account m WHERE m.id = i.invited_by AND m.is_manager)`
}

it("whatever people do, in whatever order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(gesture, { minLength: 5, maxLength: 25 }), async (life) => {
      const world = await aWorld()
      let at = now
      for (const each of life) {
        at = new Date(at.getTime() + each.hours * hour)
        await happen(world, each, at)
        expect(await problems(), each.kind).toEqual([])
      }
    }),
    { numRuns: 12 },
  )
}, 120_000)

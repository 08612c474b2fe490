/** What ends an invitation that waits. */
import { beforeEach, describe, expect, it } from "vitest"
import { mergeStructures } from "@/lib/desk/structure-merges/operations"
import { closeStructure } from "@/lib/desk/structures/operations"
import { disableAccount } from "@/lib/desk/suspensions/operations"
import { detach } from "@/lib/membership/departures/operations"
import { followUp } from "@/lib/membership/follow-up/operations"
import { parseDelays } from "@/lib/membership/follow-up/rules"
import { signUpInvited } from "@/lib/membership/invitation-answers/operations"
import { invitationOfLink } from "@/lib/membership/invitation-answers/queries"
import { sendInvitations } from "@/lib/membership/invitation-lists/operations"
import { cancelInvitation, resendInvitation } from "@/lib/membership/invitations/operations"
import { removeReferent } from "@/lib/membership/referent-appointments/operations"
import { db } from "@/lib/platform/db/client"
import { aManagerContext, anAccount, aPendingRequest, aStructureWithReferent, messages, now, visitor } from "@/tests/support/factories"
import { context, day, hour, invite, later, list, newcomer, open, prepare, referent, stateOf, structure } from "./setting"

beforeEach(prepare)

describe("what ends it", () => {
  const cases: [string, () => Promise<unknown>][] = [
    [
      "whoever sent it is detached",
      async () => {
        const { id } = await db.affiliation.findFirstOrThrow({ where: { accountId: referent.id } })
        return detach(await aManagerContext(), { affiliationId: id, reason: "", withoutReferent: true })
      },
    ],
    [
      "whoever sent it is référent no more",
      async () => {
        const { id } = await db.affiliation.findFirstOrThrow({ where: { accountId: referent.id } })
        return removeReferent(await aManagerContext(), { affiliationId: id, reason: "Demandé", withoutReferent: true })
      },
    ],
    [
      "their account is disabled",
      async () => disableAccount(await aManagerContext(), { accountId: referent.id, reason: "Partie", withoutReferent: true }),
    ],
    [
      "the structure closes",
      async () => closeStructure(await aManagerContext(), { structureId: structure.id, reason: "Cessation", successor: "" }),
    ],
  ]
  it.each(cases)("%s", async (_what, end) => {
    const { invitation, token } = await invite("lea@exemple.fr")
    expect(await end()).toMatchObject({ ok: true })
    expect(await stateOf(invitation.id)).toBe("cancelled")
    expect(await signUpInvited(visitor, { ...newcomer, token })).toMatchObject({ ok: false })
    expect(await db.journal.count({ where: { action: "invitation.cancel", targetId: invitation.id } })).toBe(1)
  })

  it("the structure is merged into another: nobody there sees what they could not cancel", async () => {
    const other = await aStructureWithReferent()
    const { invitation, token } = await invite("lea@exemple.fr")
    const merged = await mergeStructures(await aManagerContext(), { structureId: other.structure.id, absorbedId: structure.id, people: 1 })
    expect(merged).toMatchObject({ ok: true })
    expect(await stateOf(invitation.id)).toBe("cancelled")
    expect(await invitationOfLink(token, now)).toMatchObject({ state: "cancelled", structure: { id: other.structure.id } })
  })

  it("taken back, its link opens nothing; invited again within two days, the link that the person has leads to the new one", async () => {
    const { invitation, token } = await invite("lea@exemple.fr", { rafaelProfil: "prescripteur_3" })
    const one = { structureId: structure.id, invitationId: invitation.id }
    expect(await cancelInvitation(context, one)).toMatchObject({ ok: true })
    expect(await cancelInvitation(context, one)).toEqual({ ok: false, why: "already-answered" })
    expect((await invitationOfLink(token, now)).state).toBe("cancelled")
    await sendInvitations(context, list("lea@exemple.fr", { rafaelProfil: "prescripteur_1" }))
    expect((await messages()).filter(({ template }) => template === "invitation")).toHaveLength(1)
    expect(await signUpInvited(visitor, { ...newcomer, token })).toMatchObject({ ok: true })
    expect(await open("lea@exemple.fr")).toMatchObject({ rafaelProfil: "prescripteur_1" })
  })

  it("fourteen days without answer, told once to whoever sent it; sent again, it is made anew", async () => {
    const { invitation, token } = await invite("lea@exemple.fr", { isEmployeur: true })
    await invite("luc@exemple.fr")
    const late = { ...visitor, now: later(14 * day) }
    expect((await invitationOfLink(token, late.now)).state).toBe("expired")
    expect(await signUpInvited(late, { ...newcomer, token })).toEqual({ ok: false, why: "link-expired" })
    const delays = parseDelays(undefined) ?? expect.fail()
    expect(await followUp(late, delays)).toMatchObject({ invitationsExpired: 1 })
    expect(await followUp(late, delays)).toMatchObject({ invitationsExpired: 0 })
    expect((await messages()).filter(({ template }) => template === "invitations-expired")).toMatchObject([
      { toEmail: referent.email, data: { emails: expect.arrayContaining(["lea@exemple.fr", "luc@exemple.fr"]), more: 0 } },
    ])
    const again = await resendInvitation({ ...context, now: late.now }, { structureId: structure.id, invitationId: invitation.id })
    expect(again).toMatchObject({ ok: true })
    expect(await db.invitation.findMany({ where: { email: "lea@exemple.fr" }, orderBy: { invitedAt: "asc" } })).toMatchObject([
      { status: "expired" },
      { status: "sent", isEmployeur: true, expiresAt: later(28 * day) },
    ])
  })

  it("expired, and asked for since: the request is answered, not the invitation sent again", async () => {
    const person = await anAccount()
    const { invitation } = await invite(person.email)
    const late = later(15 * day)
    await aPendingRequest(person.id, structure.id, { requestedAt: late })
    const one = { structureId: structure.id, invitationId: invitation.id }
    await db.invitation.update({ where: { id: invitation.id }, data: { status: "expired", decidedAt: late } })
    expect(await resendInvitation({ ...context, now: late }, one)).toEqual({ ok: false, why: "already-asked" })
  })

  it("is sent again after two days and not before, with a new link that replaces the former", async () => {
    const { invitation, token } = await invite("lea@exemple.fr")
    const one = { structureId: structure.id, invitationId: invitation.id }
    expect(await resendInvitation(context, one)).toEqual({ ok: false, why: "too-soon" })
    expect(await resendInvitation({ ...context, now: later(48 * hour) }, one)).toMatchObject({ ok: true })
    expect((await invitationOfLink(token, now)).state).toBe("unknown")
    const sent = await db.message.findMany({ where: { template: "invitation" }, orderBy: { createdAt: "asc" } })
    expect(sent).toHaveLength(2)
    const again = ((sent[1] ?? expect.fail()).data as { token: string }).token
    expect((await invitationOfLink(again, later(15 * day))).state).toBe("ready")
  })
})

/** An invitation is accepted or declined, with an account or without; with a request of the same person it is one. */
import { beforeEach, describe, expect, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { requestAffiliation } from "@/lib/membership/affiliations/operations"
import { acceptInvitation, declineInvitation, signUpInvited } from "@/lib/membership/invitation-answers/operations"
import { invitationOfLink } from "@/lib/membership/invitation-answers/queries"
import { sendInvitations } from "@/lib/membership/invitation-lists/operations"
import { resendInvitation } from "@/lib/membership/invitations/operations"
import { invitationsOf } from "@/lib/membership/invitations/queries"
import { confirmSignup, submitSignup } from "@/lib/membership/signups/operations"
import { db } from "@/lib/platform/db/client"
import { aManager, aManagerContext, anAccount, aPendingRequest, contextOf, messages, now, visitor } from "@/tests/support/factories"
import { giveTraces } from "@/tests/support/traces"
import { context, day, hour, invite, later, list, newcomer, open, prepare, referent, stateOf, structure, tokenOf } from "./setting"

beforeEach(prepare)

describe("an answer", () => {
  it("makes an account and an active affiliation with the profil, decided by whoever invited", async () => {
    await giveTraces()
    const { invitation, token } = await invite("lea@exemple.fr", { rafaelProfil: "prescripteur_2" })
    const joined = await signUpInvited(visitor, { ...newcomer, token })
    expect(joined).toMatchObject({ ok: true, value: { email: "lea@exemple.fr" } })
    const affiliation = await open("lea@exemple.fr")
    expect(affiliation).toMatchObject({
      status: "active",
      origin: "signup",
      rafaelProfil: "prescripteur_2",
      decidedBy: referent.id,
      isReferent: false,
    })
    expect(await db.invitation.findUniqueOrThrow({ where: { id: invitation.id } })).toMatchObject({
      status: "accepted",
      affiliationId: affiliation?.id,
    })
    expect(await messages()).toMatchObject([
      { template: "invitation", toEmail: "lea@exemple.fr" },
      { template: "invitation-joined", toEmail: "lea@exemple.fr" },
      { template: "invitation-answered", toEmail: referent.email },
    ])
    expect(await dataProblems()).toEqual([])
    expect(await signUpInvited(visitor, { ...newcomer, token })).toEqual({ ok: false, why: "link-used" })
    expect(await db.account.count({ where: { email: "lea@exemple.fr" } })).toBe(1)
  })

  it("attaches an account that exists, signed in or not, once however often it is pressed", async () => {
    const person = await anAccount()
    const { token } = await invite(person.email, { isEmployeur: true })
    expect(await signUpInvited(visitor, { ...newcomer, token })).toEqual({ ok: false, why: "account-exists" })
    const results = await Promise.all([acceptInvitation(visitor, { token }), acceptInvitation(await contextOf(person.id), { token })])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await db.affiliation.findMany({ where: { accountId: person.id } })).toMatchObject([
      { status: "active", origin: "request", isEmployeur: true },
    ])
  })

  it("is refused to someone else's session, to a manager, to a closed account, and to an address without account", async () => {
    const [stranger, manager, closed] = [await anAccount(), await aManager(), await anAccount()]
    const { token } = await invite("lea@exemple.fr")
    const inAnotherName = await contextOf(stranger.id)
    expect(await acceptInvitation(inAnotherName, { token })).toEqual({ ok: false, why: "someone-else-here" })
    expect(await signUpInvited(inAnotherName, { ...newcomer, token })).toEqual({ ok: false, why: "someone-else-here" })
    expect(await declineInvitation(inAnotherName, { token })).toEqual({ ok: false, why: "someone-else-here" })
    expect(await acceptInvitation(visitor, { token })).toEqual({ ok: false, why: "no-account" })
    const forManager = await invite(manager.email)
    expect(await acceptInvitation(visitor, { token: forManager.token })).toEqual({ ok: false, why: "managers-do-not-ask" })
    const forClosed = await invite(closed.email)
    await db.account.update({ where: { id: closed.id }, data: { disabledAt: now } })
    expect(await acceptInvitation(visitor, { token: forClosed.token })).toEqual({ ok: false, why: "account-closed" })
    expect(await acceptInvitation(visitor, { token: "inconnu" })).toEqual({ ok: false, why: "link-unknown" })
    expect(await db.affiliation.count({ where: { status: "active" } })).toBe(1)
  })

  it("is void when whoever invited decides no more, even where nothing told the invitation so", async () => {
    const { token, invitation } = await invite("lea@exemple.fr")
    await db.affiliation.updateMany({ where: { accountId: referent.id }, data: { isReferent: false } })
    expect((await invitationOfLink(token, now)).state).toBe("inviter-gone")
    expect(await signUpInvited(visitor, { ...newcomer, token })).toEqual({ ok: false, why: "inviter-gone" })
    expect(await db.account.count({ where: { email: "lea@exemple.fr" } })).toBe(0)
    const managers = await aManagerContext()
    expect((await invitationsOf(managers.actor, structure.id, 1, now)).invitations).toMatchObject([{ stands: false }])
    // Sent again at once in the name of someone who decides.
    expect(await resendInvitation(managers, { structureId: structure.id, invitationId: invitation.id })).toMatchObject({ ok: true })
    await db.message.deleteMany({ where: { template: "invitation", createdAt: now, data: { path: ["token"], equals: token } } })
    expect(await signUpInvited(visitor, { ...newcomer, token: await tokenOf("lea@exemple.fr") })).toMatchObject({ ok: true })
    // No référent is left: whoever a manager invites answers the next requests.
    expect(await open("lea@exemple.fr")).toMatchObject({ isReferent: true })
  })

  it("comes without the profil that the structure has closed meanwhile", async () => {
    const { token } = await invite("lea@exemple.fr", { rafaelProfil: "prescripteur_2", isEmployeur: true })
    await db.structure.update({ where: { id: structure.id }, data: { types: ["formateur"] } })
    expect(await invitationOfLink(token, now)).toMatchObject({ state: "ready", hasLost: true, profils: ["Employeur", "Bénéficiaire"] })
    expect(await signUpInvited(visitor, { ...newcomer, token })).toMatchObject({ ok: true })
    expect(await open("lea@exemple.fr")).toMatchObject({ rafaelProfil: null, isEmployeur: true })
  })

  it("declined is told, and the person is left in peace for two days", async () => {
    const { token, invitation } = await invite("lea@exemple.fr")
    expect(await declineInvitation(visitor, { token })).toEqual({ ok: true })
    expect(await stateOf(invitation.id)).toBe("declined")
    expect((await messages()).at(-1)).toMatchObject({
      template: "invitation-answered",
      toEmail: referent.email,
      data: { isAccepted: false },
    })
    expect(await sendInvitations(context, list("lea@exemple.fr"))).toEqual({ ok: false, why: "nobody" })
    expect(await sendInvitations({ ...context, now: later(49 * hour) }, list("lea@exemple.fr"))).toMatchObject({ ok: true })
  })

  it("opened, however often, changes nothing", async () => {
    const { token, invitation } = await invite("lea@exemple.fr")
    for (let time = 0; time < 3; time += 1) expect(await invitationOfLink(token, now)).toMatchObject({ state: "ready", account: "none" })
    expect(await db.invitation.findUniqueOrThrow({ where: { id: invitation.id } })).toEqual(invitation)
  })
})

describe("an invitation and a request of one person become one", () => {
  it("when the person asks: they join at once", async () => {
    const person = await anAccount()
    const { invitation } = await invite(person.email, { rafaelProfil: "prescripteur_1" })
    expect(await requestAffiliation(await contextOf(person.id), { siret: structure.siret })).toMatchObject({
      ok: true,
      value: { isInvited: true },
    })
    expect(await open(person.email)).toMatchObject({ status: "active", rafaelProfil: "prescripteur_1" })
    expect(await stateOf(invitation.id)).toBe("accepted")
  })

  it("when they sign up in the usual way", async () => {
    await invite("lea@exemple.fr", { isEmployeur: true })
    const { password: _, ...person } = newcomer
    const draft = { ...person, id: crypto.randomUUID(), email: "lea@exemple.fr", need: null, passwordHash: "-" }
    await submitSignup(visitor, draft, { structureId: structure.id, listing: null })
    const { data } = await db.message.findFirstOrThrow({ where: { template: "verify-address" } })
    const confirmed = await confirmSignup(visitor, { token: (data as { token: string }).token, password: newcomer.password, again: false })
    expect(confirmed).toMatchObject({ ok: true, value: { isInvited: true } })
    expect(await open("lea@exemple.fr")).toMatchObject({ status: "active", isEmployeur: true })
  })

  it("when nobody answers for the invitation any more: the request waits, alone", async () => {
    const person = await anAccount()
    const { invitation } = await invite(person.email)
    await db.affiliation.updateMany({ where: { accountId: referent.id }, data: { isReferent: false } })
    expect(await requestAffiliation(await contextOf(person.id), { siret: structure.siret })).toMatchObject({ value: { isInvited: false } })
    expect(await open(person.email)).toMatchObject({ status: "pending" })
    expect(await stateOf(invitation.id)).toBe("cancelled")
  })

  it("when they take the address that was invited", async () => {
    const person = await anAccount()
    await aPendingRequest(person.id, structure.id)
    const { invitation } = await invite("nouvelle@exemple.fr")
    await db.account.update({ where: { id: person.id }, data: { email: "nouvelle@exemple.fr" } })
    expect(await stateOf(invitation.id)).toBe("cancelled")
  })

  it("but not by a manager who has control of their account", async () => {
    const person = await anAccount()
    const { invitation } = await invite(person.email, { rafaelProfil: "prescripteur_1" })
    const own = await contextOf(person.id)
    const control = { accountId: "m", sessionId: "s", firstName: "Camille", lastName: "Roux", expiresAt: later(day) }
    const asked = await requestAffiliation({ ...own, actor: { ...own.actor, control } }, { siret: structure.siret })
    expect(asked).toEqual({ ok: false, why: "invited-under-control" })
    expect(await stateOf(invitation.id)).toBe("sent")
    expect(await open(person.email)).toBeNull()
  })

  it("and the database stores no two", async () => {
    const person = await anAccount()
    await aPendingRequest(person.id, structure.id)
    const row = { structureId: structure.id, invitedBy: referent.id, invitedAt: now, sentAt: now, expiresAt: later(day) }
    await expect(db.invitation.create({ data: { ...row, email: person.email } })).rejects.toThrow(/already attached, or asked already/)
    await db.invitation.create({ data: { ...row, email: "une@exemple.fr" } })
    await expect(db.invitation.create({ data: { ...row, email: "une@exemple.fr" } })).rejects.toThrow(/Unique/)
  })
})

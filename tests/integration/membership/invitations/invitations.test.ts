/** Invitations: sent, sent again, taken back, expired; and what they make void. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { mergeStructures } from "@/lib/desk/structure-merges/operations"
import { closeStructure } from "@/lib/desk/structures/operations"
import { disableAccount } from "@/lib/desk/suspensions/operations"
import { requestAffiliation } from "@/lib/membership/affiliations/operations"
import { detach } from "@/lib/membership/departures/operations"
import { followUp } from "@/lib/membership/follow-up/operations"
import { parseDelays } from "@/lib/membership/follow-up/rules"
import { acceptInvitation, declineInvitation, signUpInvited } from "@/lib/membership/invitation-answers/operations"
import { invitationOfLink } from "@/lib/membership/invitation-answers/queries"
import { previewInvitations, sendInvitations } from "@/lib/membership/invitation-lists/operations"
import { cancelInvitation, resendInvitation } from "@/lib/membership/invitations/operations"
import { invitationsOf } from "@/lib/membership/invitations/queries"
import { removeReferent } from "@/lib/membership/referent-appointments/operations"
import { confirmSignup, submitSignup } from "@/lib/membership/signups/operations"
import { db } from "@/lib/platform/db/client"
import {
  aManager,
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  type aStructure,
  aStructureWithReferent,
  contextOf,
  messages,
  now,
  visitor,
} from "@/tests/support/factories"
import { giveTraces } from "@/tests/support/traces"

const hour = 3_600_000
const day = 24 * hour
const later = (ms: number) => new Date(now.getTime() + ms)
const nothing = { rafaelProfil: null, isEmployeur: false, isPrestataire: false } as const

let structure: Awaited<ReturnType<typeof aStructure>>
let referent: Awaited<ReturnType<typeof anAccount>>
let context: ActorContext

beforeEach(async () => {
  ;({ structure, referent } = await aStructureWithReferent())
  context = await contextOf(referent.id)
})

const list = (addresses: string, rights: Partial<Record<keyof typeof nothing, unknown>> = {}) =>
  ({ structureId: structure.id, addresses, ...nothing, ...rights }) as Parameters<typeof sendInvitations>[1]

/** Sends one invitation and returns it with the secret of its mail. */
async function invite(email: string, rights = {}, by = context) {
  const sent = await sendInvitations(by, list(email, rights))
  expect(sent).toMatchObject({ ok: true, value: { invited: 1 } })
  return { invitation: await db.invitation.findFirstOrThrow({ where: { email, status: "sent" } }), token: await tokenOf(email) }
}

async function tokenOf(email: string) {
  const { data } = await db.message.findFirstOrThrow({
    where: { template: "invitation", toEmail: email },
    orderBy: { createdAt: "desc" },
    select: { data: true },
  })
  return (data as { token: string }).token
}

const newcomer = { firstName: "Léa", lastName: "Petit", jobTitle: "Conseillère", phone: "", password: "bruyère tandem cobalt 71" }
const stateOf = async (id: string) => (await db.invitation.findUniqueOrThrow({ where: { id } })).status
const open = (email: string) =>
  db.affiliation.findFirst({ where: { structureId: structure.id, account: { email }, status: { in: ["pending", "active"] } } })

describe("a list", () => {
  it("says what each line will do, and changes nothing", async () => {
    const [here, asked] = [await anAccount(), await anAccount()]
    await anActiveAffiliation(here.id, structure.id)
    await aPendingRequest(asked.id, structure.id)
    await invite("deja@exemple.fr")
    const elsewhere = await anAccount({ email: "ailleurs@exemple.fr" })
    const before = await db.invitation.count()
    const found = await previewInvitations(
      context,
      list(`neuve@exemple.fr\n${here.email}\n${asked.email}\ndeja@exemple.fr\n${elsewhere.email}\nrien\nneuve@exemple.fr`),
    )
    expect(found).toMatchObject({ ok: true, value: { waiting: 1, overflow: 0, unsound: [{ line: 6 }], twice: 1 } })
    // An account that has nothing to do with the structure looks like no account at all.
    expect(found.ok && found.value.lines.map(({ verdict }) => verdict)).toEqual(["new", "here", "asked", "invited", "new"])
    expect(await db.invitation.count()).toBe(before)
  })

  it("invites who is new, validates who has asked, and leaves the others as they are", async () => {
    const asked = await anAccount()
    const request = await aPendingRequest(asked.id, structure.id)
    const sent = await sendInvitations(
      context,
      list(`a@exemple.fr\nb@exemple.fr; niveau 2\n${asked.email}\n${referent.email}`, { isEmployeur: true }),
    )
    expect(sent).toEqual({ ok: true, value: { structureId: structure.id, invited: 2, validated: 1, unchanged: 1, unsent: 0 } })
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: request.id } })).toMatchObject({
      status: "active",
      isEmployeur: true,
      decidedBy: referent.id,
    })
    expect(await db.invitation.findMany({ orderBy: { email: "asc" } })).toMatchObject([
      { email: "a@exemple.fr", rafaelProfil: null, isEmployeur: true, status: "sent", expiresAt: later(14 * day) },
      { email: "b@exemple.fr", rafaelProfil: "prescripteur_2", isEmployeur: false, invitedBy: referent.id },
    ])
    expect(await sendInvitations(context, list("a@exemple.fr"))).toEqual({ ok: false, why: "nobody" })
    expect((await messages()).filter(({ template }) => template === "invitation")).toHaveLength(2)
  })

  it("is refused whole when more than 500 would wait, and by a structure that has closed", async () => {
    const rows = Array.from({ length: 499 }, (_, index) => ({
      structureId: structure.id,
      email: `attente${index}@exemple.fr`,
      invitedBy: referent.id,
      invitedAt: now,
      sentAt: now,
      expiresAt: later(day),
    }))
    await db.invitation.createMany({ data: rows })
    expect(await sendInvitations(context, list("a@exemple.fr b@exemple.fr"))).toEqual({ ok: false, why: "too-many-waiting", detail: "1" })
    expect(await db.invitation.count()).toBe(499)
    expect(await sendInvitations(context, list("a@exemple.fr"))).toMatchObject({ ok: true, value: { invited: 1 } })
    await db.structure.update({ where: { id: structure.id }, data: { state: "closed", closedAt: now } })
    expect(await sendInvitations(context, list("c@exemple.fr"))).toEqual({ ok: false, why: "structure-closed" })
    expect(await previewInvitations(context, list("c@exemple.fr"))).toEqual({ ok: false, why: "structure-closed" })
  })

  it("sent by two référents at once invites each person once", async () => {
    const other = await anAccount()
    await anActiveAffiliation(other.id, structure.id, { isReferent: true })
    const second = await contextOf(other.id)
    const addresses = Array.from({ length: 12 }, (_, index) => `ensemble${index}@exemple.fr`).join("\n")
    const results = await Promise.all([sendInvitations(context, list(addresses)), sendInvitations(second, list(addresses))])
    expect(results.reduce((sum, result) => sum + (result.ok ? result.value.invited : 0), 0)).toBe(12)
    expect(await db.invitation.count({ where: { status: "sent" } })).toBe(12)
    expect((await messages()).filter(({ template }) => template === "invitation")).toHaveLength(12)
  })
})

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

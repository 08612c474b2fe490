/** A référent is away: who answers, who is told, from when to when; and what the stand-in may not do. */
import { beforeEach, describe, expect, it } from "vitest"
import { mergeStructures, undoMerge } from "@/lib/desk/structure-merges/operations"
import { acceptStandIn, declineStandIn, endAbsence, setAbsence } from "@/lib/membership/absences/operations"
import { ownAbsences, standInsAskedOf } from "@/lib/membership/absences/queries"
import { remindDeciders, requestAffiliation } from "@/lib/membership/affiliations/operations"
import { requestsForManagers, requestsForReferent } from "@/lib/membership/affiliations/queries"
import { askForClarification } from "@/lib/membership/clarifications/operations"
import { refuseRequest, validateRequest } from "@/lib/membership/decisions/operations"
import { detach } from "@/lib/membership/departures/operations"
import { followUp } from "@/lib/membership/follow-up/operations"
import { parseDelays } from "@/lib/membership/follow-up/rules"
import { sendInvitations } from "@/lib/membership/invitation-lists/operations"
import { setProfil } from "@/lib/membership/profils/operations"
import { removeReferent } from "@/lib/membership/referent-appointments/operations"
import { setPace } from "@/lib/membership/referents/operations"
import { answererNames } from "@/lib/membership/referents/queries"
import { db } from "@/lib/platform/db/client"
import { markOf } from "@/lib/vocabulary/profils/rules"
import {
  aManager,
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  aStructureWithReferent,
  contextOf,
  messages,
  now,
  visitor,
} from "@/tests/support/factories"

// Tuesday 24 November 2026, ten in the morning in Paris.
const at = (day: string, hour = "09:00") => new Date(`2026-${day}T${hour}:00Z`)
const during = at("12-02")
const nothing = { rafaelProfil: null, isEmployeur: false, isPrestataire: false } as const
const delays = parseDelays(undefined) ?? expect.fail()

async function aTeam() {
  const { structure, referent } = await aStructureWithReferent()
  const standIn = await anAccount({ firstName: "Léa", lastName: "Petit" })
  const theirs = await anActiveAffiliation(standIn.id, structure.id)
  await aManager()
  return { structure, referent, standIn, theirs }
}
let team: Awaited<ReturnType<typeof aTeam>>
beforeEach(async () => {
  team = await aTeam()
})

const as = (account: { id: string }, when = now) => contextOf(account.id, { now: when }).then((context) => ({ ...context, now: when }))
/** The actor's session is made at `now`; who they are is read again at the instant of the gesture. */
async function actingAt(account: { id: string }, when: Date) {
  const session = await db.session.create({
    data: {
      accountId: account.id,
      createdAt: when,
      lastSeenAt: when,
      authAt: when,
      secondFactorAt: when,
      expiresAt: new Date(when.getTime() + 3_600_000),
    },
  })
  const { actorOfSession } = await import("@/lib/identity/sessions/queries")
  return { ...visitor, now: when, actor: (await actorOfSession(session.id, when)) ?? expect.fail() }
}

/** The référent is away from 30 November to 11 December; `answer`: what the stand-in says. */
async function away(answer: "accept" | "decline" | null = "accept", standIn: string | null = team.theirs.id) {
  const set = await setAbsence(await as(team.referent), { structureId: team.structure.id, from: "2026-11-30", to: "2026-12-11", standIn })
  expect(set).toMatchObject({ ok: true })
  const absence = await db.absence.findFirstOrThrow({ where: { accountId: team.referent.id } })
  const one = { structureId: team.structure.id, absenceId: absence.id }
  if (answer) expect(await (answer === "accept" ? acceptStandIn : declineStandIn)(await as(team.standIn), one)).toMatchObject({ ok: true })
  return one
}

async function ask(when: Date) {
  const person = await anAccount({ firstName: "Nadia" })
  expect(await requestAffiliation(await actingAt(person, when), { siret: team.structure.siret })).toMatchObject({ ok: true })
  return { person, ...(await db.affiliation.findFirstOrThrow({ where: { accountId: person.id } })) }
}
const toldOf = async (template: string) => (await messages()).filter((mail) => mail.template === template).map(({ toEmail }) => toEmail)

describe("while a référent is away", () => {
  it("the stand-in is told, decides in their place, and everyone reads so", async () => {
    await away()
    const request = await ask(during)
    expect(await toldOf("request-to-decide")).toEqual([team.standIn.email])
    expect((await messages()).find(({ template }) => template === "request-to-decide")?.data).toMatchObject({
      toManagers: false,
      standsInFor: `Dominique ${team.referent.lastName.toUpperCase()}`,
    })
    const context = await actingAt(team.standIn, during)
    expect((await requestsForReferent(context.actor)).map(({ id }) => id)).toEqual([request.id])
    const names = await answererNames([team.structure.id], during)
    expect(names.get(team.structure.id)).toEqual([`Léa PETIT, en suppléance de Dominique ${team.referent.lastName.toUpperCase()}`])
    expect(await validateRequest(context, { affiliationId: request.id, ...nothing, rafaelProfil: "prescripteur_1" })).toMatchObject({
      ok: true,
    })
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: request.id } })).toMatchObject({
      status: "active",
      isReferent: false,
      decidedBy: team.standIn.id,
      decidedFor: team.referent.id,
    })
    expect((await messages()).find(({ template }) => template === "request-accepted")?.data).toMatchObject({
      by: expect.stringMatching(/^Léa PETIT, en suppléance de Dominique/),
    })
    expect(await db.journal.findFirstOrThrow({ where: { action: "affiliation.validate" } })).toMatchObject({
      actorId: team.standIn.id,
      changes: { inPlaceOf: team.referent.id },
    })
    // Whoever comes second reads who was quicker, and in whose place.
    const late = await validateRequest(await actingAt(team.referent, during), { affiliationId: request.id, ...nothing })
    expect(late).toMatchObject({
      ok: false,
      why: "already-decided",
      detail: expect.stringMatching(/^Léa PETIT, en suppléance de Dominique/),
    })
  })

  it("the stand-in asks, and refuses; the référent, told of nothing, may still answer", async () => {
    await away()
    const [first, second] = [await ask(during), await ask(during)]
    const context = await actingAt(team.standIn, during)
    const asked = await askForClarification(context, { affiliationId: first.id, text: "Dans quel service travaillez-vous ?" })
    expect(asked).toMatchObject({ ok: true })
    expect(await refuseRequest(context, { affiliationId: first.id, reason: "Inconnue ici" })).toMatchObject({ ok: true })
    expect((await messages()).find(({ template }) => template === "request-refused")?.data).toMatchObject({
      by: expect.stringMatching(/en suppléance de/),
    })
    expect(await validateRequest(await actingAt(team.referent, during), { affiliationId: second.id, ...nothing })).toMatchObject({
      ok: true,
    })
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: second.id } })).toMatchObject({ decidedFor: null })
    expect(await toldOf("requests-waiting")).toEqual([])
  })

  it("the stand-in may nothing else", async () => {
    await away()
    const context = await actingAt(team.standIn, during)
    const other = await anActiveAffiliation((await anAccount()).id, team.structure.id)
    const structureId = team.structure.id
    const tried = [
      await setProfil(context, { affiliationId: other.id, gesture: "add", profil: "employeur", seen: markOf(nothing) }),
      await detach(context, { affiliationId: other.id, reason: "", withoutReferent: false }),
      await sendInvitations(context, { structureId, addresses: "a@exemple.fr", ...nothing }),
      await setPace(context, { structureId, pace: "none" }),
      await setAbsence(context, { structureId, from: "2026-12-20", to: "2026-12-21", standIn: null }),
    ]
    expect(tried).toEqual(tried.map(() => ({ ok: false, why: "not-found" })))
  })

  it.each([
    ["before it begins", at("11-29", "20:00")],
    ["once it is over", at("12-12", "00:00")],
  ])("but not %s", async (_when, moment) => {
    await away()
    const request = await ask(moment)
    const context = await actingAt(team.standIn, moment)
    expect(await toldOf("request-to-decide")).toEqual([team.referent.email])
    expect(await validateRequest(context, { affiliationId: request.id, ...nothing })).toEqual({ ok: false, why: "not-found" })
  })

  it("begun today it begins now; a page opened while it lasted decides nothing once it is ended", async () => {
    const set = { structureId: team.structure.id, from: "2026-11-24", to: "2026-12-11", standIn: team.theirs.id }
    expect(await setAbsence(await as(team.referent), set)).toMatchObject({ ok: true, value: { isAsked: true } })
    const { id } = await db.absence.findFirstOrThrow()
    const one = { structureId: team.structure.id, absenceId: id }
    await acceptStandIn(await as(team.standIn), one)
    const request = await ask(new Date(now.getTime() + 60_000))
    expect(await toldOf("request-to-decide")).toEqual([team.standIn.email])
    const open = await actingAt(team.standIn, during)
    expect(await endAbsence(await actingAt(team.referent, at("12-01")), one)).toMatchObject({ ok: true })
    expect(await endAbsence(await actingAt(team.referent, at("12-01")), one)).toEqual({ ok: false, why: "already-over" })
    expect(await validateRequest(open, { affiliationId: request.id, ...nothing })).toEqual({ ok: false, why: "not-found" })
    expect(await toldOf("absence-ended")).toEqual([team.standIn.email])
    // Back, they are told of what waits.
    await followUp({ ...visitor, now: at("12-01", "10:00") }, delays)
    expect(await toldOf("requests-waiting")).toContain(team.referent.email)
  })

  it("nobody stands in: the managers from the first day, and whoever they validate becomes no référent", async () => {
    await away(null, null)
    const request = await ask(during)
    const manager = await aManagerContext()
    expect((await messages()).find(({ template }) => template === "request-to-decide")?.data).toMatchObject({ toManagers: true })
    expect((await requestsForManagers(manager.actor, during)).map(({ id }) => id)).toEqual([request.id])
    expect((await answererNames([team.structure.id], during)).get(team.structure.id)).toEqual([])
    expect(await validateRequest({ ...manager, now: during }, { affiliationId: request.id, ...nothing })).toMatchObject({ ok: true })
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: request.id } })).toMatchObject({ isReferent: false })
  })

  it("asked and silent, or declined: as if there were nobody", async () => {
    await away(null)
    await ask(during)
    expect(await toldOf("request-to-decide")).not.toContain(team.standIn.email)
    await declineStandIn(
      await as(team.standIn),
      await db.absence.findFirstOrThrow().then(({ id }) => ({ structureId: team.structure.id, absenceId: id })),
    )
    expect((await messages()).find(({ template }) => template === "absence-answered")).toMatchObject({
      template: "absence-answered",
      toEmail: team.referent.email,
      data: { answer: "declined" },
    })
    const request = await ask(during)
    expect(await validateRequest(await actingAt(team.standIn, during), { affiliationId: request.id, ...nothing })).toMatchObject({
      ok: false,
    })
  })

  it("a colleague who is référent goes on answering, and the managers are left in peace", async () => {
    const colleague = await anAccount()
    const theirs = await anActiveAffiliation(colleague.id, team.structure.id, { isReferent: true })
    await away(null, null)
    await ask(during)
    expect(await toldOf("request-to-decide")).toEqual([colleague.email])
    const structureId = team.structure.id
    const set = { structureId, from: "2026-12-20", to: "2026-12-21", standIn: theirs.id }
    expect(await setAbsence(await as(team.referent), set)).toEqual({ ok: false, why: "answers-already" })
  })

  it("what waited already goes to the stand-in at the next pass, and is handed over on its own day all the same", async () => {
    const request = await ask(at("11-26"))
    await away()
    await followUp({ ...visitor, now: at("11-30") }, delays)
    expect(await db.notice.findMany({ where: { affiliationId: request.id, accountId: team.standIn.id } })).toMatchObject([
      { kind: "asked" },
    ])
    await followUp({ ...visitor, now: at("12-01") }, delays)
    const second = (await messages()).filter(({ template, toEmail }) => template === "requests-waiting" && toEmail === team.standIn.email)
    expect(second.at(-1)?.data).toMatchObject({ reminder: true })
    await followUp({ ...visitor, now: at("12-03") }, delays)
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: request.id } })).toMatchObject({ escalatedAt: at("12-03") })
  })

  it("a reminder of the applicant goes to the stand-in", async () => {
    await away()
    const request = await ask(during)
    const later = at("12-07")
    expect(await remindDeciders(await actingAt(request.person, later), { affiliationId: request.id })).toMatchObject({ ok: true })
    expect(await toldOf("request-to-decide")).toEqual([team.standIn.email, team.standIn.email])
  })
})

describe("what is refused", () => {
  const days = (from: string, to: string, standIn: string | null = null) => ({ structureId: team.structure.id, from, to, standIn })
  it("the past, an end before its beginning, more than a year, oneself, whoever is not there", async () => {
    const context = await as(team.referent)
    const own = await db.affiliation.findFirstOrThrow({ where: { accountId: team.referent.id } })
    const gone = await aPendingRequest((await anAccount()).id, team.structure.id)
    const disabled = await anActiveAffiliation((await anAccount({ disabledAt: now })).id, team.structure.id)
    expect(await setAbsence(context, days("2026-11-23", "2026-12-01"))).toEqual({ ok: false, why: "past" })
    expect(await setAbsence(context, days("2026-12-02", "2026-12-01"))).toEqual({ ok: false, why: "ends-before" })
    expect(await setAbsence(context, days("2026-12-02", "2027-12-10"))).toEqual({ ok: false, why: "too-long" })
    expect(await setAbsence(context, days("2026-12-01", "2026-12-02", own.id))).toEqual({ ok: false, why: "oneself" })
    for (const id of [gone.id, disabled.id, crypto.randomUUID()])
      expect(await setAbsence(context, days("2026-12-01", "2026-12-02", id))).toEqual({ ok: false, why: "stand-in-unknown" })
    expect(await db.absence.count()).toBe(0)
  })

  it("two absences that overlap, also announced at the same instant; two that follow each other are two", async () => {
    const context = await as(team.referent)
    const both = await Promise.all([
      setAbsence(context, days("2026-12-01", "2026-12-10")),
      setAbsence(context, days("2026-12-10", "2026-12-20")),
    ])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.find(({ ok }) => !ok)).toMatchObject({ why: "overlaps" })
    expect(await setAbsence(context, days("2026-12-21", "2026-12-22"))).toMatchObject({ ok: true })
    expect(await ownAbsences(context.actor, team.structure.id, now)).toHaveLength(2)
  })
})

describe("what changes meanwhile", () => {
  it("the stand-in is detached: their right ends, the référent is told, the managers answer", async () => {
    await away()
    const context = await actingAt(team.standIn, during)
    const request = await ask(during)
    await detach(await actingAt(team.referent, during), { affiliationId: team.theirs.id, reason: "", withoutReferent: false })
    expect(await db.absence.findFirstOrThrow()).toMatchObject({ standInStatus: "lost", endedAt: null })
    expect(await toldOf("absence-answered")).toEqual([team.referent.email, team.referent.email])
    expect(await validateRequest(context, { affiliationId: request.id, ...nothing })).toEqual({ ok: false, why: "not-found" })
    expect((await answererNames([team.structure.id], during)).get(team.structure.id)).toEqual([])
  })

  it("the référent is one no more: nobody stands in for them", async () => {
    await away()
    const context = await actingAt(team.standIn, during)
    const request = await ask(during)
    const { id } = await db.affiliation.findFirstOrThrow({ where: { accountId: team.referent.id } })
    const manager = await actingAt(await aManager(), during)
    expect(await removeReferent(manager, { affiliationId: id, reason: "Demandé", withoutReferent: true })).toMatchObject({ ok: true })
    expect(await db.absence.findFirstOrThrow()).toMatchObject({ endedAt: during })
    expect(await toldOf("absence-ended")).toEqual([team.standIn.email])
    expect(await validateRequest(context, { affiliationId: request.id, ...nothing })).toEqual({ ok: false, why: "not-found" })
  })

  it("the structure is merged into another: the absence goes with the référent, and comes back with them", async () => {
    await away()
    const other = await aStructureWithReferent()
    const manager = await aManagerContext()
    const pair = { structureId: other.structure.id, absorbedId: team.structure.id, people: 2 }
    expect(await mergeStructures(manager, pair)).toMatchObject({ ok: true })
    expect(await db.absence.findFirstOrThrow()).toMatchObject({ structureId: other.structure.id, standInStatus: "accepted" })
    const names = async (id: string) => (await answererNames([id], during)).get(id)
    expect(await names(other.structure.id)).toHaveLength(2)
    const { id } = await db.structureMerge.findFirstOrThrow()
    expect(await undoMerge(manager, { mergeId: id })).toMatchObject({ ok: true })
    expect(await names(team.structure.id)).toEqual([expect.stringMatching(/^Léa PETIT, en suppléance/)])
  })

  it("the stand-in becomes référent, or manager: they answer in their own name", async () => {
    await away()
    await db.affiliation.update({ where: { id: team.theirs.id }, data: { isReferent: true } })
    const request = await ask(during)
    await validateRequest(await actingAt(team.standIn, during), { affiliationId: request.id, ...nothing })
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: request.id } })).toMatchObject({
      decidedBy: team.standIn.id,
      decidedFor: null,
    })
    expect((await answererNames([team.structure.id], during)).get(team.structure.id)).toEqual(["Léa PETIT"])
  })

  it("told that nobody answers, then handed over to: the managers hear of it again, another day", async () => {
    await away(null)
    const one = await db.absence.findFirstOrThrow().then(({ id }) => ({ structureId: team.structure.id, absenceId: id }))
    const request = await ask(at("11-30"))
    await acceptStandIn(await actingAt(team.standIn, at("11-30", "10:00")), one)
    for (const day of ["11-30", "12-01", "12-02", "12-03", "12-04", "12-07", "12-08"])
      await followUp({ ...visitor, now: at(day, "11:00") }, delays)
    expect((await db.affiliation.findUniqueOrThrow({ where: { id: request.id } })).escalatedAt).not.toBeNull()
    const why = (await messages())
      .filter(({ template }) => template === "requests-for-managers")
      .map(({ data }) => (data as { why: string }).why)
    expect(why).toContain("no-answer")
    const waiting = (await messages()).find(({ template, toEmail }) => template === "requests-waiting" && toEmail === team.standIn.email)
    expect(waiting?.data).toMatchObject({ standsInFor: `Dominique ${team.referent.lastName.toUpperCase()}` })
  })

  it("the last référent stays the last, whoever stands in", async () => {
    await away()
    const { id } = await db.affiliation.findFirstOrThrow({ where: { accountId: team.referent.id } })
    const manager = await actingAt(await aManager(), during)
    expect(await detach(manager, { affiliationId: id, reason: "", withoutReferent: false })).toEqual({ ok: false, why: "last-referent" })
  })

  it("the stand-in can do it no longer, and says so; what they are asked is shown to them alone", async () => {
    const one = await away()
    expect(await standInsAskedOf((await as(team.standIn)).actor, now)).toHaveLength(1)
    expect(await standInsAskedOf((await as(team.referent)).actor, now)).toEqual([])
    expect(await declineStandIn(await actingAt(team.standIn, during), one)).toMatchObject({ ok: true })
    expect(await acceptStandIn(await actingAt(team.standIn, during), one)).toEqual({ ok: false, why: "already-over" })
    const request = await ask(during)
    expect(await validateRequest(await actingAt(team.standIn, during), { affiliationId: request.id, ...nothing })).toMatchObject({
      ok: false,
    })
  })
})

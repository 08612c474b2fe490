/** While a référent is away: who answers, who is told, and what the stand-in may not do. */
import { beforeEach, describe, expect, it } from "vitest"
import { acceptStandIn, declineStandIn, endAbsence, setAbsence } from "@/lib/membership/absences/operations"
import { remindDeciders } from "@/lib/membership/affiliations/operations"
import { requestsForManagers, requestsForReferent } from "@/lib/membership/affiliations/queries"
import { askForClarification } from "@/lib/membership/clarifications/operations"
import { refuseRequest, validateRequest } from "@/lib/membership/decisions/operations"
import { detach } from "@/lib/membership/departures/operations"
import { followUp } from "@/lib/membership/follow-up/operations"
import { sendInvitations } from "@/lib/membership/invitation-lists/operations"
import { setProfil } from "@/lib/membership/profils/operations"
import { setPace } from "@/lib/membership/referents/operations"
import { answererNames } from "@/lib/membership/referents/queries"
import { db } from "@/lib/platform/db/client"
import { markOf } from "@/lib/vocabulary/profils/rules"
import { aManagerContext, anAccount, anActiveAffiliation, messages, now, visitor } from "@/tests/support/factories"
import { actingAt, as, ask, at, away, delays, during, nothing, prepare, team, toldOf } from "./setting"

beforeEach(prepare)

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

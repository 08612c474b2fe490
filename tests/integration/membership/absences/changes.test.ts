/** What is refused of an absence, and what changes while it lasts. */
import { beforeEach, describe, expect, it } from "vitest"
import { mergeStructures, undoMerge } from "@/lib/desk/structure-merges/operations"
import { acceptStandIn, declineStandIn, setAbsence } from "@/lib/membership/absences/operations"
import { ownAbsences, standInsAskedOf } from "@/lib/membership/absences/queries"
import { validateRequest } from "@/lib/membership/decisions/operations"
import { detach } from "@/lib/membership/departures/operations"
import { followUp } from "@/lib/membership/follow-up/operations"
import { removeReferent } from "@/lib/membership/referent-appointments/operations"
import { answererNames } from "@/lib/membership/referents/queries"
import { db } from "@/lib/platform/db/client"
import {
  aManager,
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  aStructureWithReferent,
  messages,
  now,
  visitor,
} from "@/tests/support/factories"
import { actingAt, as, ask, at, away, delays, during, nothing, prepare, team, toldOf } from "./setting"

beforeEach(prepare)

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

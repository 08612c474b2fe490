import { beforeEach, describe, expect, it } from "vitest"
import { actorOfSession } from "@/lib/identity/sessions/queries"
import { changeEmployer, detach, leave } from "@/lib/membership/departures/operations"
import { db } from "@/lib/platform/db/client"
import {
  aManager,
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  aStructure,
  aStructureWithReferent,
  contextOf,
  messages,
  now,
} from "@/tests/support/factories"

const runs = 50
let structureId: string
let referentId: string
let memberId: string
let affiliationId: string

beforeEach(async () => {
  const { structure, referent } = await aStructureWithReferent()
  structureId = structure.id
  referentId = referent.id
  memberId = (await anAccount({ firstName: "Nadia" })).id
  affiliationId = (await anActiveAffiliation(memberId, structureId, { rafaelProfil: "prescripteur_2", isEmployeur: true })).id
})

const stored = (id = affiliationId) => db.affiliation.findUniqueOrThrow({ where: { id } })
const someoneReferent = async (at = structureId) => {
  const { id } = await anAccount({ firstName: "Camille" })
  return { id, affiliation: await anActiveAffiliation(id, at, { isReferent: true }) }
}
const detaching = (id: string, more = {}) => ({ affiliationId: id, reason: "", withoutReferent: false, ...more })

describe("detaching", () => {
  it("36: ends every right at once, in the person's open session too, and tells them why", async () => {
    const session = (await contextOf(memberId)).actor.sessionId
    expect((await actorOfSession(session, now))?.affiliations).toHaveLength(1)
    const done = await detach(await contextOf(referentId), detaching(affiliationId, { reason: "Fin de contrat" }))
    expect(done).toEqual({ ok: true, value: { structureId, affiliationId } })
    expect(await stored()).toMatchObject({
      status: "ended",
      endedAt: now,
      rafaelProfil: null,
      isEmployeur: false,
      isPrestataire: false,
      isReferent: false,
    })
    expect((await actorOfSession(session, now))?.affiliations).toEqual([])
    expect(await messages()).toMatchObject([{ template: "detached", data: { reason: "Fin de contrat" } }])
    expect(await db.journal.findMany()).toMatchObject([
      {
        action: "affiliation.detach",
        outcome: "done",
        structureId,
        targetId: affiliationId,
        reason: "Fin de contrat",
        changes: { isReferent: false },
      },
    ])
  })

  it("37: they may ask again, and come back with nothing", async () => {
    const member = await someoneReferent()
    await detach(await contextOf(referentId), detaching(member.affiliation.id))
    const again = await aPendingRequest(member.id, structureId, { origin: "request" })
    expect(await stored(again.id)).toMatchObject({ status: "pending", isReferent: false, rafaelProfil: null })
  })

  it("is refused for oneself, with a trace", async () => {
    const own = await db.affiliation.findFirstOrThrow({ where: { accountId: referentId } })
    expect(await detach(await contextOf(referentId), detaching(own.id))).toEqual({ ok: false, why: "oneself" })
    expect(await db.journal.findMany()).toMatchObject([{ outcome: "refused", reason: "oneself" }])
    expect(await stored(own.id)).toMatchObject({ status: "active", isReferent: true })
  })

  it("is refused for the last référent, unless a manager says that the structure is left without", async () => {
    const own = await db.affiliation.findFirstOrThrow({ where: { accountId: referentId } })
    const manager = await aManagerContext()
    expect(await detach(manager, detaching(own.id))).toEqual({ ok: false, why: "last-referent" })
    expect((await detach(manager, detaching(own.id, { withoutReferent: true }))).ok).toBe(true)
    expect(await db.journal.findMany({ where: { outcome: "done" } })).toMatchObject([
      { changes: { isReferent: true, withoutReferent: true } },
    ])
  })

  it("a référent whose account is disabled counts for nobody: the other one is the last", async () => {
    const other = await someoneReferent()
    await db.account.update({ where: { id: other.id }, data: { disabledAt: now } })
    const own = await db.affiliation.findFirstOrThrow({ where: { accountId: referentId } })
    expect(await detach(await aManagerContext(), detaching(own.id))).toEqual({ ok: false, why: "last-referent" })
  })

  it("twice says so", async () => {
    const context = await contextOf(referentId)
    await detach(context, detaching(affiliationId))
    expect(await detach(context, detaching(affiliationId))).toEqual({ ok: false, why: "not-active" })
    expect(await messages()).toHaveLength(1)
  })

  it(`3: two référents who detach each other leave one, ${runs} times`, async () => {
    for (let run = 0; run < runs; run += 1) {
      const { id } = await aStructure()
      const [first, second] = [await someoneReferent(id), await someoneReferent(id)]
      const [one, two] = [await contextOf(first.id), await contextOf(second.id)]
      const results = await Promise.all([detach(one, detaching(second.affiliation.id)), detach(two, detaching(first.affiliation.id))])
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
      expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, why: "not-found" })
      expect(await db.affiliation.count({ where: { structureId: id, status: "active", isReferent: true } })).toBe(1)
    }
    expect(await messages()).toHaveLength(runs)
  })

  it(`3: two managers who each detach one of the last two référents leave one, ${runs} times`, async () => {
    const managers = [await aManagerContext(), await aManagerContext()]
    for (let run = 0; run < runs; run += 1) {
      const { id } = await aStructure()
      const targets = [await someoneReferent(id), await someoneReferent(id)]
      const results = await Promise.all(
        managers.map((manager, index) => detach(manager, detaching(targets[index]?.affiliation.id ?? expect.fail()))),
      )
      expect(results.map((result) => (result.ok ? "done" : result.why)).sort()).toEqual(["done", "last-referent"])
    }
  })

  it(`5: a detachment submitted twice has one effect, ${runs} times`, async () => {
    const context = await contextOf(referentId)
    for (let run = 0; run < runs; run += 1) {
      const { id } = await anActiveAffiliation((await anAccount()).id, structureId)
      const results = await Promise.all([1, 2].map(() => detach(context, detaching(id))))
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    }
    expect(await messages()).toHaveLength(runs)
  })
})

describe("leaving by oneself", () => {
  it("a member leaves; the référents and the person are told", async () => {
    expect(await leave(await contextOf(memberId), { affiliationId, message: "Merci à tous" })).toEqual({ ok: true, value: undefined })
    expect(await stored()).toMatchObject({ status: "ended", rafaelProfil: null })
    expect(await messages()).toMatchObject([
      { template: "person-left", data: { message: "Merci à tous", isLeaving: false } },
      { template: "left" },
    ])
    expect(await db.journal.findMany()).toMatchObject([
      { action: "affiliation.leave", outcome: "done", actorId: memberId, targetId: affiliationId },
    ])
  })

  it("4: a référent may not, last or not: they ask the managers", async () => {
    const own = await db.affiliation.findFirstOrThrow({ where: { accountId: referentId } })
    expect(await leave(await contextOf(referentId), { affiliationId: own.id, message: "" })).toEqual({ ok: false, why: "referent" })
    await someoneReferent()
    expect(await leave(await contextOf(referentId), { affiliationId: own.id, message: "" })).toEqual({ ok: false, why: "referent" })
    expect(await stored(own.id)).toMatchObject({ status: "active" })
  })

  it("leaving twice says so", async () => {
    const context = await contextOf(memberId)
    const results = await Promise.all([1, 2].map(() => leave(context, { affiliationId, message: "" })))
    expect(results.map((result) => (result.ok ? "done" : result.why)).sort()).toEqual(["done", "not-active"])
  })
})

describe("changing employer", () => {
  it("leaves what one may leave, announces the rest, and tells every référent concerned in one go", async () => {
    const manager = await aManager()
    const second = await aStructureWithReferent()
    const led = await aStructureWithReferent()
    const elsewhere = await anActiveAffiliation(memberId, second.structure.id)
    const own = await anActiveAffiliation(memberId, led.structure.id, { isReferent: true })
    const context = await contextOf(memberId)
    const done = await changeEmployer(context, { affiliationIds: [affiliationId, elsewhere.id, own.id], message: "Dernier jour vendredi" })
    expect(done).toEqual({ ok: true, value: { left: 2, announced: 1 } })
    expect((await stored()).status).toBe("ended")
    expect((await stored(elsewhere.id)).status).toBe("ended")
    expect(await stored(own.id)).toMatchObject({ status: "active", isReferent: true })
    expect(await db.referentChange.findMany()).toMatchObject([
      { structureId: led.structure.id, proposed: { affiliationId: null, isLeaving: true } },
    ])
    const told = (await messages()).map(({ template, toEmail }) => [template, toEmail])
    const referent = await db.account.findUniqueOrThrow({ where: { id: referentId } })
    expect(told).toEqual(
      expect.arrayContaining([
        ["person-left", referent.email],
        ["person-left", second.referent.email],
        ["person-left", led.referent.email],
        ["referent-change-to-decide", manager.email],
        ["left", context.actor.email],
        ["left", context.actor.email],
      ]),
    )
    expect(told).toHaveLength(6)
  })

  it("adds the departure to what a référent had asked already, and loses no word of it", async () => {
    const manager = await aManager()
    const led = await aStructureWithReferent()
    const own = await anActiveAffiliation(memberId, led.structure.id, { isReferent: true })
    await db.referentChange.create({
      data: {
        structureId: led.structure.id,
        accountId: memberId,
        proposed: { affiliationId: null, isLeaving: false },
        message: "Une de plus",
      },
    })
    const context = await contextOf(memberId)
    expect(await changeEmployer(context, { affiliationIds: [own.id], message: "Je pars vendredi" })).toMatchObject({
      value: { announced: 1 },
    })
    expect(await db.referentChange.findMany()).toMatchObject([{ proposed: { isLeaving: true }, message: "Une de plus\nJe pars vendredi" }])
    expect((await messages()).map(({ toEmail }) => toEmail).sort()).toEqual([manager.email, led.referent.email].sort())
    await db.message.deleteMany()
    await changeEmployer(context, { affiliationIds: [own.id], message: "" })
    expect(await messages(), "announced once").toEqual([])
  })

  it("one that is someone else's, or over already, stops it all", async () => {
    const other = await anActiveAffiliation((await anAccount()).id, structureId)
    const context = await contextOf(memberId)
    expect(await changeEmployer(context, { affiliationIds: [affiliationId, other.id], message: "" })).toEqual({
      ok: false,
      why: "not-found",
    })
    expect((await stored()).status).toBe("active")
    await leave(context, { affiliationId, message: "" })
    expect(await changeEmployer(context, { affiliationIds: [affiliationId], message: "" })).toEqual({ ok: false, why: "not-active" })
  })
})

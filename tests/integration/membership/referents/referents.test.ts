import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { sendReferentChange, setPace } from "@/lib/membership/referents/operations"
import { decidersOf, pendingReferentChanges } from "@/lib/membership/referents/queries"
import { db } from "@/lib/platform/db/client"
import { aManager, anAccount, anActiveAffiliation, aStructureWithReferent, contextOf, messages, now } from "@/tests/support/factories"

let structureId: string
let context: ActorContext

beforeEach(async () => {
  const { structure, referent } = await aStructureWithReferent()
  structureId = structure.id
  context = await contextOf(referent.id)
})

describe("asking for a change of référent", () => {
  it("names someone attached, and the managers read it", async () => {
    const manager = await aManager()
    const person = await anAccount({ firstName: "Nadia", lastName: "Benali" })
    const { id } = await anActiveAffiliation(person.id, structureId)
    expect((await sendReferentChange(context, { structureId, affiliationId: id, isLeaving: true, message: "Je pars fin mars" })).ok).toBe(
      true,
    )
    expect(await messages()).toMatchObject([
      { template: "referent-change-to-decide", toEmail: manager.email, data: { proposed: "Nadia BENALI", isLeaving: true } },
    ])
    expect(await pendingReferentChanges((await contextOf(manager.id)).actor)).toMatchObject([
      { isLeaving: true, message: "Je pars fin mars", person: { account: { lastName: "Benali" } } },
    ])
    expect(await pendingReferentChanges(context.actor)).toEqual([])
  })

  it("someone of another structure, or référent already, is refused", async () => {
    const elsewhere = await aStructureWithReferent()
    const foreign = await anActiveAffiliation((await anAccount()).id, elsewhere.structure.id)
    const own = await db.affiliation.findFirstOrThrow({ where: { accountId: context.actor.accountId } })
    for (const affiliationId of [foreign.id, own.id, crypto.randomUUID()])
      expect(await sendReferentChange(context, { structureId, affiliationId, isLeaving: false, message: "" })).toEqual({
        ok: false,
        why: "person-unknown",
      })
  })

  it("one at a time, however often it is sent at once", async () => {
    const input = { structureId, affiliationId: null, isLeaving: true, message: "" }
    const results = await Promise.all(Array.from({ length: 6 }, () => sendReferentChange(context, input)))
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await db.referentChange.count()).toBe(1)
  })
})

describe("how often a référent is told", () => {
  it("none is refused to the only one told, a disabled colleague counting for nobody", async () => {
    expect(await setPace(context, { structureId, pace: "none" })).toEqual({ ok: false, why: "only-one-told" })
    expect((await setPace(context, { structureId, pace: "daily" })).ok).toBe(true)
    const colleague = await anAccount({ disabledAt: now })
    await anActiveAffiliation(colleague.id, structureId, { isReferent: true })
    expect(await setPace(context, { structureId, pace: "none" })).toEqual({ ok: false, why: "only-one-told" })
    await db.account.update({ where: { id: colleague.id }, data: { disabledAt: null } })
    expect((await setPace(context, { structureId, pace: "none" })).ok).toBe(true)
    expect(await db.$transaction((tx) => decidersOf(tx, structureId, now))).toMatchObject({
      deciders: [{ accountId: colleague.id, pace: "each" }],
    })
  })

  it("two who both want none at the same time: one stays told, fifty times", async () => {
    const colleague = await anAccount()
    await anActiveAffiliation(colleague.id, structureId, { isReferent: true })
    const both = [context, await contextOf(colleague.id)]
    for (let run = 0; run < 50; run += 1) {
      await db.affiliation.updateMany({ where: { structureId }, data: { noticePace: "each" } })
      const results = await Promise.all(both.map((by) => setPace(by, { structureId, pace: "none" })))
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    }
  })
})

import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { requestAffiliation } from "@/lib/membership/affiliations/operations"
import { refuseRequest, validateRequest } from "@/lib/membership/decisions/operations"
import { db } from "@/lib/platform/db/client"
import { anAccount, anActiveAffiliation, aPendingRequest, aStructureWithReferent, contextOf } from "@/tests/support/factories"

const runs = 50
const grant = { rafaelProfil: "prescripteur_1", isEmployeur: false, isPrestataire: false, becomesReferent: false } as const

let structure: { id: string; siret: string }
let first: ActorContext
let second: ActorContext

beforeEach(async () => {
  const made = await aStructureWithReferent()
  structure = made.structure
  const colleague = await anAccount({ firstName: "Camille" })
  await anActiveAffiliation(colleague.id, structure.id, { isReferent: true })
  first = await contextOf(made.referent.id)
  second = await contextOf(colleague.id)
})

async function aRequest() {
  const { id } = await anAccount()
  return (await aPendingRequest(id, structure.id)).id
}

/** One winner, one mail, one journal row; the loser reads who decided. */
async function expectOneWinner(affiliationId: string, results: { ok: boolean; why?: string }[]) {
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect(results.find(({ ok }) => !ok)).toMatchObject({ why: "already-decided", detail: expect.stringContaining(" le 24 novembre 2026") })
  expect(await db.journal.count({ where: { targetId: affiliationId, outcome: "done" } })).toBe(1)
}

describe(`each race ${runs} times`, () => {
  it("1: two référents validate at once: one wins, one mail, one journal row", async () => {
    for (let run = 0; run < runs; run += 1) {
      const affiliationId = await aRequest()
      const results = await Promise.all([first, second].map((context) => validateRequest(context, { affiliationId, ...grant })))
      await expectOneWinner(affiliationId, results)
    }
    expect(await db.message.count({ where: { template: "request-accepted" } })).toBe(runs)
  })

  it("2: validate against refuse: one wins, and the row says the same as the mail", async () => {
    for (let run = 0; run < runs; run += 1) {
      const affiliationId = await aRequest()
      const validation = () => validateRequest(first, { affiliationId, ...grant })
      const refusal = () => refuseRequest(second, { affiliationId, reason: "Inconnue ici" })
      // Started in both orders, so that neither side wins by being asked first.
      const results = await Promise.all(run % 2 ? [validation(), refusal()] : [refusal(), validation()])
      await expectOneWinner(affiliationId, results)
      const { status, account } = await db.affiliation.findUniqueOrThrow({ where: { id: affiliationId }, include: { account: true } })
      const mails = await db.message.findMany({ where: { toEmail: account.email } })
      expect(mails.map(({ template }) => template)).toEqual([status === "active" ? "request-accepted" : "request-refused"])
    }
  })

  it("5: one decision submitted twice has one effect", async () => {
    for (let run = 0; run < runs; run += 1) {
      const affiliationId = await aRequest()
      const results = await Promise.all([1, 2].map(() => validateRequest(first, { affiliationId, ...grant })))
      await expectOneWinner(affiliationId, results)
    }
    expect(await db.message.count()).toBe(runs)
  })

  it("7: the same request twice: one pending, told once", async () => {
    for (let run = 0; run < runs; run += 1) {
      const { id } = await anAccount()
      const context = await contextOf(id)
      const results = await Promise.all([1, 2].map(() => requestAffiliation(context, { siret: structure.siret })))
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
      expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, why: "already-attached" })
      expect(await db.affiliation.count({ where: { accountId: id } })).toBe(1)
    }
    expect(await db.message.count({ where: { template: "request-received" } })).toBe(runs)
    expect(await db.message.count({ where: { template: "request-to-decide" } })).toBe(2 * runs)
  })

  it("a profil being granted against its type being taken away: never both", async () => {
    for (let run = 0; run < runs; run += 1) {
      const affiliationId = await aRequest()
      const loseType = () =>
        db.structure.update({ where: { id: structure.id }, data: { types: ["formateur"] } }).then(
          () => true,
          () => false,
        )
      const [validated, lost] = await Promise.all([validateRequest(first, { affiliationId, ...grant }), loseType()])
      expect([validated.ok, lost]).not.toEqual([true, true])
      await db.affiliation.updateMany({ where: { structureId: structure.id }, data: { rafaelProfil: null } })
      await db.structure.update({ where: { id: structure.id }, data: { types: ["formateur", "prescripteur"] } })
    }
  })
})

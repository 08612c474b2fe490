import { describe, expect, it } from "vitest"
import { closeStructure } from "@/lib/desk/structures/operations"
import { disableAccount } from "@/lib/desk/suspensions/operations"
import { cancelRequest, openRequest, remindDeciders, requestAffiliation } from "@/lib/membership/affiliations/operations"
import { ownAffiliations } from "@/lib/membership/affiliations/queries"
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
  visitor,
} from "@/tests/support/factories"

describe("asking for a further structure", () => {
  it("tells its référent, with what the person needs", async () => {
    const { structure, referent } = await aStructureWithReferent()
    const { id } = await anAccount()
    expect((await requestAffiliation(await contextOf(id), { siret: structure.siret, need: "valider" })).ok).toBe(true)
    expect(await db.affiliation.findFirst({ where: { accountId: id } })).toMatchObject({
      status: "pending",
      origin: "request",
      need: "valider",
    })
    expect(await messages()).toMatchObject([
      { template: "request-to-decide", toEmail: referent.email, data: { need: "valider" } },
      { template: "request-received" },
    ])
  })

  it.each([
    ["a wrong SIRET", async (): Promise<string> => "31754202500043", "structure-unknown"],
    ["an unknown SIRET", async (): Promise<string> => "31754202500042", "structure-unknown"],
    ["a closed structure", async () => (await aStructure({ state: "closed" })).siret, "structure-closed"],
  ] as const)("is refused for %s", async (_what, siretOf, why) => {
    const { id } = await anAccount()
    expect(await requestAffiliation(await contextOf(id), { siret: await siretOf() })).toEqual({ ok: false, why })
    expect(await db.affiliation.count()).toBe(0)
    expect(await messages()).toEqual([])
  })

  it("37: leaves nothing open when the account is disabled, or the structure closed, at the same instant", async () => {
    const manager = await aManagerContext()
    for (let round = 0; round < 6; round += 1) {
      const { structure } = await aStructureWithReferent()
      const { id } = await anAccount()
      const context = await contextOf(id)
      const closing = { structureId: structure.id, reason: "Fin d’activité", successor: "" }
      await Promise.all([
        requestAffiliation(context, { siret: structure.siret }),
        round % 2 ? closeStructure(manager, closing) : disableAccount(manager, { accountId: id, reason: "Départ", withoutReferent: false }),
      ])
      expect(await db.affiliation.count({ where: { accountId: id, status: "pending" } })).toBe(0)
    }
  })

  it("confirmed after the structure closed, goes to the one that replaces it, or nowhere", async () => {
    const successor = await aStructure()
    const closed = await aStructure({ state: "closed", successor: { connect: { id: successor.id } } })
    const { id } = await anAccount()
    const open = (structureId: string) =>
      db.$transaction((tx) => openRequest(tx, visitor, { accountId: id, structureId, origin: "signup", need: null }))
    expect(await open(closed.id)).toMatchObject({ ok: true })
    expect(await db.affiliation.findFirstOrThrow({ where: { accountId: id } })).toMatchObject({ structureId: successor.id })
    expect(await open(closed.id), "they wait there already").toEqual({ ok: false, why: "already-attached" })
    expect(await open((await aStructure({ state: "closed" })).id)).toEqual({ ok: false, why: "structure-closed" })
  })

  it("is refused where one is attached or waits already, and to managers", async () => {
    const structure = await aStructure()
    const { id } = await anAccount()
    await anActiveAffiliation(id, structure.id)
    expect(await requestAffiliation(await contextOf(id), { siret: structure.siret })).toEqual({ ok: false, why: "already-attached" })
    expect(await requestAffiliation(await aManagerContext(), { siret: structure.siret })).toEqual({
      ok: false,
      why: "managers-do-not-ask",
    })
    expect(await messages()).toEqual([])
    expect(await db.journal.count()).toBe(0)
  })
})

describe("withdrawing a request", () => {
  it("its applicant may, nobody else, and only while it waits", async () => {
    const { structure, referent } = await aStructureWithReferent()
    const { id } = await anAccount()
    const request = await aPendingRequest(id, structure.id)
    const input = { affiliationId: request.id }
    expect(await cancelRequest(await contextOf(referent.id), input)).toEqual({ ok: false, why: "not-found" })
    expect(await db.journal.findMany()).toMatchObject([{ action: "affiliation.cancel", outcome: "refused", structureId: structure.id }])
    expect((await cancelRequest(await contextOf(id), input)).ok).toBe(true)
    expect(await cancelRequest(await contextOf(id), input)).toMatchObject({ ok: false, why: "already-decided" })
    expect((await ownAffiliations((await contextOf(id)).actor)).map(({ status }) => status)).toEqual(["cancelled"])
  })
})

describe("reminding those who decide", () => {
  it("once per 48 hours, by the applicant only", async () => {
    const { structure, referent } = await aStructureWithReferent()
    const { id } = await anAccount()
    const request = await aPendingRequest(id, structure.id)
    const input = { affiliationId: request.id }
    const at = async (accountId: string, hours: number) => ({
      ...(await contextOf(accountId)),
      now: new Date(now.getTime() + hours * 3_600_000),
    })
    expect(await remindDeciders(await at(id, 47), input)).toEqual({ ok: false, why: "too-soon" })
    expect(await remindDeciders(await at(referent.id, 48), input)).toEqual({ ok: false, why: "not-found" })
    expect((await remindDeciders(await at(id, 48), input)).ok).toBe(true)
    expect(await remindDeciders(await at(id, 49), input)).toEqual({ ok: false, why: "too-soon" })
    expect(await messages()).toMatchObject([{ template: "request-to-decide", toEmail: referent.email, data: { reminder: true } }])
  })

  it("once handed over, reminds the managers too", async () => {
    const { structure, referent } = await aStructureWithReferent()
    const manager = await aManager()
    const { id } = await anAccount()
    const request = await aPendingRequest(id, structure.id, { escalatedAt: now })
    await remindDeciders(await contextOf(id, { now: new Date(now.getTime() + 72 * 3_600_000) }), { affiliationId: request.id })
    expect(await messages()).toMatchObject([
      { toEmail: referent.email, data: { toManagers: false, reminder: true } },
      { toEmail: manager.email, data: { toManagers: true, reminder: true } },
    ])
  })

  it("two clicks at once are one reminder, fifty times", async () => {
    const { structure } = await aStructureWithReferent()
    const late = { now: new Date(now.getTime() + 72 * 3_600_000) }
    for (let run = 0; run < 50; run += 1) {
      const { id } = await anAccount()
      const request = await aPendingRequest(id, structure.id)
      const context = await contextOf(id, late)
      const results = await Promise.all([1, 2].map(() => remindDeciders(context, { affiliationId: request.id })))
      expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    }
    expect(await messages()).toHaveLength(50)
  })
})

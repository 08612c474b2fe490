import { expect, it } from "vitest"
import { holdById } from "@/lib/access/locks"
import { asManager } from "@/lib/identity/managers/operations"
import { db, StartAgain, type Tx, takenBackIfRefused, transaction } from "@/lib/platform/db/client"
import { keep, ok, refuse, tolerate } from "@/lib/platform/result"
import { aManagerContext, anAccount, anActiveAffiliation, aStructure } from "../../support/factories"

const names = async () => (await db.structure.findMany({ orderBy: { raisonSociale: "asc" } })).map(({ raisonSociale }) => raisonSociale)

async function renamed(tx: Tx, raisonSociale: string) {
  await tx.structure.updateMany({ data: { raisonSociale } })
}

it("a refusal after a write takes the write back, and is what the caller reads", async () => {
  await aStructure({ raisonSociale: "Avant" })
  const result = await transaction(async (tx) => {
    await renamed(tx, "Après")
    return refuse("changed-meanwhile", "3")
  })
  expect(result).toEqual({ ok: false, why: "changed-meanwhile", detail: "3" })
  expect(await names()).toEqual(["Avant"])
})

it("a refusal that is kept leaves what was written, and says so to nobody", async () => {
  await aStructure({ raisonSociale: "Avant" })
  const result = await transaction(async (tx) => {
    await renamed(tx, "Après")
    return keep(refuse("refused"))
  })
  expect(result).toEqual({ ok: false, why: "refused" })
  expect(await names()).toEqual(["Après"])
})

it("what is done, and what is no result at all, is committed", async () => {
  await aStructure({ raisonSociale: "Avant" })
  expect(await transaction(async (tx) => renamed(tx, "Un").then(() => ok("oui")))).toEqual(ok("oui"))
  expect(await names()).toEqual(["Un"])
  expect(await transaction(async (tx) => renamed(tx, "Deux").then(() => false))).toBe(false)
  expect(await names()).toEqual(["Deux"])
})

it("a part of a transaction that refuses is taken back alone", async () => {
  await aStructure({ raisonSociale: "Avant" })
  const part = await transaction(async (tx) => {
    await renamed(tx, "Dehors")
    const refused = await takenBackIfRefused(tx, async () => renamed(tx, "Dedans").then(() => refuse("no")))
    return { refused, seen: (await tx.structure.findFirstOrThrow()).raisonSociale }
  })
  expect(part).toEqual({ refused: { ok: false, why: "no" }, seen: "Dehors" })
  expect(await names()).toEqual(["Dehors"])
})

it("a manager's gesture that refuses after a write leaves its row in the journal, and nothing else", async () => {
  const { id } = await aStructure({ raisonSociale: "Avant" })
  const manager = await aManagerContext()
  const attempt = { action: "structure.update", structureId: id, targetId: id } as const
  const result = await asManager(manager, "structure.manage", attempt, async (tx) => {
    await renamed(tx, "Après")
    return refuse("changed-meanwhile")
  })
  expect(result).toEqual({ ok: false, why: "changed-meanwhile" })
  expect(await names()).toEqual(["Avant"])
  expect(await db.journal.findMany({ select: { action: true, outcome: true, reason: true, targetId: true } })).toEqual([
    { action: "structure.update", outcome: "refused", reason: "changed-meanwhile", targetId: id },
  ])
})

it("a refusal that was not foreseen is a bug", () => {
  tolerate(ok(), "closed")
  tolerate(refuse("closed"), "closed")
  expect(() => tolerate(refuse("closed"))).toThrow("closed")
})

it("what should have been held before is held at the second beginning; nothing of the first is written", async () => {
  const structure = await aStructure()
  const member = await anAccount()
  let begun = 0
  const done = await transaction(async (tx) => {
    begun += 1
    // The first time, nobody knows yet that the structure is concerned.
    if (begun > 1) await holdById(tx, "structure", structure.id, "change")
    await tx.structure.update({ where: { id: structure.id }, data: { sigle: `ESSAI${begun}` } })
    const affiliation = await tx.affiliation.create({ data: { accountId: member.id, structureId: structure.id, origin: "signup" } })
    await holdById(tx, "affiliation", affiliation.id, "change")
    await holdById(tx, "structure", structure.id, "change")
    return ok()
  })
  expect([done.ok, begun]).toEqual([true, 2])
  expect(await db.affiliation.count()).toBe(1)
  expect(await db.structure.findFirst()).toMatchObject({ sigle: "ESSAI2" })
})

it("a gesture that always holds in another order than the others fails", async () => {
  const structure = await aStructure()
  const { id } = await anActiveAffiliation((await anAccount()).id, structure.id)
  const wrong = transaction(async (tx) => {
    await holdById(tx, "affiliation", id, "change")
    await holdById(tx, "structure", structure.id, "change")
  })
  await expect(wrong).rejects.toThrow(StartAgain)
})

import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { mergeAccounts } from "@/lib/desk/account-merges/operations"
import { mergeStructures, undoMerge } from "@/lib/desk/structure-merges/operations"
import { mergePreview } from "@/lib/desk/structure-merges/queries"
import { reopenStructure } from "@/lib/desk/structures/operations"
import { ownOpenQuestions } from "@/lib/membership/clarifications/queries"
import { detach } from "@/lib/membership/departures/operations"
import { db } from "@/lib/platform/db/client"
import {
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

const day = 24 * 3_600_000
let manager: ActorContext

/** Two rows for one structure: people in one, in the other, in both, and one who waits. */
async function twoRows() {
  const { structure: kept } = await aStructureWithReferent({ types: ["prescripteur"] })
  const { structure: absorbed, referent } = await aStructureWithReferent({ types: ["formateur", "prescripteur"] })
  const [both, alone, loser, waiting] = [await anAccount(), await anAccount(), await anAccount(), await anAccount()]
  await anActiveAffiliation(both.id, kept.id, { rafaelProfil: "prescripteur_1" })
  await anActiveAffiliation(both.id, absorbed.id, { rafaelProfil: "prescripteur_3", isEmployeur: true, isReferent: true })
  await anActiveAffiliation(alone.id, absorbed.id, { rafaelProfil: "prescripteur_2" })
  await anActiveAffiliation(loser.id, absorbed.id, { rafaelProfil: "gestionnaire_general", isPrestataire: true })
  await aPendingRequest(waiting.id, absorbed.id, { requestedAt: new Date(now.getTime() - 3 * day), need: "inscrire" })
  return { kept, absorbed, referent, both, alone, loser, waiting }
}
type World = Awaited<ReturnType<typeof twoRows>>
let world: World

beforeEach(async () => {
  manager = await aManagerContext()
  world = await twoRows()
})

const open = async (structureId: string) =>
  db.affiliation.findMany({
    where: { structureId, status: { in: ["pending", "active"] } },
    orderBy: { accountId: "asc" },
    select: {
      accountId: true,
      status: true,
      isReferent: true,
      rafaelProfil: true,
      isEmployeur: true,
      isPrestataire: true,
      need: true,
    },
  })
const of = (rows: Awaited<ReturnType<typeof open>>, { id }: { id: string }) => rows.find(({ accountId }) => accountId === id)
const merge = (people = 5) => mergeStructures(manager, { structureId: world.kept.id, absorbedId: world.absorbed.id, people })
const undo = async (context = manager) => undoMerge(context, { mergeId: (await db.structureMerge.findFirstOrThrow()).id })

describe("a merge", () => {
  it("says beforehand what it would do, and does it: people, rights, référents and requests go to the one that stays", async () => {
    const preview = await mergePreview(manager.actor, world.kept.id, world.absorbed.id)
    expect(
      preview?.lines
        .filter(({ isReduced }) => isReduced)
        .map(({ accountId }) => accountId)
        .sort(),
    ).toEqual([world.both.id, world.loser.id].sort())
    expect(await merge()).toMatchObject({ ok: true })
    const rows = await open(world.kept.id)
    expect(of(rows, world.both)).toMatchObject({ rafaelProfil: "prescripteur_1", isEmployeur: true, isReferent: true })
    expect(of(rows, world.alone)).toMatchObject({ status: "active", rafaelProfil: "prescripteur_2" })
    expect(of(rows, world.loser)).toMatchObject({ status: "active", rafaelProfil: null, isPrestataire: false })
    expect(of(rows, world.waiting)).toMatchObject({ status: "pending", need: "inscrire" })
    expect(of(rows, world.referent)).toMatchObject({ isReferent: true })
    expect(await open(world.absorbed.id)).toEqual([])
    expect(await db.structure.findUniqueOrThrow({ where: { id: world.absorbed.id } })).toMatchObject({
      state: "closed",
      successorId: world.kept.id,
    })
    const told = (await messages()).map(({ template, toEmail }) => [template, toEmail])
    expect(told.sort()).toEqual(
      [world.both, world.alone, world.loser, world.referent].map(({ email }) => ["structure-merged", email]).sort(),
    )
  })

  it("is refused when more people came since the page was read, with itself, into a closed one, or twice", async () => {
    expect(await merge(4)).toEqual({ ok: false, why: "changed-meanwhile", detail: "5" })
    const itself = { structureId: world.kept.id, absorbedId: world.kept.id, people: 2 }
    expect(await mergeStructures(manager, itself)).toMatchObject({ why: "same-structure" })
    const closed = await aStructure({ state: "closed" })
    expect(await mergeStructures(manager, { structureId: closed.id, absorbedId: world.kept.id, people: 2 })).toMatchObject({
      why: "kept-closed",
    })
    const results = await Promise.all([merge(), merge()])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await reopenStructure(manager, { structureId: world.absorbed.id })).toMatchObject({ why: "merged" })
  })
})

describe("undoing it", () => {
  it("gives everyone back what they had, in both, and tells them", async () => {
    const before = [await open(world.kept.id), await open(world.absorbed.id)]
    await merge()
    await db.message.deleteMany()
    expect(await undo()).toMatchObject({ ok: true })
    expect([await open(world.kept.id), await open(world.absorbed.id)]).toEqual(before)
    expect(await db.structure.findUniqueOrThrow({ where: { id: world.absorbed.id } })).toMatchObject({ state: "active", successorId: null })
    expect((await messages()).map(({ data }) => (data as { isUndone: boolean }).isUndone)).toEqual([true, true, true, true])
    expect(await undo()).toEqual({ ok: false, why: "already-undone" })
    expect(await merge(), "and it may be merged again").toMatchObject({ ok: true })
  })

  it("leaves out who left since, and keeps what someone changed since", async () => {
    await merge()
    const gone = await db.affiliation.findFirstOrThrow({
      where: { accountId: world.alone.id, structureId: world.kept.id, status: "active" },
    })
    await detach(manager, { affiliationId: gone.id, reason: "", withoutReferent: false })
    await db.affiliation.updateMany({
      where: { accountId: world.both.id, structureId: world.kept.id, status: "active" },
      data: { rafaelProfil: "prescripteur_2" },
    })
    expect(await undo()).toMatchObject({ ok: true })
    expect(of(await open(world.absorbed.id), world.alone)).toBeUndefined()
    expect(of(await open(world.kept.id), world.both)).toMatchObject({ rafaelProfil: "prescripteur_2" })
    expect(of(await open(world.absorbed.id), world.both)).toMatchObject({ rafaelProfil: "prescripteur_3", isReferent: true })
  })

  it("does not give back what was taken away from someone since", async () => {
    await merge()
    const data = { isReferent: false, rafaelProfil: null }
    await db.affiliation.updateMany({ where: { accountId: { in: [world.both.id, world.alone.id] }, structureId: world.kept.id }, data })
    expect(await undo()).toMatchObject({ ok: true })
    const back = await open(world.absorbed.id)
    expect(of(back, world.alone)).toMatchObject({ status: "active", rafaelProfil: null })
    expect(of(back, world.both)).toMatchObject({ isReferent: false, rafaelProfil: null, isEmployeur: true })
  })

  it("puts back the requests as they were made, and a structure that was closed already stays closed", async () => {
    const [validated, dropped] = [await anAccount(), await anAccount()]
    const asked = { requestedAt: new Date(now.getTime() - 5 * day), need: "valider" as const }
    await aPendingRequest(validated.id, world.kept.id, asked)
    await anActiveAffiliation(validated.id, world.absorbed.id, { rafaelProfil: "prescripteur_1" })
    await anActiveAffiliation(dropped.id, world.kept.id)
    await aPendingRequest(dropped.id, world.absorbed.id, asked)
    await db.structure.update({ where: { id: world.absorbed.id }, data: { state: "closed", closedAt: now } })
    await merge(7)
    expect(of(await open(world.kept.id), validated)).toMatchObject({ status: "active", rafaelProfil: "prescripteur_1" })
    expect(await undo()).toMatchObject({ ok: true })
    expect(of(await open(world.kept.id), validated)).toMatchObject({ status: "pending", need: "valider" })
    expect(of(await open(world.absorbed.id), validated)).toMatchObject({ status: "active", rafaelProfil: "prescripteur_1" })
    expect(of(await open(world.absorbed.id), dropped)).toMatchObject({ status: "pending", need: "valider" })
    expect(await db.affiliation.count({ where: { status: "pending", requestedAt: asked.requestedAt } })).toBe(2)
    expect(await db.structure.findUniqueOrThrow({ where: { id: world.absorbed.id } })).toMatchObject({ state: "closed", closedAt: now })
  })

  it("is refused when it would leave people without référent; nothing is half done", async () => {
    await db.affiliation.updateMany({ where: { structureId: world.kept.id }, data: { isReferent: false } })
    await merge()
    const before = await open(world.kept.id)
    expect(await undo()).toEqual({ ok: false, why: "last-referent", detail: world.kept.raisonSociale })
    expect(await open(world.kept.id)).toEqual(before)
  })

  it("is refused once the one that stays has been merged in its turn, until that merge is undone", async () => {
    await merge()
    const [first, next] = [await db.structureMerge.findFirstOrThrow(), await aStructure()]
    const people = (await open(world.kept.id)).length
    expect(await mergeStructures(manager, { structureId: next.id, absorbedId: world.kept.id, people })).toMatchObject({ ok: true })
    expect(await undoMerge(manager, { mergeId: first.id })).toEqual({ ok: false, why: "merged-since" })
    expect(await open(next.id)).toHaveLength(people)
    const second = await db.structureMerge.findFirstOrThrow({ where: { keptId: next.id } })
    expect(await undoMerge(manager, { mergeId: second.id })).toMatchObject({ ok: true })
    expect(await undoMerge(manager, { mergeId: first.id })).toMatchObject({ ok: true })
    expect(await open(world.absorbed.id)).toHaveLength(5)
  })

  it("someone whose accounts were merged since comes back with the one that stays", async () => {
    await merge()
    const newer = await anAccount()
    expect(await mergeAccounts(manager, { accountId: newer.id, absorbedId: world.alone.id })).toMatchObject({ ok: true })
    expect(await undo()).toMatchObject({ ok: true })
    expect(of(await open(world.absorbed.id), newer)).toMatchObject({ status: "active", rafaelProfil: "prescripteur_2" })
    expect(of(await open(world.kept.id), newer)).toBeUndefined()
  })

  it("a right the one that stays could not give comes back: nobody took it", async () => {
    await merge()
    await db.affiliation.updateMany({ where: { accountId: world.loser.id, structureId: world.kept.id }, data: { isEmployeur: true } })
    await undo()
    expect(of(await open(world.absorbed.id), world.loser)).toMatchObject({ rafaelProfil: "gestionnaire_general", isPrestataire: true })
  })

  it("a question that waits follows its request, there and back", async () => {
    const request = await db.affiliation.findFirstOrThrow({ where: { accountId: world.waiting.id } })
    await db.clarification.create({
      data: { affiliationId: request.id, askedBy: manager.actor.accountId, askedAt: now, text: "Quel service ?" },
    })
    const own = (await contextOf(world.waiting.id)).actor
    await merge()
    expect(await ownOpenQuestions(own)).toHaveLength(1)
    await undo()
    expect(await ownOpenQuestions(own)).toHaveLength(1)
  })

  it("until the thirtieth day", async () => {
    await merge()
    const at = (days: number) => ({
      ...manager,
      now: new Date(now.getTime() + days * day + 1),
      actor: { ...manager.actor, authAt: new Date(now.getTime() + days * day) },
    })
    expect(await undo(at(30))).toEqual({ ok: false, why: "too-late" })
    expect(await undo(at(29))).toMatchObject({ ok: true })
  })
})

import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { acceptCorrection, refuseCorrection, sendCorrection } from "@/lib/desk/corrections/operations"
import { pendingCorrections } from "@/lib/desk/corrections/queries"
import {
  acceptReferentChange,
  appointReferent,
  refuseReferentChange,
  removeReferent,
} from "@/lib/membership/referent-appointments/operations"
import { sendReferentChange } from "@/lib/membership/referents/operations"
import { db } from "@/lib/platform/db/client"
import {
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aStructureWithReferent,
  contextOf,
  messages,
  now,
} from "@/tests/support/factories"

let manager: ActorContext
let world: Awaited<ReturnType<typeof aStructureWithReferent>>
beforeEach(async () => {
  manager = await aManagerContext()
  world = await aStructureWithReferent()
})

const attached = async (more = {}) => {
  const account = await anAccount()
  return { account, affiliation: await anActiveAffiliation(account.id, world.structure.id, more) }
}
const referents = async () =>
  (await db.affiliation.findMany({ where: { structureId: world.structure.id, isReferent: true } })).map(({ accountId }) => accountId).sort()
const own = () => db.affiliation.findFirstOrThrow({ where: { accountId: world.referent.id, structureId: world.structure.id } })
const told = async () => (await messages()).map(({ template, toEmail }) => [template, toEmail])

describe("a manager", () => {
  it("appoints someone attached, who is told", async () => {
    const { account, affiliation } = await attached()
    expect(await appointReferent(manager, { affiliationId: affiliation.id })).toMatchObject({ ok: true })
    expect(await referents()).toEqual([account.id, world.referent.id].sort())
    expect(await told()).toEqual([["referent-appointed", account.email]])
    expect(await appointReferent(manager, { affiliationId: affiliation.id })).toMatchObject({ why: "already-referent" })
  })

  it("neither appoints someone disabled, gone, nor themselves; gives the password again after fifteen minutes", async () => {
    const { account, affiliation } = await attached()
    const later = { ...manager, now: new Date(now.getTime() + 16 * 60_000) }
    expect(await appointReferent(later, { affiliationId: affiliation.id })).toEqual({ ok: false, why: "password-needed" })
    await db.account.update({ where: { id: account.id }, data: { disabledAt: now } })
    expect(await appointReferent(manager, { affiliationId: affiliation.id })).toMatchObject({ why: "disabled" })
    await db.affiliation.update({ where: { id: affiliation.id }, data: { status: "ended", endedAt: now } })
    expect(await appointReferent(manager, { affiliationId: affiliation.id })).toMatchObject({ why: "not-active" })
    const mine = await anActiveAffiliation(manager.actor.accountId, world.structure.id)
    expect(await appointReferent(manager, { affiliationId: mine.id })).toMatchObject({ why: "oneself" })
  })

  it("removes a référent, never the last unless they say so; of two removed at once one remains", async () => {
    const { affiliation } = await attached({ isReferent: true })
    const remove = (affiliationId: string, withoutReferent = false) =>
      removeReferent(manager, { affiliationId, reason: "Changement de poste", withoutReferent })
    const results = await Promise.all([remove(affiliation.id), remove((await own()).id)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, why: "last-referent" })
    const last = await db.affiliation.findFirstOrThrow({ where: { structureId: world.structure.id, isReferent: true } })
    expect(await remove(last.id, true)).toMatchObject({ ok: true })
    expect(await referents()).toEqual([])
    expect(await db.journal.findFirst({ where: { action: "referent.remove", targetId: last.id, outcome: "done" } })).toMatchObject({
      changes: { withoutReferent: true },
    })
  })
})

describe("a change of référent", () => {
  const ask = async (wish: { affiliationId: string | null; isLeaving: boolean }) => {
    await sendReferentChange(await contextOf(world.referent.id), { structureId: world.structure.id, message: "", ...wish })
    const { id } = await db.referentChange.findFirstOrThrow({ where: { status: "pending" } })
    await db.message.deleteMany()
    return { referentChangeId: id }
  }

  it("done: the person proposed is appointed, the one who leaves is référent no more, and each is told", async () => {
    const { account, affiliation } = await attached()
    const change = await ask({ affiliationId: affiliation.id, isLeaving: true })
    expect(await acceptReferentChange(manager, change)).toMatchObject({ ok: true })
    expect(await referents()).toEqual([account.id])
    expect(await told()).toEqual([
      ["referent-appointed", account.email],
      ["referent-removed", world.referent.email],
      ["referent-change-answered", world.referent.email],
    ])
    expect(await acceptReferentChange(manager, change)).toMatchObject({ why: "already-decided" })
    expect(await refuseReferentChange(manager, { ...change, reason: "Trop tard" })).toMatchObject({ why: "already-decided" })
  })

  it("a departure that would leave nobody is refused until someone is appointed; nothing is half done", async () => {
    const change = await ask({ affiliationId: null, isLeaving: true })
    expect(await acceptReferentChange(manager, change)).toEqual({ ok: false, why: "last-referent" })
    expect(await db.referentChange.findFirstOrThrow()).toMatchObject({ status: "pending" })
    await attached({ isReferent: true })
    expect(await acceptReferentChange(manager, change)).toMatchObject({ ok: true })
  })

  it("someone who left meanwhile cannot be appointed", async () => {
    const { affiliation } = await attached()
    const change = await ask({ affiliationId: affiliation.id, isLeaving: false })
    await db.affiliation.update({ where: { id: affiliation.id }, data: { status: "ended", endedAt: now } })
    expect(await acceptReferentChange(manager, change)).toEqual({ ok: false, why: "person-gone" })
  })

  it("refused: nothing changes, and whoever asked reads why", async () => {
    const { affiliation } = await attached()
    const change = await ask({ affiliationId: affiliation.id, isLeaving: true })
    expect(await refuseReferentChange(manager, { ...change, reason: "Compte trop récent" })).toMatchObject({ ok: true })
    expect(await referents()).toEqual([world.referent.id])
    expect(await messages()).toMatchObject([
      { template: "referent-change-answered", toEmail: world.referent.email, data: { isAccepted: false, reason: "Compte trop récent" } },
    ])
  })
})

describe("a correction", () => {
  const send = async (typed: object) => {
    const { raisonSociale, city, postcode } = world.structure
    const same = { raisonSociale, sigle: "", enseigne: "", address: "", postcode: postcode ?? "", city: city ?? "" }
    const fields = { ...same, type: "les-deux" as const, message: "", ...typed }
    expect(await sendCorrection(await contextOf(world.referent.id), { structureId: world.structure.id, ...fields })).toMatchObject({
      ok: true,
    })
    await db.message.deleteMany()
    return (await db.correction.findFirstOrThrow({ where: { status: "pending" } })).id
  }
  const accept = async (correctionId: string, people = 0) =>
    acceptCorrection(manager, { correctionId, people, seen: (await structure()).updatedAt.toISOString() })
  const structure = () => db.structure.findUniqueOrThrow({ where: { id: world.structure.id } })

  it("done: the data changes, and only it; whoever sent it is told; once", async () => {
    const correctionId = await send({ sigle: "IE", city: "" })
    const results = await Promise.all([accept(correctionId), accept(correctionId)])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await structure()).toMatchObject({ sigle: "IE", city: null, raisonSociale: world.structure.raisonSociale })
    expect(await messages()).toMatchObject([{ template: "correction-answered", data: { isAccepted: true, fields: ["Sigle", "Ville"] } }])
  })

  it("of types withdraws the profils it closes, when that is what the manager read; otherwise nothing is done", async () => {
    const { affiliation } = await attached({ rafaelProfil: "gestionnaire_general" })
    const correctionId = await send({ type: "prescripteur" })
    expect(await accept(correctionId)).toEqual({ ok: false, why: "changed-meanwhile" })
    expect(await structure()).toMatchObject({ types: ["formateur", "prescripteur"] })
    expect(await db.correction.findFirstOrThrow()).toMatchObject({ status: "pending" })
    expect(await accept(correctionId, 1)).toMatchObject({ ok: true })
    expect(await structure()).toMatchObject({ types: ["prescripteur"] })
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: affiliation.id } })).toMatchObject({ rafaelProfil: null })
  })

  it("is shown against what the structure says today, and not done from a page that shows the past", async () => {
    const correctionId = await send({ sigle: "IE", city: "Bayonne" })
    const { updatedAt } = await structure()
    await db.structure.update({ where: { id: world.structure.id }, data: { city: "Dax", sigle: "IE" } })
    expect(await pendingCorrections(manager.actor)).toMatchObject([{ proposed: { city: { from: "Dax", to: "Bayonne" } } }])
    const late = { correctionId, people: 0, seen: updatedAt.toISOString() }
    expect(await acceptCorrection(manager, late)).toEqual({ ok: false, why: "changed-meanwhile" })
    expect(await structure()).toMatchObject({ city: "Dax" })
  })

  it("refused: nothing changes, and whoever sent it reads why", async () => {
    const correctionId = await send({ sigle: "IE" })
    expect(await refuseCorrection(manager, { correctionId, reason: "À faire corriger par l’INSEE" })).toMatchObject({ ok: true })
    expect(await structure()).toMatchObject({ sigle: null })
    expect(await messages()).toMatchObject([{ data: { isAccepted: false, reason: "À faire corriger par l’INSEE" } }])
    expect(await accept(correctionId)).toMatchObject({ why: "already-decided" })
  })
})

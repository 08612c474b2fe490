import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { mergeAccounts, partAccounts } from "@/lib/desk/account-merges/operations"
import { eraseAccount } from "@/lib/desk/personal-data/operations"
import { detach } from "@/lib/membership/departures/operations"
import { sendInvitations } from "@/lib/membership/invitation-lists/operations"
import { db } from "@/lib/platform/db/client"
import {
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aPendingRequest,
  aStructure,
  contextOf,
  messages,
  now,
  visitor,
} from "@/tests/support/factories"
import { aListing } from "@/tests/support/listings"

let manager: ActorContext
beforeEach(async () => {
  manager = await aManagerContext()
})

it("two accounts of one person become one: structures, rights and requests follow, the other is closed, both addresses hear of it", async () => {
  const [kept, absorbed] = [await anAccount(), await anAccount()]
  const [shared, only, asked] = [await aStructure(), await aStructure(), await aStructure()]
  await anActiveAffiliation(kept.id, shared.id, { rafaelProfil: "prescripteur_1" })
  await anActiveAffiliation(absorbed.id, shared.id, { isEmployeur: true, isReferent: true })
  await anActiveAffiliation(absorbed.id, only.id, { rafaelProfil: "gestionnaire_general" })
  await aPendingRequest(absorbed.id, asked.id, { need: "offre" })
  const { actor } = await contextOf(absorbed.id)
  expect(await mergeAccounts(manager, { accountId: kept.id, absorbedId: absorbed.id })).toMatchObject({ ok: true })
  const held = await open(kept.id)
  const of = (id: string) => held.find(({ structureId }) => structureId === id)
  expect(of(shared.id)).toMatchObject({ rafaelProfil: "prescripteur_1", isEmployeur: true, isReferent: true })
  expect(of(only.id)).toMatchObject({ status: "active", rafaelProfil: "gestionnaire_general" })
  expect(of(asked.id)).toMatchObject({ status: "pending", need: "offre" })
  expect(await open(absorbed.id)).toEqual([])
  expect(await db.account.findUniqueOrThrow({ where: { id: absorbed.id } })).toMatchObject({
    disabledReason: "Réuni avec un autre compte de la même personne.",
    mergedIntoId: kept.id,
  })
  expect((await db.session.findUniqueOrThrow({ where: { id: actor.sessionId } })).revokedAt).not.toBeNull()
  expect((await messages()).map(({ template, toEmail }) => [template, toEmail]).sort()).toEqual(
    [
      ["accounts-merged", kept.email],
      ["accounts-merged", absorbed.email],
    ].sort(),
  )
})

it("never a manager's account, a closed one, or one with itself", async () => {
  const person = await anAccount()
  const merge = (accountId: string, absorbedId: string) => mergeAccounts(manager, { accountId, absorbedId })
  expect(await merge(person.id, person.id)).toMatchObject({ why: "same-account" })
  expect(await merge(person.id, manager.actor.accountId)).toMatchObject({ why: "manager" })
  expect(await merge(person.id, (await anAccount({ disabledAt: now })).id)).toMatchObject({ why: "closed" })
  expect(await merge(person.id, crypto.randomUUID())).toMatchObject({ why: "not-found" })
})

it("two merges crossing each other leave one account open", async () => {
  const [a, b] = [await anAccount(), await anAccount()]
  const structure = await aStructure()
  await anActiveAffiliation(a.id, structure.id)
  await anActiveAffiliation(b.id, structure.id, { isEmployeur: true })
  const other = await aManagerContext()
  const results = await Promise.all([
    mergeAccounts(manager, { accountId: a.id, absorbedId: b.id }),
    mergeAccounts(other, { accountId: b.id, absorbedId: a.id }),
  ])
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await db.account.count({ where: { id: { in: [a.id, b.id] }, disabledAt: null } })).toBe(1)
  expect(await db.affiliation.findMany({ where: { structureId: structure.id, status: "active" } })).toMatchObject([{ isEmployeur: true }])
})

it("erasing the account that stays erases the one that was merged into it, and no address is left", async () => {
  const [kept, absorbed] = [await anAccount({ email: "garde@exemple.fr" }), await anAccount({ email: "ferme@exemple.fr" })]
  await mergeAccounts(manager, { accountId: kept.id, absorbedId: absorbed.id })
  await db.message.updateMany({ data: { status: "sent" } })
  expect(await db.$transaction((tx) => eraseAccount(tx, visitor, kept.id))).toMatchObject({ ok: true })
  expect(await db.account.count({ where: { id: { in: [kept.id, absorbed.id] }, erasedAt: null } })).toBe(0)
  const rows = await db.$queryRaw`SELECT row_to_json(m)::text AS row FROM message m WHERE m.template <> 'account-erased'
    UNION ALL SELECT row_to_json(a)::text FROM account a WHERE id <> ${manager.actor.accountId}::uuid`
  expect(JSON.stringify(rows)).not.toMatch(/garde@|ferme@/)
})

const open = (accountId: string) =>
  db.affiliation.findMany({
    where: { accountId, status: { in: ["active", "pending"] } },
    orderBy: { structureId: "asc" },
    select: { structureId: true, status: true, rafaelProfil: true, isEmployeur: true, isReferent: true, need: true },
  })

describe("undoing a merge", () => {
  async function merged() {
    const [kept, absorbed] = [await anAccount(), await anAccount()]
    const [shared, only, asked] = [await aStructure(), await aStructure(), await aStructure()]
    await anActiveAffiliation(kept.id, shared.id, { rafaelProfil: "prescripteur_1" })
    await anActiveAffiliation(absorbed.id, shared.id, { isEmployeur: true, isReferent: true })
    await anActiveAffiliation(absorbed.id, only.id, { rafaelProfil: "gestionnaire_general" })
    await aPendingRequest(absorbed.id, asked.id, { need: "offre" })
    const before = { kept: await open(kept.id), absorbed: await open(absorbed.id) }
    expect(await mergeAccounts(manager, { accountId: kept.id, absorbedId: absorbed.id })).toMatchObject({ ok: true })
    const { id: mergeId } = await db.accountMerge.findFirstOrThrow({ where: { keptId: kept.id } })
    return { kept, absorbed, shared, only, before, mergeId }
  }

  it("gives each account what it had, opens the one that was closed, and tells both", async () => {
    const { kept, absorbed, before, mergeId } = await merged()
    await db.message.deleteMany()
    expect(await partAccounts(manager, { mergeId })).toMatchObject({ ok: true, value: { accountId: absorbed.id } })
    expect({ kept: await open(kept.id), absorbed: await open(absorbed.id) }).toEqual(before)
    expect(await db.account.findUniqueOrThrow({ where: { id: absorbed.id } })).toMatchObject({ disabledAt: null, mergedIntoId: null })
    expect((await messages()).map(({ template, toEmail }) => [template, toEmail]).sort()).toEqual(
      [
        ["accounts-parted", kept.email],
        ["accounts-parted", absorbed.email],
      ].sort(),
    )
    expect(await partAccounts(manager, { mergeId })).toMatchObject({ ok: false, why: "already-undone" })
  })

  it("by two managers at once happens once", async () => {
    const { absorbed, before, mergeId } = await merged()
    const contexts = [manager, await aManagerContext()]
    const done = await Promise.all(contexts.map((context) => partAccounts(context, { mergeId })))
    expect(done.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await open(absorbed.id)).toEqual(before.absorbed)
  })

  it("leaves out what was taken away since, and what was given stays where it is", async () => {
    const { kept, absorbed, shared, only, mergeId } = await merged()
    const another = await aStructure()
    await anActiveAffiliation(kept.id, another.id, { isEmployeur: true })
    const gone = await db.affiliation.findFirstOrThrow({ where: { accountId: kept.id, structureId: only.id, status: "active" } })
    await detach(manager, { affiliationId: gone.id, reason: "", withoutReferent: true })
    expect(await partAccounts(manager, { mergeId })).toMatchObject({ ok: true })
    const theirs = (await open(absorbed.id)).map(({ structureId }) => structureId)
    expect(theirs).toContain(shared.id)
    expect(theirs).not.toContain(only.id)
    expect((await open(kept.id)).map(({ structureId }) => structureId)).toContain(another.id)
  })

  describe("where the absorbed account alone was attached", () => {
    const moved = async (more: object) => {
      const [kept, absorbed, structure] = [await anAccount(), await anAccount(), await aStructure()]
      await anActiveAffiliation(absorbed.id, structure.id, more)
      await mergeAccounts(manager, { accountId: kept.id, absorbedId: absorbed.id })
      const { id: mergeId } = await db.accountMerge.findFirstOrThrow({ where: { keptId: kept.id } })
      const at = { structureId: structure.id, status: "active" } as const
      return { kept, absorbed, mergeId, where: { ...at, accountId: kept.id }, back: { ...at, accountId: absorbed.id } }
    }

    it("what was given since goes with it, so that the structure keeps its référent; a lowered level stays lowered", async () => {
      const { mergeId, where, back } = await moved({ rafaelProfil: "prescripteur_3" })
      await db.affiliation.updateMany({ where, data: { isReferent: true, isEmployeur: true, rafaelProfil: "prescripteur_1" } })
      expect(await partAccounts(manager, { mergeId })).toMatchObject({ ok: true })
      expect(await db.affiliation.findFirstOrThrow({ where: back })).toMatchObject({
        isReferent: true,
        isEmployeur: true,
        rafaelProfil: "prescripteur_1",
      })
    })

    it("a profil suspended since comes back suspended", async () => {
      const { mergeId, where, back } = await moved({ rafaelProfil: "prescripteur_3" })
      await db.affiliation.updateMany({ where, data: { rafaelProfil: null, suspendedProfil: "prescripteur_3", suspendedAt: now } })
      await partAccounts(manager, { mergeId })
      expect(await db.affiliation.findFirstOrThrow({ where: back })).toMatchObject({
        rafaelProfil: null,
        suspendedProfil: "prescripteur_3",
      })
    })

    it("a suspended profil that was given back since comes back as it is", async () => {
      const { mergeId, where, back } = await moved({ suspendedProfil: "prescripteur_3", suspendedAt: now })
      expect(await db.affiliation.findFirstOrThrow({ where })).toMatchObject({ suspendedProfil: "prescripteur_3" })
      await db.affiliation.updateMany({ where, data: { rafaelProfil: "prescripteur_3" } })
      await partAccounts(manager, { mergeId })
      expect(await db.affiliation.findFirstOrThrow({ where: back })).toMatchObject({
        rafaelProfil: "prescripteur_3",
        suspendedProfil: null,
      })
    })

    it.each([
      ["the one that stays", "kept"],
      ["the absorbed one, opened and closed again", "absorbed"],
    ] as const)("is refused once an account was closed for a reason of its own: %s", async (_which, who) => {
      const { mergeId, ...accounts } = await moved({})
      const data = { disabledAt: now, disabledReason: "Usage abusif", mergedIntoId: null }
      await db.account.update({ where: { id: accounts[who].id }, data })
      expect(await partAccounts(manager, { mergeId })).toMatchObject({ ok: false, why: "closed" })
      expect(await db.account.findUniqueOrThrow({ where: { id: accounts[who].id } })).toMatchObject({ disabledReason: "Usage abusif" })
    })
  })

  it("gives back the invitations that it had sent", async () => {
    const [kept, absorbed] = [await anAccount(), await anAccount()]
    const structure = await aStructure()
    await anActiveAffiliation(absorbed.id, structure.id, { isReferent: true })
    await sendInvitations(await contextOf(absorbed.id), {
      structureId: structure.id,
      addresses: "invitee@exemple.fr",
      rafaelProfil: null,
      isEmployeur: false,
      isPrestataire: false,
    })
    await mergeAccounts(manager, { accountId: kept.id, absorbedId: absorbed.id })
    expect(await db.invitation.findFirstOrThrow()).toMatchObject({ status: "sent", invitedBy: kept.id })
    const { id: mergeId } = await db.accountMerge.findFirstOrThrow({ where: { keptId: kept.id } })
    await partAccounts(manager, { mergeId })
    expect(await db.invitation.findFirstOrThrow()).toMatchObject({ status: "sent", invitedBy: absorbed.id })
  })

  describe("absences and stand-ins", () => {
    const lasting = { startsAt: new Date(now.getTime() - 1000), endsAt: new Date(now.getTime() + 10 * 24 * 3_600_000), createdAt: now }
    const undo = async (keptId: string) =>
      partAccounts(manager, { mergeId: (await db.accountMerge.findFirstOrThrow({ where: { keptId } })).id })

    it("go on under the account that stays, and come back", async () => {
      const [kept, absorbed, colleague] = [await anAccount(), await anAccount(), await anAccount()]
      const [own, other] = [await aStructure(), await aStructure()]
      await anActiveAffiliation(absorbed.id, own.id, { isReferent: true })
      await anActiveAffiliation(absorbed.id, other.id)
      await anActiveAffiliation(colleague.id, own.id)
      await anActiveAffiliation(colleague.id, other.id, { isReferent: true })
      const away = await db.absence.create({
        data: { ...lasting, structureId: own.id, accountId: absorbed.id, standInId: colleague.id, standInStatus: "accepted" },
      })
      const standing = await db.absence.create({
        data: { ...lasting, structureId: other.id, accountId: colleague.id, standInId: absorbed.id, standInStatus: "accepted" },
      })
      const row = ({ id }: { id: string }) => db.absence.findUniqueOrThrow({ where: { id } })
      await mergeAccounts(manager, { accountId: kept.id, absorbedId: absorbed.id })
      expect(await row(away)).toMatchObject({ accountId: kept.id, endedAt: null, standInStatus: "accepted" })
      expect(await row(standing)).toMatchObject({ standInId: kept.id, standInStatus: "accepted" })
      expect(await undo(kept.id)).toMatchObject({ ok: true })
      expect(await row(away)).toMatchObject({ accountId: absorbed.id, endedAt: null, standInStatus: "accepted" })
      expect(await row(standing)).toMatchObject({ standInId: absorbed.id, standInStatus: "accepted" })
    })

    it("end where the account that stays is référent already: there it is at work", async () => {
      const [kept, absorbed] = [await anAccount(), await anAccount()]
      const structure = await aStructure()
      for (const { id } of [kept, absorbed]) await anActiveAffiliation(id, structure.id, { isReferent: true })
      await db.absence.create({ data: { ...lasting, structureId: structure.id, accountId: absorbed.id } })
      await mergeAccounts(manager, { accountId: kept.id, absorbedId: absorbed.id })
      expect(await db.absence.findFirstOrThrow()).toMatchObject({ accountId: absorbed.id, endedAt: now })
    })
  })

  it("gives back the listing for which both waited", async () => {
    const [kept, absorbed] = [await anAccount(), await anAccount()]
    const listing = await aListing(kept)
    await aListing(absorbed, listing.siret)
    const waiting = () =>
      db.listingApplicant.findMany({
        where: { listingRequestId: listing.id },
        orderBy: { accountId: "asc" },
        select: { accountId: true, need: true, requestedAt: true },
      })
    const before = await waiting()
    expect(before).toHaveLength(2)
    await mergeAccounts(manager, { accountId: kept.id, absorbedId: absorbed.id })
    expect(await waiting()).toMatchObject([{ accountId: kept.id }])
    const { id: mergeId } = await db.accountMerge.findFirstOrThrow({ where: { keptId: kept.id } })
    expect(await partAccounts(manager, { mergeId })).toMatchObject({ ok: true })
    expect(await waiting()).toEqual(before)
  })

  it.each([
    ["after thirty days", 31, "too-late"],
    ["on the thirtieth day", 29, null],
  ] as const)("%s", async (_when, days, why) => {
    const { mergeId } = await merged()
    const then = new Date(now.getTime() + days * 24 * 3_600_000)
    const late = { ...manager, now: then, actor: { ...manager.actor, authAt: then } }
    const done = await partAccounts(late, { mergeId })
    expect(done).toMatchObject(why ? { ok: false, why } : { ok: true })
  })

  it("is refused once the account that stayed was merged into another, or erased", async () => {
    const { kept, mergeId } = await merged()
    const third = await anAccount()
    await mergeAccounts(manager, { accountId: third.id, absorbedId: kept.id })
    expect(await partAccounts(manager, { mergeId })).toMatchObject({ ok: false, why: "merged-since" })
  })
})

/** What becomes of pre-registrations, candidates and the offer when something ends or moves below Rafael. */
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { mergeAccounts, partAccounts } from "@/lib/desk/account-merges/operations"
import { eraseOwnAccount } from "@/lib/desk/personal-data/operations"
import { mergeStructures, undoMerge } from "@/lib/desk/structure-merges/operations"
import { changeTypes, closeStructure } from "@/lib/desk/structures/operations"
import { disableAccount } from "@/lib/desk/suspensions/operations"
import { changeEmployer, detach, leave } from "@/lib/membership/departures/operations"
import { setProfil } from "@/lib/membership/profils/operations"
import { db } from "@/lib/platform/db/client"
import { answerPreregistrations } from "@/lib/rafael/answers/operations"
import { sendPreregistration } from "@/lib/rafael/validations/operations"
import { twinWishesOf } from "@/lib/rafael/wishes/queries"
import { markOf } from "@/lib/vocabulary/profils/rules"
import { aManagerContext, anAccount, anActiveAffiliation, contextOf, messages } from "@/tests/support/factories"
import {
  aCandidate,
  aPreregistration,
  aPrescriber,
  aSession,
  aStructureOf,
  aTrainingBody,
  contextFor,
  statusOf,
} from "@/tests/support/rafael"

let body: Awaited<ReturnType<typeof aTrainingBody>>
let prescriber: Awaited<ReturnType<typeof aPrescriber>>
let session: Awaited<ReturnType<typeof aSession>>["session"]
let referent: ActorContext
let manager: ActorContext
beforeEach(async () => {
  body = await aTrainingBody()
  prescriber = await aPrescriber()
  session = (await aSession(body)).session
  manager = await aManagerContext()
  const leads = await anAccount()
  for (const { structure } of [body, prescriber]) await anActiveAffiliation(leads.id, structure.id, { isReferent: true })
  referent = await contextOf(leads.id)
})

const level1 = () => prescriber.people.prescripteur_1
const owned = (status: Parameters<typeof aPreregistration>[0]["status"], ownerId = level1().affiliationId) =>
  aPreregistration({ structureId: prescriber.structure.id, ownerId, sessionId: session.id, ...(status ? { status } : {}) })
const ownerOf = async (id: string) => (await db.preregistration.findUniqueOrThrow({ where: { id } })).ownerId
const told = async (template: string) => (await messages()).filter((message) => message.template === template)

describe("whoever follows is gone", () => {
  const rights = { isEmployeur: false, isPrestataire: false }
  const endings: Record<string, () => Promise<{ ok: boolean }>> = {
    detached: () => detach(referent, { affiliationId: level1().affiliationId, reason: "", withoutReferent: false }),
    left: async () => leave(await contextFor(level1()), { affiliationId: level1().affiliationId, message: "" }),
    "changed employer": async () => changeEmployer(await contextFor(level1()), { affiliationIds: [level1().affiliationId], message: "" }),
    "without level": () =>
      setProfil(referent, {
        affiliationId: level1().affiliationId,
        gesture: "remove",
        profil: "prescripteur_1",
        seen: markOf({ rafaelProfil: "prescripteur_1", ...rights }),
      }),
    disabled: () => disableAccount(manager, { accountId: level1().accountId, reason: "Partie", withoutReferent: false }),
    erased: async () => eraseOwnAccount(await contextFor(level1()), {}),
  }
  it.each(Object.entries(endings))(
    "%s: nobody follows, levels 3 are told once with the list, what was sent goes on",
    async (_name, end) => {
      const [draft, sent, over] = [await owned("draft"), await owned("sent"), await owned("withdrawn")]
      expect(await end()).toMatchObject({ ok: true })
      expect(await Promise.all([draft, sent].map(({ id }) => ownerOf(id)))).toEqual([null, null])
      expect(await Promise.all([draft, sent, over].map(({ id }) => statusOf(id)))).toEqual(["draft", "sent", "withdrawn"])
      const mails = await told("owner-gone")
      expect(mails.map(({ toEmail }) => toEmail)).toEqual([prescriber.people.prescripteur_3.email])
      expect(mails[0]?.data).toMatchObject({ count: 2, titles: ["Cuisinier"] })
      expect(await db.journal.count({ where: { action: "preregistration.reassigned", reason: "rights-lost" } })).toBe(2)
      const answers = await contextFor(body.people.gestionnaire_general)
      const accept = { preregistrationIds: [sent.id], arrow: "accept", reason: null, reasonText: "" } as const
      expect(await answerPreregistrations(answers, { ...accept, preregistrationIds: [sent.id] })).toMatchObject({ value: { done: 1 } })
    },
  )

  it("another level changes nothing of what they follow", async () => {
    const one = await owned("draft")
    const seen = markOf({ rafaelProfil: "prescripteur_1", ...rights })
    await setProfil(referent, { affiliationId: level1().affiliationId, gesture: "add", profil: "prescripteur_2", seen })
    expect(await ownerOf(one.id)).toBe(level1().affiliationId)
    // The level is the one held now: the same person now sends by themselves.
    expect(await sendPreregistration(await contextFor(level1()), { preregistrationId: one.id })).toMatchObject({ ok: true })
  })

  it("without any level 3, the référent is told", async () => {
    const alone = await aStructureOf("prescripteur", ["prescripteur_1"])
    await anActiveAffiliation(referent.actor.accountId, alone.structure.id, { isReferent: true })
    const { affiliationId } = alone.people.prescripteur_1
    await aPreregistration({ structureId: alone.structure.id, ownerId: affiliationId, sessionId: session.id, status: "sent" })
    await detach(await contextOf(referent.actor.accountId), { affiliationId, reason: "", withoutReferent: false })
    expect((await told("owner-gone")).map(({ toEmail }) => toEmail)).toEqual([referent.actor.email])
  })
})

describe("the training body", () => {
  const living = ["draft", "to_validate", "sent", "summoned", "accepted", "waitlisted", "started"] as const
  it.each([
    ["closed", () => closeStructure(manager, { structureId: body.structure.id, reason: "Cessation", successor: "" })],
    ["no longer formateur", () => changeTypes(manager, { structureId: body.structure.id, type: "prescripteur", people: 3 })],
  ] as const)("%s: its offer is unpublished, what lives on it ends, all are told", async (_name, end) => {
    const ones = []
    for (const status of living) ones.push(await owned(status))
    const over = await owned("not_accepted")
    expect(await end()).toMatchObject({ ok: true })
    expect(await db.course.count({ where: { structureId: body.structure.id, state: "published" } })).toBe(0)
    expect(await Promise.all(ones.map(({ id }) => statusOf(id)))).toEqual(living.map(() => "session_cancelled"))
    expect(await statusOf(over.id)).toBe("not_accepted")
    expect((await db.trainingSession.findUniqueOrThrow({ where: { id: session.id } })).taken).toBe(0)
    // Candidates of what was not sent hear nothing.
    expect(await told("candidate-news")).toHaveLength(5)
    expect((await told("preregistration-news")).map(({ data }) => (data as { news: string }).news)).toEqual(
      living.map(() => "session_cancelled"),
    )
  })
})

describe("the prescriber", () => {
  it("closed: what was not sent is locked, what was sent is still answered", async () => {
    const [draft, sent] = [await owned("to_validate"), await owned("sent")]
    await closeStructure(manager, { structureId: prescriber.structure.id, reason: "Cessation", successor: "" })
    const level3 = await contextFor(prescriber.people.prescripteur_3)
    expect(await sendPreregistration(level3, { preregistrationId: draft.id })).toMatchObject({ ok: false, why: "structure-closed" })
    const answers = await contextFor(body.people.gestionnaire_general)
    expect(
      await answerPreregistrations(answers, { preregistrationIds: [sent.id], arrow: "accept", reason: null, reasonText: "" }),
    ).toMatchObject({ value: { done: 1 } })
  })

  it("no longer prescripteur: nobody may touch what was prepared, and nobody follows it", async () => {
    const [draft, sent] = [await owned("draft"), await owned("sent")]
    expect(await changeTypes(manager, { structureId: prescriber.structure.id, type: "", people: 3 })).toMatchObject({ ok: true })
    expect(await Promise.all([draft, sent].map(({ id }) => ownerOf(id)))).toEqual([null, null])
    const level3 = await contextFor(prescriber.people.prescripteur_3)
    expect(await sendPreregistration(level3, { preregistrationId: draft.id })).toMatchObject({ ok: false, why: "not-found" })
  })
})

describe("a merge of structures", () => {
  it("takes the offer, the candidates and the pre-registrations along, and its undoing brings them back", async () => {
    const kept = await aPrescriber()
    await anActiveAffiliation((await anAccount()).id, kept.structure.id, { isReferent: true })
    const both = await anActiveAffiliation(level1().accountId, kept.structure.id, { rafaelProfil: "prescripteur_2" })
    const [one, known] = [await owned("sent"), await aCandidate(prescriber.structure.id)]
    const twin = await aCandidate(kept.structure.id, { nameKey: known.nameKey })
    const other = await aPreregistration({ structureId: known.structureId, ownerId: null, sessionId: session.id, candidateId: known.id })
    const own = await aPreregistration({ structureId: twin.structureId, ownerId: null, sessionId: session.id, candidateId: twin.id })
    const people = await db.affiliation.count({ where: { structureId: prescriber.structure.id, status: { in: ["active", "pending"] } } })
    const merged = await mergeStructures(manager, { structureId: kept.structure.id, absorbedId: prescriber.structure.id, people })
    expect(merged).toMatchObject({ ok: true })
    const homes = async () =>
      db.candidate.findMany({
        where: { id: { in: [one.candidateId, known.id] } },
        orderBy: { id: "asc" },
        select: { structureId: true, sameAsId: true },
      })
    expect((await homes()).every(({ structureId }) => structureId === kept.structure.id)).toBe(true)
    expect((await db.candidate.findUniqueOrThrow({ where: { id: known.id } })).sameAsId).toBe(twin.id)
    expect(await ownerOf(one.id)).toBe(both.id)
    const level3 = await contextFor(kept.people.prescripteur_3)
    const files = { structureId: kept.structure.id }
    const twinsSeen = async (candidateId: string) => (await twinWishesOf(level3.actor, { ...files, candidateId })).map(({ id }) => id)
    expect([await twinsSeen(twin.id), await twinsSeen(known.id), await twinsSeen(one.candidateId)]).toEqual([[other.id], [own.id], []])
    const level2 = await contextFor(kept.people.prescripteur_2)
    expect(await twinWishesOf(level2.actor, { ...files, candidateId: twin.id })).toEqual([])
    const { id: mergeId } = await db.structureMerge.findFirstOrThrow({ where: { keptId: kept.structure.id } })
    expect(await undoMerge(manager, { mergeId })).toMatchObject({ ok: true })
    expect((await homes()).every(({ structureId, sameAsId }) => structureId === prescriber.structure.id && sameAsId === null)).toBe(true)
    const back = await db.affiliation.findFirstOrThrow({
      where: { accountId: level1().accountId, structureId: prescriber.structure.id, status: "active" },
    })
    expect(await ownerOf(one.id)).toBe(back.id)
    expect((await db.candidate.findUniqueOrThrow({ where: { id: twin.id } })).structureId).toBe(kept.structure.id)
  })

  it("after another keeps the two files of one person apart", async () => {
    const [first, second] = [await aPrescriber(), await aPrescriber()]
    for (const { structure } of [first, second]) await anActiveAffiliation((await anAccount()).id, structure.id, { isReferent: true })
    const known = await aCandidate(prescriber.structure.id)
    const twin = await aCandidate(first.structure.id, { nameKey: known.nameKey })
    const into = async (kept: string, absorbed: string) => {
      const people = await db.affiliation.count({ where: { structureId: absorbed, status: { in: ["active", "pending"] } } })
      return mergeStructures(manager, { structureId: kept, absorbedId: absorbed, people })
    }
    expect(await into(first.structure.id, prescriber.structure.id)).toMatchObject({ ok: true })
    expect(await into(second.structure.id, first.structure.id)).toMatchObject({ ok: true })
    const files = await db.candidate.findMany({ where: { structureId: second.structure.id }, select: { id: true, sameAsId: true } })
    expect(files.toSorted((one, other) => one.id.localeCompare(other.id))).toEqual(
      [
        { id: known.id, sameAsId: twin.id },
        { id: twin.id, sameAsId: null },
      ].toSorted((one, other) => one.id.localeCompare(other.id)),
    )
  })

  it("of training bodies moves the offer under its own numbers, and gives it back", async () => {
    const kept = await aTrainingBody()
    await anActiveAffiliation((await anAccount()).id, kept.structure.id, { isReferent: true })
    await aSession(kept)
    const one = await owned("sent")
    const people = await db.affiliation.count({ where: { structureId: body.structure.id, status: { in: ["active", "pending"] } } })
    await mergeStructures(manager, { structureId: kept.structure.id, absorbedId: body.structure.id, people })
    expect(await db.course.count({ where: { structureId: kept.structure.id, state: "published" } })).toBe(2)
    expect(await db.course.count({ where: { structureId: kept.structure.id, siret: body.structure.siret } })).toBe(1)
    expect(await statusOf(one.id)).toBe("sent")
    const { id: mergeId } = await db.structureMerge.findFirstOrThrow({ where: { keptId: kept.structure.id } })
    expect(await undoMerge(manager, { mergeId })).toMatchObject({ ok: true })
    expect(await db.course.count({ where: { structureId: body.structure.id, state: "published" } })).toBe(1)
  })

  it("into a structure that is no training body unpublishes the offer and tells those on it", async () => {
    const one = await owned("sent")
    const people = await db.affiliation.count({ where: { structureId: body.structure.id, status: { in: ["active", "pending"] } } })
    await mergeStructures(manager, { structureId: prescriber.structure.id, absorbedId: body.structure.id, people })
    expect(await statusOf(one.id)).toBe("session_cancelled")
    expect(await db.course.count({ where: { state: "published" } })).toBe(0)
  })
})

describe("a merge of accounts", () => {
  it("gives to the account that stays what the other followed; without a level there, nobody follows and levels 3 are told", async () => {
    const [one, stays] = [await owned("sent"), await anAccount()]
    const there = await anActiveAffiliation(stays.id, prescriber.structure.id, { rafaelProfil: "prescripteur_2" })
    await db.preregistration.update({ where: { id: one.id }, data: { sentById: level1().accountId } })
    expect(await mergeAccounts(manager, { accountId: stays.id, absorbedId: level1().accountId })).toMatchObject({ ok: true })
    expect(await ownerOf(one.id)).toBe(there.id)
    // What they sent, they do not answer for the training body under the account that stays.
    expect((await db.preregistration.findUniqueOrThrow({ where: { id: one.id } })).sentById).toBe(stays.id)
    expect(await told("owner-gone")).toEqual([])
  })

  it("creates the affiliation that follows when there was none", async () => {
    const [one, stays] = [await owned("draft"), await anAccount()]
    await mergeAccounts(manager, { accountId: stays.id, absorbedId: level1().accountId })
    const there = await db.affiliation.findFirstOrThrow({ where: { accountId: stays.id, status: "active" } })
    expect(await ownerOf(one.id)).toBe(there.id)
  })

  it("undone, each follows again what was theirs", async () => {
    const [one, stays] = [await owned("sent"), await anAccount()]
    const there = await anActiveAffiliation(stays.id, prescriber.structure.id, { rafaelProfil: "prescripteur_2" })
    const own = await owned("sent")
    await db.preregistration.update({ where: { id: own.id }, data: { ownerId: there.id } })
    await db.preregistration.update({ where: { id: one.id }, data: { sentById: level1().accountId } })
    await mergeAccounts(manager, { accountId: stays.id, absorbedId: level1().accountId })
    const { id: mergeId } = await db.accountMerge.findFirstOrThrow()
    expect(await partAccounts(manager, { mergeId })).toMatchObject({ ok: true })
    const back = await db.affiliation.findFirstOrThrow({ where: { accountId: level1().accountId, status: "active" } })
    expect(await ownerOf(one.id)).toBe(back.id)
    expect(await ownerOf(own.id)).toBe(there.id)
    expect((await db.preregistration.findUniqueOrThrow({ where: { id: one.id } })).sentById).toBe(level1().accountId)
    expect(await told("owner-gone")).toEqual([])
  })
})

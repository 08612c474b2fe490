/** The review of rights: who is listed, what each answer does, two référents on one list, and what changes meanwhile. */
import pg from "pg"
import { beforeEach, describe, expect, it } from "vitest"
import { mergeStructures, undoMerge } from "@/lib/desk/structure-merges/operations"
import { detach, leave } from "@/lib/membership/departures/operations"
import { restoreProfil, setProfil } from "@/lib/membership/profils/operations"
import { changePeople, chooseForDetachment, detachPeople, keepPeople } from "@/lib/membership/review-answers/operations"
import { openReviewOf, peopleToReview, reviewFor, reviewsWaiting } from "@/lib/membership/review-answers/queries"
import { exportAnswers, printAnswers } from "@/lib/membership/review-proofs/operations"
import { closeReview, openReview } from "@/lib/membership/reviews/operations"
import { reviewForManagers, reviewsForManagers, reviewsLeftToManagers } from "@/lib/membership/reviews/queries"
import { reasonsOf } from "@/lib/membership/reviews/rules"
import { db } from "@/lib/platform/db/client"
import { markOf } from "@/lib/vocabulary/profils/rules"
import { aManager, aManagerContext, anAccount, anActiveAffiliation, aStructure, contextOf, messages, now } from "@/tests/support/factories"
import { anEvent, anEventSession, aProvider, aRegistration } from "@/tests/support/parcourspro"
import { readPdf } from "@/tests/support/pdf"
import { aPreregistration, aSession, aTrainingBody } from "@/tests/support/rafael"
import { aTeamToReview, everyone, opened } from "@/tests/support/reviews"

let team: Awaited<ReturnType<typeof aTeamToReview>>
let reviewId: string
beforeEach(async () => {
  team = await aTeamToReview()
  reviewId = await opened()
})

const asReferent = () => contextOf(team.referent.id)
const about = (...affiliationIds: string[]) => ({ reviewId, structureId: team.structure.id, affiliationIds, rafaelProfil: null })
const idsOf = (...indexes: number[]) => indexes.map((index) => team.people[index]?.id ?? expect.fail())
const itemOf = (affiliationId: string) =>
  db.reviewItem.findUniqueOrThrow({ where: { reviewId_affiliationId: { reviewId, affiliationId } } })
const counts = () => db.reviewStructure.findUniqueOrThrow({ where: { reviewId_structureId: { reviewId, structureId: team.structure.id } } })

describe("opening", () => {
  it("lists everyone attached, with what they hold, and says so in the journal", async () => {
    expect(await counts()).toMatchObject({ people: 4, waiting: 4 })
    expect(await itemOf(idsOf(0)[0] ?? "")).toMatchObject({ held: ["prescripteur_2"], answer: null })
    expect(await db.journal.findFirstOrThrow({ where: { action: "review.open" } })).toMatchObject({ changes: { scope: "all", people: 4 } })
  })

  it.each([
    ["a profil", { scope: "profil", scopeValue: "prescripteur_2" }, 3],
    ["a type", { scope: "type", scopeValue: "prescripteur" }, 4],
    ["a département", { scope: "departement", scopeValue: "64" }, 4],
  ] as const)("lists the people of %s", async (_what, scope, people) => {
    await anActiveAffiliation((await anAccount()).id, (await aStructure({ types: ["formateur"], postcode: "33000" })).id)
    const other = await opened(scope)
    expect(await db.reviewItem.count({ where: { reviewId: other } })).toBe(people)
  })

  it.each([
    ["twice", {}, "already-open"],
    ["over nobody", { scope: "departement", scopeValue: "976" }, "empty-scope"],
    ["without its département", { scope: "departement", scopeValue: "" }, "scope-unknown"],
    ["until today", { scope: "profil", scopeValue: "prescripteur_2", deadline: "2026-11-24" }, "past"],
    ["for two years", { scope: "profil", scopeValue: "prescripteur_2", deadline: "2028-11-24" }, "too-long"],
  ] as const)("refuses to open %s, and leaves nothing", async (_what, asked, why) => {
    expect(await openReview(await aManagerContext(), { ...everyone, ...asked })).toMatchObject({ ok: false, why })
    expect(await db.review.count()).toBe(1)
    expect(await db.reviewItem.count()).toBe(4)
  })

  it("by two managers at once makes one review", async () => {
    const contexts = [await aManagerContext(), await aManagerContext()]
    const asked = { ...everyone, scope: "profil" as const, scopeValue: "prescripteur_2" }
    const done = await Promise.all(contexts.map((context) => openReview(context, asked)))
    expect(done.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await db.review.count()).toBe(2)
  })

  it("again once it is closed", async () => {
    expect(await closeReview(await aManagerContext(), { reviewId })).toMatchObject({ ok: true })
    expect(await closeReview(await aManagerContext(), { reviewId })).toMatchObject({ ok: false, why: "already-closed" })
    await opened()
  })
})

describe("answering", () => {
  it("keeps several at once, and says who did", async () => {
    expect(await keepPeople(await asReferent(), about(...idsOf(0, 1)))).toMatchObject({ ok: true, value: { kept: 2, already: 0 } })
    expect(await itemOf(idsOf(0)[0] ?? "")).toMatchObject({ answer: "kept", answeredBy: team.referent.id, confirmed: ["prescripteur_2"] })
    expect(await counts()).toMatchObject({ people: 4, waiting: 2 })
    expect(await db.journal.count({ where: { action: "review.answer", outcome: "done" } })).toBe(2)
    expect(await messages()).toEqual([])
  })

  it("changes several at once: rights, mail, journal, answer", async () => {
    const done = await changePeople(await asReferent(), { ...about(...idsOf(0, 1)), rafaelProfil: "prescripteur_1" })
    expect(done).toMatchObject({ ok: true, value: { changed: 2 } })
    expect(await db.affiliation.count({ where: { structureId: team.structure.id, rafaelProfil: "prescripteur_1" } })).toBe(2)
    expect((await messages()).map(({ template }) => template)).toEqual(["profils-changed", "profils-changed"])
    expect(await itemOf(idsOf(1)[0] ?? "")).toMatchObject({ answer: "changed", confirmed: ["prescripteur_1"] })
  })

  it("changes several whose pre-registrations are of different sessions, and who follow different events", async () => {
    const body = await aTrainingBody()
    const provider = await aProvider()
    for (const { id, account } of team.people.slice(0, 2)) {
      const { session: training } = await aSession(body)
      await aPreregistration({ structureId: team.structure.id, ownerId: id, sessionId: training.id })
      const event = await anEvent(provider.structure.id)
      const session = await anEventSession(event.id)
      await aRegistration({ accountId: account.id, structureId: team.structure.id, sessionId: session.id })
    }
    const done = await changePeople(await asReferent(), { ...about(...idsOf(0, 1)), rafaelProfil: null })
    expect(done).toMatchObject({ ok: true, value: { changed: 2 } })
    expect(await db.preregistration.count({ where: { ownerId: { in: idsOf(0, 1) } } })).toBe(0)
  })

  it("refuses a profil that the structure cannot give, for all", async () => {
    await db.structure.update({ where: { id: team.structure.id }, data: { types: ["prescripteur"] } })
    const done = await changePeople(await asReferent(), { ...about(...idsOf(0, 1)), rafaelProfil: "gestionnaire_general" })
    expect(done).toMatchObject({ ok: false, why: "profil-not-open" })
    expect(await counts()).toMatchObject({ waiting: 4 })
  })

  it("detaches several at once, but neither oneself nor the last référent", async () => {
    const own = await db.affiliation.findFirstOrThrow({ where: { accountId: team.referent.id } })
    const ids = [...idsOf(0, 1), own.id]
    expect(await chooseForDetachment(await asReferent(), about(...ids))).toMatchObject({ ok: true })
    const done = await detachPeople(await asReferent(), { ...about(...ids), reason: "Ont quitté la maison" })
    expect(done).toMatchObject({ ok: true, value: { detached: 2, refused: 1 } })
    expect(await itemOf(ids[0] ?? "")).toMatchObject({ answer: "detached", answeredBy: team.referent.id, confirmed: [] })
    expect(await itemOf(own.id)).toMatchObject({ answer: null })
    expect(await counts()).toMatchObject({ people: 4, waiting: 2 })
  })

  it("of a structure without référent is the managers', who read it", async () => {
    await db.account.update({ where: { id: team.referent.id }, data: { bouncedAt: now } })
    const { actor } = await aManagerContext()
    expect(await reviewsLeftToManagers(actor, now)).toMatchObject([{ id: reviewId, structures: 1, people: 4 }])
    expect(await keepPeople(await aManagerContext(), about(...idsOf(0)))).toMatchObject({ ok: true, value: { kept: 1 } })
  })

  it("is refused once the review is closed, and changes nothing", async () => {
    await closeReview(await aManagerContext(), { reviewId })
    const context = await asReferent()
    const before = await db.affiliation.findMany({ orderBy: { id: "asc" } })
    for (const answer of [keepPeople, changePeople, chooseForDetachment])
      expect(await answer(context, about(...idsOf(0)))).toMatchObject({ ok: false, why: "review-closed" })
    expect(await detachPeople(context, { ...about(...idsOf(0)), reason: "Partie" })).toMatchObject({ ok: false, why: "review-closed" })
    expect(await db.affiliation.findMany({ orderBy: { id: "asc" } })).toEqual(before)
  })

  it("that races with the closing is either counted or refused", async () => {
    const [referent, manager] = [await asReferent(), await aManagerContext()]
    const [kept] = await Promise.all([keepPeople(referent, about(...idsOf(0, 1, 2))), closeReview(manager, { reviewId })])
    expect((await counts()).waiting).toBe(kept.ok ? 1 : 4)
  })
})

describe("detaching several", () => {
  it("stops when the review is closed meanwhile: whoever is detached has an answer, nobody else is touched", async () => {
    const [referent, manager] = [await asReferent(), await aManagerContext()]
    const [done] = await Promise.all([
      detachPeople(referent, { ...about(...idsOf(0, 1, 2)), reason: "Ont quitté la maison" }),
      closeReview(manager, { reviewId }),
    ])
    const ended = await db.affiliation.count({ where: { id: { in: idsOf(0, 1, 2) }, status: "ended" } })
    expect(await db.reviewItem.count({ where: { reviewId, answer: "detached" } })).toBe(ended)
    if (done.ok) expect(done.value).toMatchObject({ detached: ended, refused: 3 - ended })
    else expect([done.why, ended]).toEqual(["review-closed", 0])
  })
})

describe("giving a profil", () => {
  it("that someone has already is keeping them, and is said so", async () => {
    const done = await changePeople(await asReferent(), { ...about(...idsOf(0)), rafaelProfil: "prescripteur_2" })
    expect(done).toMatchObject({ ok: true, value: { kept: 1, changed: 0 } })
    expect(await itemOf(idsOf(0)[0] ?? "")).toMatchObject({ answer: "kept" })
  })
})

describe("two référents on one list", () => {
  let colleague: { id: string }
  beforeEach(async () => {
    colleague = await anAccount({ firstName: "Yann" })
    await anActiveAffiliation(colleague.id, team.structure.id, { isReferent: true })
  })

  it("who keep the same people at once: one answer each, the other reads that there was one", async () => {
    const contexts = [await asReferent(), await contextOf(colleague.id)]
    const done = await Promise.all(contexts.map((context) => keepPeople(context, about(...idsOf(0, 1, 2)))))
    const values = done.map((one) => (one.ok ? one.value : expect.fail()))
    expect(values.reduce((sum, { kept }) => sum + kept, 0)).toBe(3)
    expect(values.reduce((sum, { already }) => sum + already, 0)).toBe(3)
    expect(await db.journal.count({ where: { action: "review.answer" } })).toBe(3)
  })

  it("keeping takes nothing back of a change that a colleague has just made", async () => {
    await changePeople(await contextOf(colleague.id), { ...about(...idsOf(0)), rafaelProfil: "prescripteur_1" })
    expect(await keepPeople(await asReferent(), about(...idsOf(0)))).toMatchObject({ ok: true, value: { kept: 0, already: 1 } })
    expect(await itemOf(idsOf(0)[0] ?? "")).toMatchObject({ answer: "changed", answeredBy: colleague.id })
  })

  it("one detaches while the other keeps: whoever is gone stays so", async () => {
    const [first, second] = [await asReferent(), await contextOf(colleague.id)]
    await Promise.all([
      detachPeople(first, { ...about(...idsOf(0, 1)), reason: "Ont quitté la maison" }),
      keepPeople(second, about(...idsOf(0, 1))),
    ])
    for (const id of idsOf(0, 1)) {
      expect(await db.affiliation.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "ended", rafaelProfil: null })
      expect(await itemOf(id)).toMatchObject({ answer: "detached", answeredBy: team.referent.id })
    }
  })
})

describe("what changes outside the review counts", () => {
  const seen = markOf({ rafaelProfil: "prescripteur_2", isEmployeur: false, isPrestataire: false })

  it("rights set, someone detached, someone who leaves", async () => {
    const [first, second, third] = idsOf(0, 1, 2)
    await setProfil(await asReferent(), { affiliationId: first ?? "", gesture: "add", profil: "employeur", seen })
    await detach(await asReferent(), { affiliationId: second ?? "", reason: "", withoutReferent: false })
    await leave(await contextOf(team.people[2]?.accountId ?? ""), { affiliationId: third ?? "", message: "" })
    expect(await itemOf(first ?? "")).toMatchObject({ answer: "changed", confirmed: ["prescripteur_2", "employeur"] })
    expect(await itemOf(second ?? "")).toMatchObject({ answer: "detached", answeredBy: team.referent.id })
    expect(await itemOf(third ?? "")).toMatchObject({ answer: "left", answeredBy: null })
    expect(await counts()).toMatchObject({ people: 4, waiting: 1 })
  })

  it("who arrives afterwards is not asked about", async () => {
    await anActiveAffiliation((await anAccount()).id, team.structure.id)
    expect(await counts()).toMatchObject({ people: 4, waiting: 4 })
  })

  it("people whose structure is merged into another go on there, and come back", async () => {
    const kept = await aTeamToReview(0)
    const manager = await aManagerContext()
    await keepPeople(await asReferent(), about(...idsOf(0)))
    const merged = await mergeStructures(manager, { structureId: kept.structure.id, absorbedId: team.structure.id, people: 4 })
    expect(merged).toMatchObject({ ok: true })
    expect(await counts()).toMatchObject({ waiting: 0 })
    const there = { reviewId_structureId: { reviewId, structureId: kept.structure.id } }
    expect(await db.reviewStructure.findUniqueOrThrow({ where: there })).toMatchObject({ people: 3, waiting: 3 })
    const { id: mergeId } = await db.structureMerge.findFirstOrThrow()
    expect(await undoMerge(manager, { mergeId })).toMatchObject({ ok: true })
    expect(await db.reviewStructure.findUniqueOrThrow({ where: there })).toMatchObject({ people: 0, waiting: 0 })
    expect(await counts()).toMatchObject({ waiting: 3 })
  })
})

describe("what one reads", () => {
  it("the people who wait, with what makes some worth a second look", async () => {
    const [one, two, three] = team.people
    await db.account.update({ where: { id: one?.account.id ?? "" }, data: { lastUsedAt: new Date("2025-10-01T00:00:00Z") } })
    await db.account.update({ where: { id: two?.account.id ?? "" }, data: { bouncedAt: now } })
    await anActiveAffiliation(three?.account.id ?? "", (await aStructure()).id, { status: "ended", endedAt: now })
    const { actor } = await asReferent()
    const found = (await reviewFor(actor, reviewId, "")) ?? expect.fail()
    const structure = found.structures[0] ?? expect.fail()
    const list = await peopleToReview(reviewId, structure, { view: "signalees", page: 1, now })
    expect(list.people.map((person) => reasonsOf(person))).toEqual([
      ["Compte inutilisé depuis un an"],
      ["Son adresse refuse les messages"],
      ["A quitté une autre structure"],
    ])
    await keepPeople(await asReferent(), about(...idsOf(0)))
    expect((await reviewsWaiting(actor))[0]).toMatchObject({ people: 3, structures: 1 })
    expect(await openReviewOf(actor, team.structure.id)).toMatchObject({ id: reviewId })
    const seen = await peopleToReview(reviewId, { ...structure, waiting: 3 }, { view: "vues", page: 1, now })
    expect(seen.people).toMatchObject([{ id: idsOf(0)[0], answer: "kept", byFirstName: "Dominique" }])
  })

  it("nothing for someone of another structure, or a member", async () => {
    const stranger = await aTeamToReview(0)
    const other = (await contextOf(stranger.referent.id)).actor
    expect(await reviewFor(other, reviewId, team.structure.id)).toBeNull()
    expect(await openReviewOf(other, team.structure.id)).toBeNull()
    const member = (await contextOf(team.people[0]?.accountId ?? "")).actor
    expect(await reviewFor(member, reviewId, team.structure.id)).toBeNull()
    expect(await reviewsForManagers(member)).toEqual([])
    expect(await reviewForManagers(member, reviewId)).toBeNull()
    expect(await reviewsLeftToManagers(member, now)).toEqual([])
  })

  it("the proof, as CSV and as PDF, the same to the byte once it is closed", async () => {
    await keepPeople(await asReferent(), about(...idsOf(0)))
    await closeReview(await aManagerContext(), { reviewId })
    const context = await aManagerContext()
    const review = await reviewForManagers(context.actor, reviewId)
    if (!review) throw new Error("no review")
    const csv = await new Response(await exportAnswers(context, review, null)).text()
    expect(csv).toContain("Gardé·e")
    expect(csv.trim().split("\n")).toHaveLength(5)
    const structure = { ...team.structure, types: [], people: 4, waiting: 3 }
    const [pdf, again, whole] = [
      await printAnswers(context, review, structure),
      await printAnswers(context, review, structure),
      await printAnswers(context, review, null),
    ]
    expect(Buffer.from(pdf).equals(Buffer.from(again))).toBe(true)
    expect(Buffer.from(pdf).toString("latin1")).toMatch(/\/StructTreeRoot/)
    const [read, wholeRead] = [await readPdf(pdf), await readPdf(whole)]
    expect(read.headings).toBe(0)
    expect(wholeRead).toMatchObject({ title: "Preuve de la revue des droits", isTagged: true, isUniversal: true, headings: 2 })
    // Who confirmed, in the whole as in a structure.
    for (const { text } of [read, wholeRead]) expect(text).toMatch(/Gardé·e/)
    expect(wholeRead.text).toContain("Personne par personne")
    expect(await db.journal.count({ where: { action: "review.export" } })).toBe(4)
  })
})

describe("whoever has left", () => {
  it("keeps a name and an answer there, and nothing of today", async () => {
    const [first] = team.people
    await detach(await asReferent(), { affiliationId: idsOf(0)[0] ?? "", reason: "", withoutReferent: false })
    await db.account.update({ where: { id: first?.account.id ?? "" }, data: { bouncedAt: now, jobTitle: "Ailleurs" } })
    const asked = await reviewFor((await asReferent()).actor, reviewId, team.structure.id)
    const [structure] = asked?.structures ?? []
    if (!structure) throw new Error("no structure")
    const { people } = await peopleToReview(reviewId, structure, { view: "vues", page: 1, now })
    expect(people).toMatchObject([
      { lastName: "Petit000", email: null, jobTitle: null, lastUsedAt: null, hasBounced: false, answer: "detached" },
    ])
    const review = await reviewForManagers((await aManagerContext()).actor, reviewId)
    if (!review) throw new Error("no review")
    const csv = await new Response(await exportAnswers(await aManagerContext(), review, null)).text()
    expect(csv).toContain("PETIT000")
    expect(csv).not.toContain(first?.account.email)
  })

  it("while the review was being opened waits in none", async () => {
    await closeReview(await aManagerContext(), { reviewId })
    const leaver = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL })
    await leaver.connect()
    await leaver.query("BEGIN")
    await leaver.query("SELECT 1 FROM affiliation WHERE id = $1 FOR UPDATE", idsOf(1))
    await leaver.query("UPDATE affiliation SET status = 'ended', ended_at = now(), rafael_profil = NULL WHERE id = $1", idsOf(1))
    const opening = opened()
    await new Promise((resolve) => setTimeout(resolve, 500))
    await leaver.query("COMMIT")
    await leaver.end()
    reviewId = await opening
    expect(await itemOf(idsOf(1)[0] ?? "")).toMatchObject({ answer: "left" })
    expect(await counts()).toMatchObject({ people: 4, waiting: 3 })
  })
})

describe("a suspended profil", () => {
  const suspendedId = () => idsOf(0)[0] ?? ""
  beforeEach(async () => {
    await db.affiliation.update({
      where: { id: suspendedId() },
      data: { rafaelProfil: null, suspendedProfil: "prescripteur_2", suspendedAt: now },
    })
  })
  const affiliation = () => db.affiliation.findUniqueOrThrow({ where: { id: suspendedId() } })

  it("that is taken away for good is a change: journal, mail, answer", async () => {
    const done = await changePeople(await asReferent(), { ...about(suspendedId()), rafaelProfil: null })
    expect(done).toMatchObject({ ok: true, value: { changed: 1 } })
    expect(await affiliation()).toMatchObject({ rafaelProfil: null, suspendedProfil: null, suspendedAt: null })
    expect((await messages()).map(({ template }) => template)).toEqual(["profils-changed"])
    expect(
      await db.journal.findFirstOrThrow({ where: { action: "profils.set", targetId: suspendedId() }, orderBy: { id: "desc" } }),
    ).toMatchObject({
      changes: { before: { rafaelProfil: "prescripteur_2" }, after: { rafaelProfil: null } },
    })
    expect(await itemOf(suspendedId())).toMatchObject({ answer: "changed", confirmed: [] })
  })

  it("comes back in one gesture, once", async () => {
    expect(await restoreProfil(await asReferent(), { affiliationId: suspendedId() })).toMatchObject({ ok: true })
    expect(await affiliation()).toMatchObject({ rafaelProfil: "prescripteur_2", suspendedProfil: null, suspendedAt: null })
    expect(await restoreProfil(await asReferent(), { affiliationId: suspendedId() })).toMatchObject({ ok: false, why: "not-suspended" })
    expect((await messages()).map(({ template }) => template)).toEqual(["profils-changed"])
  })

  it("goes for good with « Aucun profil », among several", async () => {
    expect(await changePeople(await asReferent(), about(...idsOf(0, 1)))).toMatchObject({ ok: true, value: { changed: 2 } })
    expect(await affiliation()).toMatchObject({ rafaelProfil: null, suspendedProfil: null })
  })

  it("comes back by being kept", async () => {
    expect(await keepPeople(await asReferent(), about(suspendedId()))).toMatchObject({ ok: true, value: { kept: 1 } })
    expect(await affiliation()).toMatchObject({ rafaelProfil: "prescripteur_2" })
    expect(await itemOf(suspendedId())).toMatchObject({ answer: "kept", confirmed: ["prescripteur_2"] })
  })

  it("ends when another is given, or when it is taken away", async () => {
    const seen = markOf({ rafaelProfil: null, isEmployeur: false, isPrestataire: false })
    await setProfil(await asReferent(), { affiliationId: suspendedId(), gesture: "remove", profil: "prescripteur_2", seen })
    expect(await affiliation()).toMatchObject({ rafaelProfil: null, suspendedProfil: null })
    await db.affiliation.update({ where: { id: suspendedId() }, data: { suspendedProfil: "prescripteur_3", suspendedAt: now } })
    await setProfil(await asReferent(), { affiliationId: suspendedId(), gesture: "add", profil: "prescripteur_1", seen })
    expect(await affiliation()).toMatchObject({ rafaelProfil: "prescripteur_1", suspendedProfil: null })
  })

  it("cannot be stored beside another", async () => {
    await expect(
      db.$executeRaw`UPDATE affiliation SET suspended_profil = 'prescripteur_3', suspended_at = now() WHERE id = ${idsOf(1)[0]}::uuid`,
    ).rejects.toThrow()
  })

  it("is nobody's but a décideur's to give back", async () => {
    for (const account of [team.people[0]?.account, team.people[1]?.account, (await aTeamToReview(0)).referent])
      expect(await restoreProfil(await contextOf(account?.id ?? ""), { affiliationId: suspendedId() })).toEqual({
        ok: false,
        why: "not-found",
      })
    expect(await restoreProfil(await contextOf((await aManager()).id), { affiliationId: suspendedId() })).toMatchObject({ ok: true })
  })
})

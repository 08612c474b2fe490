/** Listing requests and corrections: the clock, the précisions, and several answered at once. */
import { beforeEach, describe, expect, it } from "vitest"
import { sendCorrection } from "@/lib/desk/corrections/operations"
import { acceptErrands, askAboutErrands, refuseErrands } from "@/lib/desk/errand-answers/operations"
import { followErrands } from "@/lib/desk/errand-clock/operations"
import { answerAboutErrand, askAboutErrand } from "@/lib/desk/errand-questions/operations"
import { ownErrandQuestions } from "@/lib/desk/errand-questions/queries"
import { parseDelays } from "@/lib/membership/follow-up/rules"
import { acceptListing } from "@/lib/membership/listings/operations"
import { db } from "@/lib/platform/db/client"
import { aManager, aManagerContext, anAccount, aStructureWithReferent, contextOf, messages, now, visitor } from "@/tests/support/factories"
import { aListing } from "@/tests/support/listings"

const delays = parseDelays(undefined) ?? expect.fail()
const follow = (day: string) => followErrands({ ...visitor, now: new Date(`${day}T08:05:00Z`) }, delays)
const toldOf = async (template: string) => (await messages()).filter((mail) => mail.template === template)

async function aCorrection() {
  const { structure, referent } = await aStructureWithReferent()
  const typed = {
    raisonSociale: "Autre nom",
    sigle: "",
    enseigne: "",
    address: "",
    postcode: "64000",
    city: "Pau",
    type: "les-deux",
    message: "",
  } as const
  expect(await sendCorrection(await contextOf(referent.id), { structureId: structure.id, ...typed })).toMatchObject({ ok: true })
  return { structure, referent, ...(await db.correction.findFirstOrThrow({ where: { structureId: structure.id } })) }
}

let applicant: Awaited<ReturnType<typeof anAccount>>
let listing: Awaited<ReturnType<typeof aListing>>
let correction: Awaited<ReturnType<typeof aCorrection>>
let manager: Awaited<ReturnType<typeof aManager>>
beforeEach(async () => {
  manager = await aManager()
  applicant = await anAccount({ firstName: "Nadia" })
  listing = await aListing(applicant)
  correction = await aCorrection()
  await db.message.deleteMany()
})

describe("the clock", () => {
  it("reminds each manager twice, of all that waits in one mail, and never again", async () => {
    const counts: number[] = []
    for (const day of ["2026-11-25", "2026-11-26", "2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01", "2026-12-02"]) {
      expect((await follow(day)).failed).toBe(0)
      counts.push((await toldOf("errands-waiting")).length)
    }
    expect(counts).toEqual([0, 1, 1, 1, 2, 2, 2])
    expect((await toldOf("errands-waiting"))[0]?.data).toMatchObject({
      errands: expect.arrayContaining([
        expect.objectContaining({ nature: "referencements", siret: listing.siret }),
        expect.objectContaining({ nature: "modifications", siret: correction.structure.siret }),
      ]),
    })
  })

  it("sent by two passes at once, leaves once", async () => {
    const reports = await Promise.all([follow("2026-11-26"), follow("2026-11-26")])
    expect(reports.reduce((sum, { failed }) => sum + failed, 0)).toBe(0)
    expect(await toldOf("errands-waiting")).toHaveLength(1)
  })

  it("after a long stop sends the second reminder alone, and ends nothing before the managers had time", async () => {
    await follow("2027-05-03")
    expect(await toldOf("errands-waiting")).toHaveLength(1)
    expect(await db.listingRequest.count({ where: { status: "pending" } })).toBe(1)
    await follow("2027-05-04")
    expect(await toldOf("errands-waiting")).toHaveLength(1)
    await follow("2027-05-12")
    expect(await db.listingRequest.findUniqueOrThrow({ where: { id: listing.id } })).toMatchObject({ status: "cancelled", decidedBy: null })
    expect(await db.correction.findUniqueOrThrow({ where: { id: correction.id } })).toMatchObject({ status: "cancelled" })
    expect((await toldOf("errand-expired")).map(({ toEmail }) => toEmail).sort()).toEqual(
      [applicant.email, correction.referent.email].sort(),
    )
    expect(await db.journal.count({ where: { action: "errand.expire", outcome: "done" } })).toBe(2)
    // They may ask again.
    await aListing(applicant, listing.siret)
  })

  it("says a word to whoever asked after thirty working days, once", async () => {
    await follow("2026-11-26")
    await follow("2027-01-11")
    await follow("2027-01-12")
    expect((await toldOf("errand-still-waiting")).map(({ toEmail }) => toEmail).sort()).toEqual(
      [applicant.email, correction.referent.email].sort(),
    )
  })

  it("counts for each person since they asked: whoever joined yesterday reads neither that it lasts nor that it expired", async () => {
    const latecomer = await anAccount({ firstName: "Omar" })
    const joined = new Date("2027-05-11T09:00:00Z")
    await db.listingApplicant.create({
      data: { listingRequestId: listing.id, accountId: latecomer.id, origin: "request", requestedAt: joined },
    })
    await db.correction.updateMany({ data: { status: "cancelled", decidedAt: now } })
    await follow("2027-05-03")
    await follow("2027-05-12")
    expect(await db.listingRequest.findUniqueOrThrow({ where: { id: listing.id } })).toMatchObject({ status: "pending" })
    expect((await toldOf("errand-still-waiting")).map(({ toEmail }) => toEmail)).toEqual([applicant.email])
    await follow("2027-07-01")
    expect((await toldOf("errand-still-waiting")).map(({ toEmail }) => toEmail)).toEqual([applicant.email, latecomer.email])
    await follow("2027-10-01")
    const expired = await toldOf("errand-expired")
    expect(new Map(expired.map(({ toEmail, data }) => [toEmail, (data as { since: string }).since]))).toEqual(
      new Map([
        [applicant.email, listing.createdAt.toISOString()],
        [latecomer.email, joined.toISOString()],
      ]),
    )
  })

  it("says nothing of what was answered", async () => {
    await acceptListing(await contextOf(manager.id), { listingRequestId: listing.id })
    await db.correction.updateMany({ data: { status: "cancelled", decidedAt: now } })
    await follow("2026-11-26")
    expect(await toldOf("errands-waiting")).toEqual([])
  })
})

describe("a précision", () => {
  const text = "Dans quel service travaillez-vous ?"

  it("is not asked when nobody is left to answer it", async () => {
    await db.account.update({ where: { id: applicant.id }, data: { disabledAt: now } })
    expect(await askAboutErrand(await contextOf(manager.id), { nature: "referencements", id: listing.id, text })).toMatchObject({
      why: "nobody-answers",
    })
    expect(await db.errandQuestion.count()).toBe(0)
  })

  it("is asked, answered once by whoever waits, and read by whoever asked", async () => {
    const second = await anAccount({ firstName: "Yann" })
    await aListing(second, listing.siret)
    await db.message.deleteMany()
    expect(await askAboutErrand(await contextOf(manager.id), { nature: "referencements", id: listing.id, text })).toMatchObject({
      ok: true,
    })
    expect(await askAboutErrand(await contextOf(manager.id), { nature: "referencements", id: listing.id, text })).toMatchObject({
      why: "already-asked",
    })
    expect((await toldOf("errand-question")).map(({ toEmail }) => toEmail).sort()).toEqual([applicant.email, second.email].sort())
    const [one, other] = [await contextOf(applicant.id), await contextOf(second.id)]
    const [question] = await ownErrandQuestions(one.actor)
    expect(question).toMatchObject({ text, structure: "Nouvelle venue" })
    const answer = { questionId: question?.id ?? "", answer: "À l’accueil." }
    const done = await Promise.all([answerAboutErrand(one, answer), answerAboutErrand(other, answer)])
    expect(done.filter(({ ok }) => ok)).toHaveLength(1)
    expect(done.find(({ ok }) => !ok)).toMatchObject({ why: "already-answered" })
    expect((await toldOf("errand-answered")).map(({ toEmail }) => toEmail)).toEqual([manager.email])
    expect(await ownErrandQuestions(other.actor)).toEqual([])
  })

  it("about a correction is its référent's to answer, and nobody else's", async () => {
    await askAboutErrand(await contextOf(manager.id), { nature: "modifications", id: correction.id, text })
    const [question] = await ownErrandQuestions((await contextOf(correction.referent.id)).actor)
    const answer = { questionId: question?.id ?? "", answer: "C’est écrit au RNE." }
    expect(await answerAboutErrand(await contextOf(applicant.id), answer)).toEqual({ ok: false, why: "not-found" })
    expect(await answerAboutErrand(await contextOf(correction.referent.id), answer)).toMatchObject({ ok: true })
  })

  it("waits no more once the request is answered", async () => {
    await askAboutErrand(await contextOf(manager.id), { nature: "referencements", id: listing.id, text })
    const context = await contextOf(applicant.id)
    const [question] = await ownErrandQuestions(context.actor)
    await acceptListing(await contextOf(manager.id), { listingRequestId: listing.id })
    expect(await ownErrandQuestions(context.actor)).toEqual([])
    expect(await answerAboutErrand(context, { questionId: question?.id ?? "", answer: "Trop tard" })).toMatchObject({
      why: "already-decided",
    })
  })

  it("is asked by managers alone", async () => {
    for (const account of [applicant, correction.referent])
      expect(await askAboutErrand(await contextOf(account.id), { nature: "modifications", id: correction.id, text })).toMatchObject({
        why: "not-found",
      })
    expect(await db.errandQuestion.count()).toBe(0)
  })
})

describe("several at once", () => {
  it("are added to the list; one that was answered meanwhile stops no other", async () => {
    const another = await aListing(await anAccount())
    await acceptListing(await aManagerContext(), { listingRequestId: listing.id })
    const done = await acceptErrands(await contextOf(manager.id), { nature: "referencements", ids: [listing.id, another.id], marks: [] })
    expect(done).toEqual({ ok: true, value: { nature: "referencements", done: 1, others: 1 } })
    expect(await db.structure.count({ where: { siret: { in: [listing.siret, another.siret] } } })).toBe(2)
  })

  it("are corrected as the page showed them; one that changed since is left", async () => {
    const second = await aCorrection()
    const mark = async (structureId: string) => ({
      seen: (await db.structure.findUniqueOrThrow({ where: { id: structureId } })).updatedAt.toISOString(),
      people: 0,
    })
    const marks = [await mark(correction.structureId), { ...(await mark(second.structureId)), seen: now.toISOString() }]
    const done = await acceptErrands(await contextOf(manager.id), { nature: "modifications", ids: [correction.id, second.id], marks })
    expect(done).toMatchObject({ ok: true, value: { done: 1, others: 1 } })
    expect(await db.structure.count({ where: { raisonSociale: "Autre nom" } })).toBe(1)
  })

  it("are refused for one reason, which each person reads", async () => {
    const another = await aListing(await anAccount())
    await db.message.deleteMany()
    const reason = "Cette structure n’intervient pas dans la région."
    const asked = { nature: "referencements" as const, ids: [listing.id, another.id], reason }
    expect(await refuseErrands(await contextOf(manager.id), asked)).toMatchObject({ ok: true, value: { done: 2 } })
    expect((await toldOf("listing-refused")).map(({ data }) => (data as { reason: string }).reason)).toEqual([reason, reason])
  })

  it("are asked the same question", async () => {
    const another = await aListing(await anAccount())
    const asked = { nature: "referencements" as const, ids: [listing.id, another.id], text: "Quel est le SIRET du siège ?" }
    expect(await askAboutErrands(await contextOf(manager.id), asked)).toMatchObject({ ok: true, value: { done: 2, others: 0 } })
    expect(await askAboutErrands(await contextOf(manager.id), asked)).toMatchObject({ ok: true, value: { done: 0, others: 2 } })
  })

  it("are nobody's but a manager's", async () => {
    const context = await contextOf(applicant.id)
    const common = { nature: "referencements" as const, ids: [listing.id] }
    expect(await acceptErrands(context, { ...common, marks: [] })).toEqual({ ok: false, why: "not-found" })
    expect(await refuseErrands(context, { ...common, reason: "Non merci" })).toEqual({ ok: false, why: "not-found" })
    expect(await db.listingRequest.findUniqueOrThrow({ where: { id: listing.id } })).toMatchObject({ status: "pending" })
  })
})

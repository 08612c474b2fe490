/** The employer answers, then the provider: who may, what if two do at once, and who hears of it. */
import { beforeEach, describe, expect, it } from "vitest"
import { answerRequests, setEmployerPace } from "@/lib/parcourspro/employers/operations"
import { answerRegistrations } from "@/lib/parcourspro/providers/operations"
import { db } from "@/lib/platform/db/client"
import { aManager, aStructure, contextOf } from "@/tests/support/factories"
import { anEmployer, aPersonOf, aProgramme, aRegistration, atNine, contextFor, stateOf, toldOf } from "@/tests/support/parcourspro"
import { gesturesOn } from "@/tests/support/registration-gestures"

let world: Awaited<ReturnType<typeof aProgramme>>
beforeEach(async () => {
  world = await aProgramme()
})
const { askedId, employerSays, providerSays, accepted } = gesturesOn(() => world)

const ids = () => ({ structureId: world.coming.structure.id, sessionId: world.session.id })

describe("the employer", () => {
  it("of one's own request is another one; the only Employeur is taken as accepted", async () => {
    const second = await aPersonOf(world.coming.structure.id, { isEmployeur: true })
    const id = await askedId(second)
    expect(await employerSays(id, "accept", "", second)).toMatchObject({ ok: true, value: { refused: 1, first: "own-request" } })
    expect(await employerSays(id)).toMatchObject({ ok: true, value: { done: 1 } })
    await db.affiliation.update({ where: { id: second.affiliationId }, data: { isEmployeur: false } })
    const alone = await askedId(world.coming.employer)
    expect(await stateOf(alone)).toBe("employer_accepted")
  })

  it("is a référent while the structure has none, and not any more once it has one; without référent, the managers are told", async () => {
    const manager = await aManager()
    await db.affiliation.update({ where: { id: world.coming.employer.affiliationId }, data: { isEmployeur: false } })
    const id = await askedId()
    expect(await toldOf("registration-to-answer")).toMatchObject([{ to: world.coming.referent.email, as: "referent" }])
    await db.affiliation.update({ where: { id: world.coming.employer.affiliationId }, data: { isEmployeur: true } })
    expect(await employerSays(id, "accept", "", world.coming.referent)).toMatchObject({ ok: false, why: "not-found" })
    await db.affiliation.update({ where: { id: world.coming.employer.affiliationId }, data: { isEmployeur: false } })
    expect(await employerSays(id, "accept", "", world.coming.referent)).toMatchObject({ ok: true, value: { done: 1, as: "referent" } })
    // The référent's own request: nobody else decides there.
    await askedId(world.coming.referent)
    expect(await toldOf("registration-to-answer")).toMatchObject([{}, { to: manager.email, as: "manager" }])
  })

  it("two who answer differently at once: one counts, the other is told", async () => {
    const second = await aPersonOf(world.coming.structure.id, { isEmployeur: true })
    const id = await askedId()
    const answers = await Promise.all([employerSays(id), employerSays(id, "refuse", "Pas cette semaine.", second)])
    expect(answers.map((one) => one.ok && one.value.done).toSorted()).toEqual([0, 1])
    expect(answers.find((one) => one.ok && one.value.done === 0)).toMatchObject({ value: { first: "not-possible" } })
  })

  it("of another structure, or who lost the profil, is not found", async () => {
    const [id, other] = [await askedId(), await anEmployer()]
    expect(await employerSays(id, "accept", "", other.employer)).toMatchObject({ ok: false, why: "not-found" })
    const context = await contextFor(world.coming.employer)
    await db.affiliation.update({ where: { id: world.coming.employer.affiliationId }, data: { isEmployeur: false, isReferent: false } })
    expect(await answerRequests(context, { registrationIds: [id], arrow: "accept", reason: "" })).toMatchObject({ why: "not-found" })
    expect(await stateOf(id)).toBe("requested")
  })

  it("refuses with a reason, which the person reads; a manager needs one for any answer", async () => {
    const id = await askedId()
    expect(await employerSays(id, "refuse", "")).toMatchObject({ ok: false, why: "reason-needed" })
    const manager = await contextOf((await aManager()).id)
    expect(await answerRequests(manager, { registrationIds: [id], arrow: "accept", reason: "" })).toMatchObject({ why: "reason-needed" })
    expect(await employerSays(id, "refuse", "Trop d’absents ce jour-là.")).toMatchObject({ ok: true, value: { done: 1 } })
    expect(await toldOf("registration-news")).toMatchObject([{ news: "employer_refused", words: "Trop d’absents ce jour-là." }])
  })

  it("withdraws their consent until the start: the place is freed and offered, the provider and the person are told", async () => {
    await db.eventSession.update({ where: { id: world.session.id }, data: { places: 1, minimum: 1 } })
    const id = await askedId()
    await employerSays(id)
    await providerSays([id])
    const next = await accepted()
    await providerSays([next.id])
    expect(await stateOf(next.id)).toBe("waitlisted")
    expect(await employerSays(id, "withdrawConsent", "Besoin au bureau.")).toMatchObject({ ok: true, value: { done: 1 } })
    expect(await stateOf(next.id)).toBe("offered")
    expect(await toldOf("registration-ended")).toHaveLength(2)
    expect((await toldOf("registration-news")).at(-1)).toMatchObject({ news: "employer_refused", calendar: { isCancelled: true } })
    const begun = { ...(await contextFor(world.coming.employer)), now: atNine(31) }
    const other = await aRegistration({
      ...ids(),
      accountId: (await aPersonOf(world.coming.structure.id)).accountId,
      status: "employer_accepted",
    })
    expect(await answerRequests(begun, { registrationIds: [other.id], arrow: "withdrawConsent", reason: "Trop tard ?" })).toMatchObject({
      value: { refused: 1, first: "begun" },
    })
  })

  it("chooses how often they are told; never none for the only one", async () => {
    const context = await contextFor(world.coming.employer)
    const { id: structureId } = world.coming.structure
    expect(await setEmployerPace(context, { structureId, pace: "none" })).toMatchObject({ ok: false, why: "only-one" })
    await aPersonOf(structureId, { isEmployeur: true })
    expect(await setEmployerPace(context, { structureId, pace: "none" })).toMatchObject({ ok: true })
    await askedId()
    const told = (await toldOf("registration-to-answer")).map(({ to }) => to)
    expect(told).toHaveLength(1)
    expect(told).not.toContain(world.coming.employer.email)
  })
})

describe("the provider", () => {
  it("does not see what still waits for the employer, answers nobody's own request, and says why they do not retain", async () => {
    const id = await askedId()
    expect(await providerSays([id])).toMatchObject({ ok: true, value: { refused: 1, first: "not-possible" } })
    const own = await aRegistration({
      accountId: world.giver.provider.accountId,
      structureId: world.giver.structure.id,
      sessionId: world.session.id,
      status: "employer_accepted",
    })
    expect(await providerSays([own.id])).toMatchObject({ ok: true, value: { refused: 1, first: "own-request" } })
    const one = await accepted()
    expect(await providerSays([one.id], "decline", "")).toMatchObject({ ok: false, why: "reason-needed" })
    expect(await providerSays([one.id], "decline", "Le niveau demandé n’est pas atteint.")).toMatchObject({ value: { done: 1 } })
    expect(await stateOf(one.id)).toBe("not_retained")
  })

  it("and the employer who withdraws their consent at once: the last word is one state, and the place counted", async () => {
    const id = await askedId()
    await employerSays(id)
    await Promise.all([providerSays([id]), employerSays(id, "withdrawConsent", "Besoin au bureau.")])
    expect(await stateOf(id)).toBe("employer_refused")
    expect((await db.eventSession.findUniqueOrThrow({ where: { id: world.session.id } })).taken).toBe(0)
  })

  it("of another structure finds nothing, and cannot confirm after the start", async () => {
    const one = await accepted()
    const other = await contextFor(await aPersonOf((await aStructure({ types: ["formateur"] })).id, { isPrestataire: true }))
    const answer = { registrationIds: [one.id], arrow: "confirm" as const, reason: "", sessionId: world.session.id }
    expect(await answerRegistrations(other, answer)).toMatchObject({ ok: false, why: "not-found" })
    const begun = { ...(await contextFor(world.giver.provider)), now: atNine(31) }
    expect(await answerRegistrations(begun, answer)).toMatchObject({ value: { refused: 1, first: "begun" } })
  })
})

/** A person asks to come to a session: what becomes of it at once, what is refused, and what they may still do. */
import { beforeEach, describe, expect, it } from "vitest"
import { register, registerOnBehalf, remind, withdraw, withdrawOnBehalf } from "@/lib/parcourspro/registrations/operations"
import { db } from "@/lib/platform/db/client"
import { aManager, contextOf, now } from "@/tests/support/factories"
import { anEmployer, anEvent, anEventSession, aProgramme, asked, atNine, contextFor, stateOf, toldOf } from "@/tests/support/parcourspro"
import { gesturesOn } from "@/tests/support/registration-gestures"

let world: Awaited<ReturnType<typeof aProgramme>>
beforeEach(async () => {
  world = await aProgramme()
})
const { ask, askedId, employerSays, providerSays } = gesturesOn(() => world)

describe("a request", () => {
  it("is told to the Employeur, accepted, confirmed, and each step reaches the person; the calendar with the last", async () => {
    const id = await askedId()
    expect(await toldOf("registration-to-answer")).toEqual([
      expect.objectContaining({ to: world.coming.employer.email, as: "employer", answerBefore: expect.any(String) }),
    ])
    expect(await employerSays(id)).toMatchObject({ ok: true, value: { done: 1, as: "employer" } })
    expect((await toldOf("registration-to-validate")).map(({ to }) => to)).toEqual(
      expect.arrayContaining([world.giver.provider.email, world.giver.colleague.email]),
    )
    expect(await providerSays([id])).toMatchObject({ ok: true, value: { done: 1, waited: 0 } })
    expect(await stateOf(id)).toBe("confirmed")
    const news = await toldOf("registration-news")
    expect(news.map(({ news }) => news)).toEqual(["employer_accepted", "confirmed"])
    expect(news[1]).toMatchObject({ calendar: { isCancelled: false, events: [{ location: "Salle 1, 33000 Bordeaux" }, {}] } })
    expect(await db.registrationStep.findMany({ orderBy: { id: "asc" }, select: { status: true, side: true } })).toEqual([
      { status: "requested", side: "person" },
      { status: "employer_accepted", side: "employer" },
      { status: "confirmed", side: "provider" },
    ])
    expect((await db.eventSession.findUniqueOrThrow({ where: { id: world.session.id } })).taken).toBe(1)
  })

  it("of a kind without employer goes to the provider at once", async () => {
    const event = await anEvent(world.giver.structure.id, { kind: "webatelier", needsEmployer: false })
    const id = await askedId(world.coming.person, (await anEventSession(event.id)).id)
    expect(await stateOf(id)).toBe("employer_accepted")
    expect(await toldOf("registration-to-answer")).toEqual([])
    expect(await toldOf("registration-to-validate")).toHaveLength(2)
  })

  it("sent twice by one press, and by two presses at once, is made once; later, it is refused", async () => {
    const both = await Promise.all([ask(), ask(), ask()])
    expect(both.every(({ ok }) => ok)).toBe(true)
    expect(await db.registration.count()).toBe(1)
    const later = { ...(await contextFor(world.coming.person)), now: new Date(now.getTime() + 60_000) }
    const other = await anEventSession(world.event.id, { startsIn: 60 })
    expect(await register(later, asked(world.coming.structure.id, other.id))).toMatchObject({ ok: false, why: "already" })
  })

  it("for a structure that one has just left, or another's, is not found and leaves a trace", async () => {
    const context = await contextFor(world.coming.person)
    await db.affiliation.update({ where: { id: world.coming.person.affiliationId }, data: { status: "ended", endedAt: now } })
    expect(await register(context, asked(world.coming.structure.id, world.session.id))).toMatchObject({ ok: false, why: "not-found" })
    const other = await anEmployer()
    expect(await register(context, asked(other.structure.id, world.session.id))).toMatchObject({ ok: false, why: "not-found" })
    expect(await db.journal.count({ where: { action: "registration.request", outcome: "refused" } })).toBe(2)
    expect(await db.registration.count()).toBe(0)
  })

  it.each([
    ["after the deadline", { closesAt: new Date(now.getTime() - 1) }],
    ["before the opening", { opensAt: atNine(1) }],
    ["to a session that is closed", { status: "closed" as const }],
    ["to a cancelled session", { status: "cancelled" as const, cancelledFor: "Travaux." }],
    ["to a draft", { status: "draft" as const }],
  ])("%s is refused with words", async (_when, data) => {
    await db.eventSession.update({ where: { id: world.session.id }, data })
    expect(await ask()).toMatchObject({ ok: false, why: "closed", detail: expect.stringMatching(/\.$/) })
  })

  it("of a provider that closed, or gives no formation any more, is refused", async () => {
    await db.affiliation.updateMany({ where: { structureId: world.giver.structure.id }, data: { isPrestataire: false } })
    await db.structure.update({ where: { id: world.giver.structure.id }, data: { types: ["prescripteur"] } })
    expect(await ask()).toMatchObject({ ok: false, why: "closed" })
  })

  it("made by a manager, for a person of a structure, says why and follows the same rules", async () => {
    const manager = await contextOf((await aManager()).id)
    const { email } = world.coming.person
    const typed = {
      email,
      siret: world.coming.structure.siret,
      sessionId: world.session.id,
      needsAdaptation: false,
      reason: "Demandé par téléphone.",
    }
    expect(await registerOnBehalf(manager, { ...typed, siret: world.giver.structure.siret })).toMatchObject({ why: "person-unknown" })
    expect(await registerOnBehalf(manager, typed)).toMatchObject({ ok: true })
    expect(await db.registration.findFirst()).toMatchObject({ accountId: world.coming.person.accountId, status: "requested" })
    expect(await db.journal.findFirst({ where: { action: "registration.on-behalf" } })).toMatchObject({ reason: "Demandé par téléphone." })
    expect(await registerOnBehalf(await contextFor(world.coming.employer), typed)).toMatchObject({ ok: false, why: "not-found" })
  })
})

describe("someone who waits", () => {
  it("asks again after two working days, whoever has to answer; not before", async () => {
    const id = await askedId()
    const context = await contextFor(world.coming.person)
    expect(await remind(context, { registrationId: id })).toMatchObject({ ok: false, why: "too-soon" })
    const later = { ...context, now: new Date(now.getTime() + 3 * 24 * 3_600_000) }
    expect(await remind(later, { registrationId: id })).toMatchObject({ ok: true })
    expect((await toldOf("registration-to-answer")).map(({ reminder }) => reminder)).toEqual([false, true])
    expect(await remind(later, { registrationId: id })).toMatchObject({ ok: false, why: "too-soon" })
  })

  it("leaves before the start only; what is someone else's is not found", async () => {
    const id = await askedId()
    const context = await contextFor(world.coming.person)
    expect(await withdraw(await contextFor(world.coming.employer), { registrationId: id, reason: "" })).toMatchObject({ why: "not-found" })
    expect(await withdraw({ ...context, now: atNine(31) }, { registrationId: id, reason: "" })).toMatchObject({ why: "begun" })
    expect(await withdraw(context, { registrationId: id, reason: "" })).toMatchObject({ ok: true })
    expect(await withdraw(context, { registrationId: id, reason: "" })).toMatchObject({ ok: false, why: "not-possible" })
    expect(await ask()).toMatchObject({ ok: true })
  })
})

it("a manager takes someone off a session until it starts: both hear why, and the place goes to the next", async () => {
  const manager = await contextFor({ accountId: (await aManager()).id })
  const id = await askedId()
  await employerSays(id)
  await providerSays([id])
  const typed = { sessionId: world.session.id, email: world.coming.person.email, reason: "Demandé au téléphone." }
  expect(await withdrawOnBehalf(manager, { ...typed, email: world.coming.employer.email })).toMatchObject({ why: "person-unknown" })
  const late = { ...manager, now: atNine(31) }
  expect(await withdrawOnBehalf(late, typed)).toMatchObject({ why: "begun" })
  expect(await withdrawOnBehalf(manager, typed)).toMatchObject({ ok: true })
  expect(await stateOf(id)).toBe("withdrawn")
  expect(await withdrawOnBehalf(manager, typed)).toMatchObject({ why: "person-unknown" })
  const news = (await toldOf("registration-news")).filter((one) => one.news === "withdrawn")
  expect(news).toMatchObject([{ to: world.coming.person.email }])
  const steps = await db.registrationStep.findMany({ where: { registrationId: id }, orderBy: { id: "asc" } })
  expect(steps.at(-1)).toMatchObject({ status: "withdrawn", side: "manager", accountId: manager.actor.accountId, reason: typed.reason })
})

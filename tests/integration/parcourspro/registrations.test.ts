/** From the request of a person to their place: the employer, the provider, the waiting list, and what the rules of the year refuse. */
import { beforeEach, describe, expect, it } from "vitest"
import { answerRequests, setEmployerPace } from "@/lib/parcourspro/employers/operations"
import { answerRegistrations } from "@/lib/parcourspro/providers/operations"
import { register, registerOnBehalf, remind, takeOffer, withdraw } from "@/lib/parcourspro/registrations/operations"
import { db } from "@/lib/platform/db/client"
import { aManager, anAccount, anActiveAffiliation, aStructure, contextOf, now } from "@/tests/support/factories"
import {
  anEmployer,
  anEvent,
  anEventSession,
  aPersonOf,
  aProgramme,
  aRegistration,
  asked,
  atNine,
  contextFor,
  stateOf,
  toldOf,
} from "@/tests/support/parcourspro"

let world: Awaited<ReturnType<typeof aProgramme>>
beforeEach(async () => {
  world = await aProgramme()
})

const ask = async (who = world.coming.person, sessionId = world.session.id) =>
  register(await contextFor(who), asked(world.coming.structure.id, sessionId))

async function askedId(...given: Parameters<typeof ask>) {
  const result = await ask(...given)
  if (!result.ok) throw new Error(result.why)
  return result.value.registrationId
}

const employerSays = async (
  id: string,
  arrow: "accept" | "refuse" | "withdrawConsent" = "accept",
  reason = "",
  who = world.coming.employer,
) => answerRequests(await contextFor(who), { registrationIds: [id], arrow, reason })

const providerSays = async (ids: string[], arrow: "confirm" | "waitlist" | "decline" = "confirm", reason = "") =>
  answerRegistrations(await contextFor(world.giver.provider), { registrationIds: ids, arrow, reason, sessionId: world.session.id })

/** Someone of another structure whose request the employer has accepted. */
async function accepted(sessionId = world.session.id, minutes = 0) {
  const structure = await aStructure({ types: ["prescripteur"] })
  const person = await aPersonOf(structure.id)
  return aRegistration({
    accountId: person.accountId,
    structureId: structure.id,
    sessionId,
    status: "employer_accepted",
    requestedAt: new Date(now.getTime() + minutes * 60_000),
  })
}

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

const ids = () => ({ structureId: world.coming.structure.id, sessionId: world.session.id })

describe("places", () => {
  it("go to those who asked first; the others wait in order, whatever the order of the ticks", async () => {
    await db.eventSession.update({ where: { id: world.session.id }, data: { places: 2, minimum: 1 } })
    const [first, second, third, fourth] = [
      await accepted(undefined, 1),
      await accepted(undefined, 2),
      await accepted(undefined, 3),
      await accepted(undefined, 4),
    ]
    expect(await providerSays([fourth.id, third.id, second.id, first.id])).toMatchObject({ ok: true, value: { done: 4, waited: 2 } })
    const rows = await db.registration.findMany({ orderBy: { requestedAt: "asc" }, select: { status: true, rank: true } })
    expect(rows).toEqual([
      { status: "confirmed", rank: null },
      { status: "confirmed", rank: null },
      { status: "waitlisted", rank: 1 },
      { status: "waitlisted", rank: 2 },
    ])
  })

  it("twenty for the last one, answered at once by two providers: one has it, nineteen wait in order", async () => {
    await db.eventSession.update({ where: { id: world.session.id }, data: { places: 1, minimum: 1 } })
    const twenty: Awaited<ReturnType<typeof accepted>>[] = []
    for (let nth = 0; nth < 20; nth += 1) twenty.push(await accepted(undefined, nth))
    const contexts = [await contextFor(world.giver.provider), await contextFor(world.giver.colleague)]
    await Promise.all(
      twenty.map(({ id }, index) =>
        answerRegistrations(contexts[index % 2] as (typeof contexts)[0], {
          registrationIds: [id],
          arrow: "confirm",
          reason: "",
          sessionId: world.session.id,
        }),
      ),
    )
    const rows = await db.registration.findMany({ select: { status: true, rank: true } })
    expect(rows.filter(({ status }) => status === "confirmed")).toHaveLength(1)
    expect(rows.flatMap(({ rank }) => rank ?? []).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 19 }, (_, index) => index + 1))
  })

  it("freed, are offered in rank for two days; taken in time, they are confirmed; too late, refused", async () => {
    await db.eventSession.update({ where: { id: world.session.id }, data: { places: 1, minimum: 1 } })
    const id = await askedId()
    await employerSays(id)
    const second = await accepted(undefined, 5)
    await providerSays([id, second.id])
    expect(await withdraw(await contextFor(world.coming.person), { registrationId: id, reason: "Grippe" })).toMatchObject({ ok: true })
    expect(await db.registration.findUniqueOrThrow({ where: { id: second.id } })).toMatchObject({
      status: "offered",
      offeredUntil: new Date(now.getTime() + 48 * 3_600_000),
    })
    const context = await contextOf(second.accountId)
    const late = { ...context, now: new Date(now.getTime() + 48 * 3_600_000) }
    expect(await takeOffer(late, { registrationId: second.id })).toMatchObject({ ok: false, why: "too-late" })
    expect(await takeOffer(context, { registrationId: second.id })).toMatchObject({ ok: true })
    expect(await stateOf(second.id)).toBe("confirmed")
    expect(await takeOffer(await contextFor(world.coming.person), { registrationId: second.id })).toMatchObject({ why: "not-found" })
  })

  it("freed and asked for at the same instant never make two of one", async () => {
    await db.eventSession.update({ where: { id: world.session.id }, data: { places: 1, minimum: 1 } })
    const id = await askedId()
    await employerSays(id)
    await providerSays([id])
    const others = [await accepted(undefined, 1), await accepted(undefined, 2), await accepted(undefined, 3)]
    await Promise.all([
      withdraw(await contextFor(world.coming.person), { registrationId: id, reason: "" }),
      ...others.map((one) => providerSays([one.id])),
    ])
    const placed = await db.registration.count({ where: { status: { in: ["confirmed", "offered"] } } })
    expect(placed).toBe((await db.eventSession.findUniqueOrThrow({ where: { id: world.session.id } })).taken)
    expect(placed).toBeLessThanOrEqual(1)
  })

  it("freed nearer than three days before, are the provider's to give by telephone", async () => {
    const near = await anEventSession(world.event.id, { startsIn: 2, places: 1, minimum: 1, closesAt: atNine(1) })
    const [one, other] = [await accepted(near.id, 1), await accepted(near.id, 2)]
    const context = await contextFor(world.giver.provider)
    const answer = { arrow: "confirm" as const, reason: "", sessionId: near.id }
    await answerRegistrations(context, { registrationIds: [one.id, other.id], ...answer })
    await withdraw(await contextOf(one.accountId), { registrationId: one.id, reason: "" })
    expect(await stateOf(other.id)).toBe("waitlisted")
    expect((await toldOf("event-place-freed")).map(({ registrationId }) => registrationId)).toContain(other.id)
    expect(await answerRegistrations(context, { registrationIds: [other.id], ...answer })).toMatchObject({ value: { done: 1, waited: 0 } })
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

describe("the rules of the year", () => {
  const adherent = (structureId: string, year: number, status: "asked" | "accepted" = "accepted") =>
    db.membership.create({
      data: { structureId, year, status, charterVersion: "1", askedAt: now, decidedAt: status === "asked" ? null : now },
    })
  const aYear = (year: number, data = {}) =>
    db.campaign.create({ data: { year, opensOn: now, charterVersion: "1", updatedAt: now, ...data } })
  const formation = (more = {}) => anEvent(world.giver.structure.id, { adherentsOnly: true, needsEmployer: false, ...more })

  it("at most so many adherents-only actions a person, of which so many formations; the year is that of the session", async () => {
    await aYear(2026, { mostActions: 2, mostFormations: 1 })
    await aYear(2027)
    await adherent(world.coming.structure.id, 2026)
    await adherent(world.coming.structure.id, 2027)
    await askedId(world.coming.person, (await anEventSession((await formation()).id)).id)
    const second = await anEventSession((await formation()).id)
    expect(await ask(world.coming.person, second.id)).toMatchObject({ ok: false, why: "most-formations", detail: "1" })
    await askedId(world.coming.person, (await anEventSession((await formation({ kind: "lab" })).id)).id)
    expect(await ask(world.coming.person, (await anEventSession((await formation({ kind: "lab" })).id)).id)).toMatchObject({
      why: "most-actions",
      detail: "2",
    })
    // What is open to all does not count, nor another year.
    await askedId(world.coming.person, (await anEventSession((await formation({ adherentsOnly: false })).id)).id)
    await askedId(world.coming.person, (await anEventSession((await formation()).id, { startsIn: 60 })).id)
  })

  it("adherent on the first day: at midnight of 31 December in Paris the year changes", async () => {
    await aYear(2026)
    await aYear(2027)
    await adherent(world.coming.structure.id, 2026)
    const at = (instant: string) => [{ startsAt: new Date(instant), endsAt: new Date(Date.parse(instant) + 3_600_000) }]
    const last = await anEventSession((await formation()).id, { halfDays: at("2026-12-31T22:30:00Z"), closesAt: atNine(10) })
    const first = await anEventSession((await formation()).id, { halfDays: at("2026-12-31T23:00:00Z"), closesAt: atNine(10) })
    expect(await ask(world.coming.person, first.id)).toMatchObject({ ok: false, why: "adherents-only" })
    expect(await ask(world.coming.person, last.id)).toMatchObject({ ok: true })
  })

  it("a structure whose adhesion is asked for may ask, and is confirmed once it is accepted", async () => {
    await aYear(2026)
    await adherent(world.coming.structure.id, 2026, "asked")
    const session = await anEventSession((await formation()).id)
    const id = await askedId(world.coming.person, session.id)
    expect(await providerSays([id])).toMatchObject({ value: { refused: 1, first: "not-adherent" } })
    await db.membership.updateMany({ data: { status: "accepted", decidedAt: now } })
    expect(await providerSays([id])).toMatchObject({ value: { done: 1 } })
  })

  it("at most two of one structure on a formation: the third waits, and is passed over while a place is freed by others", async () => {
    await db.eventSession.update({ where: { id: world.session.id }, data: { places: 3, minimum: 1 } })
    const three: string[] = []
    for (let nth = 0; nth < 3; nth += 1) {
      const { accountId } = await aPersonOf(world.coming.structure.id)
      three.push((await aRegistration({ ...ids(), accountId, status: "employer_accepted", requestedAt: new Date(now.getTime() + nth) })).id)
    }
    const elsewhere = await accepted(undefined, 1)
    expect(await providerSays([...three, elsewhere.id])).toMatchObject({ value: { done: 4, waited: 1 } })
    expect(await stateOf(three[2] ?? "")).toBe("waitlisted")
    expect(await stateOf(elsewhere.id)).toBe("confirmed")
    await withdraw(await contextOf(elsewhere.accountId), { registrationId: elsewhere.id, reason: "" })
    expect(await stateOf(three[2] ?? "")).toBe("waitlisted")
    const { accountId } = await db.registration.findUniqueOrThrow({ where: { id: three[0] ?? "" } })
    await withdraw(await contextOf(accountId), { registrationId: three[0] ?? "", reason: "" })
    expect(await stateOf(three[2] ?? "")).toBe("offered")
  })

  it("waves: adherents first, then those with little, then everyone", async () => {
    const waves = [
      { opensOn: "2026-11-01", who: "adherents", fewer: 0 },
      { opensOn: "2026-11-20", who: "fewer", fewer: 1 },
      { opensOn: "2026-12-20", who: "all", fewer: 0 },
    ]
    await aYear(2026, { waves })
    expect(await ask()).toMatchObject({ ok: true })
    const busy = await anAccount()
    await anActiveAffiliation(busy.id, world.coming.structure.id)
    const before = await anEventSession((await anEvent(world.giver.structure.id)).id)
    await aRegistration({ accountId: busy.id, structureId: world.coming.structure.id, sessionId: before.id, status: "confirmed" })
    const context = await contextOf(busy.id)
    expect(await register(context, asked(world.coming.structure.id, world.session.id))).toMatchObject({ why: "wave", detail: "2026-12-20" })
    await adherent(world.coming.structure.id, 2026)
    expect(await register(context, asked(world.coming.structure.id, world.session.id))).toMatchObject({ ok: true })
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

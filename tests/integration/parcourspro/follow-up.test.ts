/** The clock of registrations, day after working day. 24 November 2026 is a Tuesday; everything waits since then. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { issueDocument } from "@/lib/parcourspro/documents/operations"
import { setEmployerPace } from "@/lib/parcourspro/employers/operations"
import { editEventSession } from "@/lib/parcourspro/event-sessions/operations"
import { followRegistrations } from "@/lib/parcourspro/follow-up/operations"
import { register } from "@/lib/parcourspro/registrations/operations"
import { db } from "@/lib/platform/db/client"
import type { RegistrationStatus } from "@/lib/platform/generated/client"
import { aManager, now, visitor } from "@/tests/support/factories"
import {
  anEventSession,
  aPersonOf,
  aProgramme,
  aRegistration,
  asked,
  aTypedSession,
  atNine,
  contextFor,
  stateOf,
  toldOf,
} from "@/tests/support/parcourspro"

let world: Awaited<ReturnType<typeof aProgramme>>
beforeEach(async () => {
  world = await aProgramme({ session: { startsIn: 60 } })
})
afterEach(() => vi.unstubAllEnvs())

const passAt = (day: string) => followRegistrations({ ...visitor, now: new Date(`${day}T09:00:00Z`) })
const toldBy = async (kind: string) =>
  (await toldOf("registrations-waiting"))
    .filter((one) => one.kind === kind)
    .map(({ to }) => to)
    .toSorted()

const waiting = (status: RegistrationStatus, sessionId = world.session.id) =>
  aRegistration({ accountId: world.coming.person.accountId, structureId: world.coming.structure.id, sessionId, status })

describe("the employer", () => {
  it("2 working days: reminded; 4: again, and the référent hears; each once", async () => {
    await register(await contextFor(world.coming.person), asked(world.coming.structure.id, world.session.id))
    await passAt("2026-11-25")
    expect(await toldOf("registrations-waiting")).toEqual([])
    for (const day of ["2026-11-26", "2026-11-27"]) await passAt(day)
    expect(await toldBy("employer")).toEqual([world.coming.employer.email])
    expect(await toldBy("employer_late")).toEqual([])
    for (const day of ["2026-11-30", "2026-12-01"]) await passAt(day)
    expect(await toldBy("employer_again")).toEqual([world.coming.employer.email])
    expect(await toldBy("employer_late")).toEqual([world.coming.referent.email])
  })

  it("told once a day hears of all that came since, in one message", async () => {
    await setEmployerPace(await contextFor(world.coming.employer), { structureId: world.coming.structure.id, pace: "daily" })
    const other = await aPersonOf(world.coming.structure.id)
    for (const who of [world.coming.person, other])
      await register(await contextFor(who), asked(world.coming.structure.id, world.session.id))
    expect(await toldOf("registration-to-answer")).toEqual([])
    await passAt("2026-11-24")
    await passAt("2026-11-24")
    expect(await toldBy("employer_new")).toEqual([world.coming.employer.email])
    expect((await toldOf("registrations-waiting"))[0]).toMatchObject({ lines: [{}, {}] })
  })

  it("named since a request was made hears of it; so does the référent of a structure that has none any more", async () => {
    await register(await contextFor(world.coming.person), asked(world.coming.structure.id, world.session.id))
    const second = await aPersonOf(world.coming.structure.id, { isEmployeur: true })
    await passAt("2026-11-24")
    expect(await toldBy("employer_new")).toEqual([second.email])
    await db.affiliation.updateMany({ where: { isEmployeur: true }, data: { isEmployeur: false } })
    await passAt("2026-11-25")
    expect(await toldBy("employer_new")).toEqual([second.email, world.coming.referent.email].toSorted())
  })

  it("who says nothing agrees after five working days, where the region chose so; otherwise it waits", async () => {
    const one = await waiting("requested")
    await passAt("2026-12-04")
    expect(await stateOf(one.id)).toBe("requested")
    vi.stubEnv("EMPLOYER_ANSWER", "tacit")
    await passAt("2026-12-04")
    expect(await stateOf(one.id)).toBe("employer_accepted")
    expect(await toldOf("registration-news")).toMatchObject([{ news: "employer_accepted", words: expect.stringContaining("tacite") }])
    expect(await toldOf("registration-to-validate")).toHaveLength(2)
  })
})

describe("the provider", () => {
  it("3 working days: reminded; 5: again, and the managers hear", async () => {
    const manager = await aManager()
    await waiting("employer_accepted")
    await passAt("2026-11-26")
    expect(await toldBy("provider")).toEqual([])
    await passAt("2026-11-27")
    expect(await toldBy("provider")).toHaveLength(2)
    await passAt("2026-12-01")
    expect(await toldBy("provider_again")).toHaveLength(2)
    expect(await toldBy("provider_late")).toContain(manager.email)
  })
})

describe("in time", () => {
  it("what the employer did not answer before the closing lapses, and the person hears; what goes on does not", async () => {
    const one = await waiting("requested")
    const closing = atNine(57)
    await followRegistrations({ ...visitor, now: new Date(closing.getTime() - 1000) })
    expect(await stateOf(one.id)).toBe("requested")
    await followRegistrations({ ...visitor, now: closing })
    expect(await stateOf(one.id)).toBe("lapsed")
    expect(await toldOf("registration-news")).toMatchObject([{ news: "lapsed" }])
  })

  it.each(["employer_accepted", "waitlisted"] as const)("%s: lapses at the start", async (status) => {
    const one = await waiting(status)
    await followRegistrations({ ...visitor, now: atNine(60) })
    expect(await stateOf(one.id)).toBe("lapsed")
  })

  it("an offer nobody took goes to the next in rank, once, even with two passes at once", async () => {
    const session = await anEventSession(world.event.id, { startsIn: 70, places: 1, minimum: 1 })
    const first = await waiting("offered", session.id)
    const other = await aPersonOf(world.coming.structure.id)
    const next = await aRegistration({
      accountId: other.accountId,
      structureId: world.coming.structure.id,
      sessionId: session.id,
      status: "waitlisted",
    })
    const later = { ...visitor, now: new Date(now.getTime() + 49 * 3_600_000) }
    await Promise.all([followRegistrations(later), followRegistrations(later)])
    expect([await stateOf(first.id), await stateOf(next.id)]).toEqual(["lapsed", "offered"])
    expect((await toldOf("registration-news")).map((one) => one.news)).toEqual(expect.arrayContaining(["lapsed", "offered"]))
    expect(await db.registrationStep.count({ where: { status: "offered", registrationId: next.id } })).toBe(1)
  })
})

describe("a session near, or over", () => {
  // The third of December, from nine o'clock.
  const third = () => anEventSession(world.event.id, { startsIn: 9 })

  it("is recalled on the eve to whoever has a place, once, and again after it has moved", async () => {
    const session = await third()
    await waiting("confirmed", session.id)
    await passAt("2026-12-01")
    expect(await toldBy("tomorrow")).toEqual([])
    for (const day of ["2026-12-02", "2026-12-02"]) await passAt(day)
    expect(await toldBy("tomorrow")).toEqual([world.coming.person.email])
    expect((await toldOf("registrations-waiting")).find(({ kind }) => kind === "tomorrow")).toMatchObject({
      lines: [{ place: "Salle 1, Bordeaux" }],
    })
    const { updatedAt } = await db.eventSession.findUniqueOrThrow({ where: { id: session.id } })
    const edited = await editEventSession(await contextFor(world.giver.provider), {
      ...aTypedSession(),
      sessionId: session.id,
      seen: updatedAt.toISOString(),
    })
    expect(edited).toMatchObject({ ok: true })
    await passAt("2027-01-22")
    expect(await toldBy("tomorrow")).toEqual([world.coming.person.email, world.coming.person.email])
  })

  it("seven days ahead its provider hears who has no convocation; who waits for a place needs none", async () => {
    const session = await third()
    await waiting("confirmed", session.id)
    await passAt("2026-11-25")
    expect(await toldBy("summons_missing")).toEqual([])
    for (const day of ["2026-11-26", "2026-11-27"]) await passAt(day)
    expect(await toldBy("summons_missing")).toEqual([world.giver.provider.email, world.giver.colleague.email].toSorted())
  })

  it("two days after, its provider hears whose presence is not noted; nobody else, and not twice", async () => {
    const session = await third()
    await waiting("confirmed", session.id)
    await passAt("2026-12-04")
    expect(await toldBy("presence_missing")).toEqual([])
    for (const day of ["2026-12-05", "2026-12-06"]) await passAt(day)
    expect(await toldBy("presence_missing")).toEqual([world.giver.provider.email, world.giver.colleague.email].toSorted())
  })

  it("a session is held once it is over, and not before; one that was cancelled stays so", async () => {
    const [session, cancelled] = [await third(), await third()]
    await db.eventSession.update({ where: { id: cancelled.id }, data: { status: "cancelled", cancelledFor: "Trop peu de monde." } })
    const states = async () =>
      Promise.all([session, cancelled].map(async ({ id }) => (await db.eventSession.findUniqueOrThrow({ where: { id } })).status))
    await passAt("2026-12-03")
    expect(await states()).toEqual(["open", "cancelled"])
    await passAt("2026-12-04")
    expect(await states()).toEqual(["held", "cancelled"])
  })

  it("whose presence is noted, and whose convocation is issued, is not spoken of", async () => {
    const session = await third()
    await waiting("attended", session.id)
    await passAt("2026-12-05")
    expect(await toldBy("presence_missing")).toEqual([])
    const near = await third()
    const other = await aPersonOf(world.coming.structure.id)
    const called = await aRegistration({
      accountId: other.accountId,
      structureId: world.coming.structure.id,
      sessionId: near.id,
      status: "confirmed",
    })
    const { accountId } = world.giver.provider
    expect(await issueDocument(await contextFor({ accountId }), { sessionId: near.id, kind: "summons", about: called.id })).toMatchObject({
      ok: true,
    })
    await passAt("2026-11-27")
    expect(await toldBy("summons_missing")).toEqual([])
  })
})

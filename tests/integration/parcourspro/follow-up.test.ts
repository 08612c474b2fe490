/** The clock of registrations, day after working day. 24 November 2026 is a Tuesday; everything waits since then. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { setEmployerPace } from "@/lib/parcourspro/employers/operations"
import { followRegistrations } from "@/lib/parcourspro/follow-up/operations"
import { register } from "@/lib/parcourspro/registrations/operations"
import { db } from "@/lib/platform/db/client"
import { aManager, now, visitor } from "@/tests/support/factories"
import {
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
  world = await aProgramme({ session: { startsIn: 60 } })
})
afterEach(() => vi.unstubAllEnvs())

const passAt = (day: string) => followRegistrations({ ...visitor, now: new Date(`${day}T09:00:00Z`) })
const toldBy = async (kind: string) =>
  (await toldOf("registrations-waiting"))
    .filter((one) => one.kind === kind)
    .map(({ to }) => to)
    .toSorted()

const waiting = (status: "requested" | "employer_accepted" | "waitlisted" | "offered", sessionId = world.session.id) =>
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

/** What the rules of the year refuse, and to whom the adherents’ actions open. */
import { beforeEach, describe, expect, it } from "vitest"
import { register, withdraw } from "@/lib/parcourspro/registrations/operations"
import { db } from "@/lib/platform/db/client"
import { anAccount, anActiveAffiliation, contextOf, now } from "@/tests/support/factories"
import { anEvent, anEventSession, aPersonOf, aProgramme, aRegistration, asked, atNine, stateOf } from "@/tests/support/parcourspro"
import { gesturesOn } from "@/tests/support/registration-gestures"

let world: Awaited<ReturnType<typeof aProgramme>>
beforeEach(async () => {
  world = await aProgramme()
})
const { ask, askedId, providerSays, accepted } = gesturesOn(() => world)

const ids = () => ({ structureId: world.coming.structure.id, sessionId: world.session.id })

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

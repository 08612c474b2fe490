/** The last place, the waiting list, and what is freed. */
import { beforeEach, describe, expect, it } from "vitest"
import { answerRegistrations } from "@/lib/parcourspro/providers/operations"
import { takeOffer, withdraw } from "@/lib/parcourspro/registrations/operations"
import { db } from "@/lib/platform/db/client"
import { contextOf, now } from "@/tests/support/factories"
import { anEventSession, aProgramme, atNine, contextFor, stateOf, toldOf } from "@/tests/support/parcourspro"
import { gesturesOn } from "@/tests/support/registration-gestures"

let world: Awaited<ReturnType<typeof aProgramme>>
beforeEach(async () => {
  world = await aProgramme()
})
const { askedId, employerSays, providerSays, accepted } = gesturesOn(() => world)

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

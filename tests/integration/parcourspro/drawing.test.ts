/** No sequence of gestures leaves the drawing, exceeds the places, or loses a registration. */
import fc from "fast-check"
import { expect, it } from "vitest"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { detach } from "@/lib/membership/departures/operations"
import { answerRequests } from "@/lib/parcourspro/employers/operations"
import { cancelEventSession } from "@/lib/parcourspro/event-sessions/operations"
import { followRegistrations } from "@/lib/parcourspro/follow-up/operations"
import { answerRegistrations } from "@/lib/parcourspro/providers/operations"
import { register, takeOffer, withdraw } from "@/lib/parcourspro/registrations/operations"
import { arrows, living } from "@/lib/parcourspro/states/rules"
import { db } from "@/lib/platform/db/client"
import { now, visitor } from "@/tests/support/factories"
import { aPersonOf, aProgramme, aRegistration, asked, atNine, contextFor } from "@/tests/support/parcourspro"
import { giveTraces } from "@/tests/support/traces"

const pairs = new Set<string>(Object.values(arrows).flatMap(({ from, to }) => from.map((status) => `${status} ${to}`)))

async function aWorld() {
  const { giver, coming, session } = await aProgramme({ event: { kind: "lab" }, session: { places: 2, minimum: 1 } })
  const people = [coming.person]
  for (let nth = 0; nth < 4; nth += 1) people.push(await aPersonOf(coming.structure.id))
  const states = ["requested", "employer_accepted", "confirmed", "waitlisted", "requested"] as const
  for (const [index, { accountId }] of people.entries()) {
    const requestedAt = new Date(now.getTime() - (10 - index) * 60_000)
    await aRegistration({
      accountId,
      structureId: coming.structure.id,
      sessionId: session.id,
      status: states[index] ?? "requested",
      requestedAt,
    })
  }
  return {
    sessionId: session.id,
    structureId: coming.structure.id,
    people: await Promise.all(people.map(async (person) => ({ ...person, context: await contextFor(person) }))),
    employer: await contextFor(coming.employer),
    provider: await contextFor(giver.provider),
    referent: await contextFor(coming.referent),
  }
}
type World = Awaited<ReturnType<typeof aWorld>>
type One = { id: string; person: World["people"][number] }

const reason = "Une raison."
const employer =
  (arrow: "accept" | "refuse" | "withdrawConsent") =>
  (at: World, { id }: One) =>
    answerRequests(at.employer, { registrationIds: [id], arrow, reason })
const provider =
  (arrow: "confirm" | "waitlist" | "decline") =>
  (at: World, { id }: One) =>
    answerRegistrations(at.provider, { registrationIds: [id], arrow, reason, sessionId: at.sessionId })

const moves = {
  register: (at: World, { person }: One) => register(person.context, asked(at.structureId, at.sessionId)),
  accept: employer("accept"),
  refuse: employer("refuse"),
  withdrawConsent: employer("withdrawConsent"),
  confirm: provider("confirm"),
  waitlist: provider("waitlist"),
  decline: provider("decline"),
  withdraw: (_at: World, { id, person }: One) => withdraw(person.context, { registrationId: id, reason }),
  takeOffer: (_at: World, { id, person }: One) => takeOffer(person.context, { registrationId: id }),
  detach: (at: World, { person }: One) => detach(at.referent, { affiliationId: person.affiliationId, reason: "", withoutReferent: false }),
  cancel: async (at: World) => {
    const concerned = await db.registration.count({ where: { sessionId: at.sessionId, status: { in: [...living] } } })
    return cancelEventSession(at.provider, { sessionId: at.sessionId, reason, concerned })
  },
  /** Three days later, then after the start: offers pass on, what nobody answered lapses. */
  clock: () => followRegistrations({ ...visitor, now: new Date(now.getTime() + 72 * 3_600_000) }),
  late: () => followRegistrations({ ...visitor, now: atNine(40) }),
}
type Move = keyof typeof moves
const ends = ["cancel", "late", "detach"] as const
const usual = (Object.keys(moves) as Move[]).filter((move) => !ends.some((end) => end === move))
const step = fc.record({
  move: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom<Move>(...usual, "accept", "confirm", "takeOffer") },
    { weight: 1, arbitrary: fc.constantFrom<Move>(...ends) },
  ),
  who: fc.nat(4),
})

const rowsOf = (sessionId: string) => db.registration.findMany({ where: { sessionId }, orderBy: [{ requestedAt: "asc" }, { id: "asc" }] })

it("each state follows an arrow, the places and ranks hold, and nothing is left without its step", { timeout: 300_000 }, async () => {
  const followed = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
      const world = await aWorld()
      let before = await rowsOf(world.sessionId)
      for (const { move, who } of steps) {
        const person = world.people[who] as World["people"][number]
        const own = before.findLast(({ accountId }) => accountId === person.accountId)
        await moves[move](world, { id: own?.id ?? world.sessionId, person })
        const after = await rowsOf(world.sessionId)
        for (const was of before) {
          const is = after.find(({ id }) => id === was.id)
          if (!is) throw new Error(`${was.id} is lost`)
          if (is.status === was.status) continue
          followed.add(is.status)
          // An offer that lapses and the one that follows are two arrows of one gesture, of two people.
          expect(pairs, `${move}: ${was.status} to ${is.status}`).toContain(`${was.status} ${is.status}`)
        }
        const { taken, places } = await db.eventSession.findUniqueOrThrow({ where: { id: world.sessionId } })
        expect(taken).toBe(after.filter(({ status }) => status === "confirmed" || status === "offered").length)
        expect(taken).toBeLessThanOrEqual(places)
        const ranks = after.flatMap(({ rank }) => rank ?? [])
        expect(new Set(ranks).size).toBe(ranks.length)
        before = after
      }
      await giveTraces()
      expect((await dataProblems()).filter(({ what }) => /programme|Inscriptions/.test(what))).toEqual([])
    }),
    { numRuns: process.env.LONG_TESTS === "1" ? 200 : 40, seed: 22 },
  )
  expect([...followed].toSorted()).toEqual(
    [
      "confirmed",
      "employer_accepted",
      "employer_refused",
      "lapsed",
      "not_retained",
      "offered",
      "session_cancelled",
      "waitlisted",
      "withdrawn",
    ].toSorted(),
  )
})

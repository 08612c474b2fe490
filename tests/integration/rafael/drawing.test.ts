/** No sequence of gestures leaves the drawing, exceeds the places, or loses a candidate. */
import fc from "fast-check"
import { beforeEach, describe, expect, it } from "vitest"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import type { PreregistrationStatus } from "@/lib/platform/generated/client"
import { answerPreregistrations, summonPreregistrations } from "@/lib/rafael/answers/operations"
import { eraseOwnCandidacy, renounce } from "@/lib/rafael/candidacies/operations"
import { followPreregistrations } from "@/lib/rafael/follow-up/operations"
import { parsePreregistrationDelays } from "@/lib/rafael/follow-up/rules"
import { withdrawPreregistration } from "@/lib/rafael/preregistrations/operations"
import { arrows, isLiving, living, statuses } from "@/lib/rafael/states/rules"
import { cancelSession, changeSeats } from "@/lib/rafael/training-sessions/operations"
import {
  returnPreregistration,
  sendPreregistration,
  submitPreregistration,
  takeBackPreregistration,
} from "@/lib/rafael/validations/operations"
import { visitor } from "@/tests/support/factories"
import { aPreregistration, aPrescriber, aSession, aTrainingBody, contextFor, inDays, noContact } from "@/tests/support/rafael"

const delays = parsePreregistrationDelays("")
if (!delays) throw new Error("the usual delays are sound")
const pairs = new Set<string>(Object.values(arrows).flatMap(({ from, to }) => from.map((status) => `${status} ${to}`)))

async function aWorld() {
  const [body, prescriber] = [await aTrainingBody(), await aPrescriber()]
  const [{ session }, other] = [await aSession(body, { places: 2 }), await aSession(body)]
  const { prescripteur_1, prescripteur_3 } = prescriber.people
  const theirs = { structureId: prescriber.structure.id, ownerId: prescripteur_1.affiliationId }
  const ones = []
  for (const status of ["draft", "to_validate", "accepted", "sent"] as const)
    ones.push(await aPreregistration({ ...theirs, sessionId: session.id, status }))
  // A second wish of the last one, on the same days.
  const { candidateId } = ones[3] as (typeof ones)[number]
  ones.push(await aPreregistration({ ...theirs, sessionId: other.session.id, candidateId, status: "sent" }))
  return {
    session: session.id,
    ones: ones.map(({ id, candidateId }) => ({ id, candidateId })),
    level1: await contextFor(prescripteur_1),
    level3: await contextFor(prescripteur_3),
    answers: await contextFor(body.people.gestionnaire_general),
    writes: await contextFor(body.people.gestionnaire_catalogue),
  }
}
type World = Awaited<ReturnType<typeof aWorld>>
let world: World
beforeEach(async () => {
  world = await aWorld()
})

const answer = (context: ActorContext, id: string, arrow: "accept" | "waitlist" | "decline" | "start" | "notStart" | "finish" | "drop") =>
  answerPreregistrations(context, { preregistrationIds: [id], arrow, reason: "other", reasonText: "" })
const meeting = { kind: "test", day: "2026-12-10", from: "09:00", until: "10:00", place: "Salle 1", isRemote: false, seats: null } as const

const moves = {
  submit: (at: World, { id }: { id: string }) => submitPreregistration(at.level1, { preregistrationId: id }),
  takeBack: (at: World, { id }: { id: string }) => takeBackPreregistration(at.level1, { preregistrationId: id }),
  return: (at: World, { id }: { id: string }) =>
    returnPreregistration(at.level3, { preregistrationId: id, reason: "incomplete", reasonText: "" }),
  send: (at: World, { id }: { id: string }) => sendPreregistration(at.level3, { preregistrationId: id }),
  withdraw: (at: World, { id }: { id: string }) =>
    withdrawPreregistration(at.level3, { preregistrationId: id, reason: "moved", reasonText: "" }),
  renounce: (_at: World, { id, candidateId }: { id: string; candidateId: string }) =>
    renounce(visitor, candidateId, { preregistrationId: id, reasonText: "" }),
  summon: (at: World, { id }: { id: string }) => summonPreregistrations(at.answers, { preregistrationIds: [id], ...meeting }),
  accept: (at: World, { id }: { id: string }) => answer(at.answers, id, "accept"),
  waitlist: (at: World, { id }: { id: string }) => answer(at.answers, id, "waitlist"),
  decline: (at: World, { id }: { id: string }) => answer(at.answers, id, "decline"),
  start: (at: World, { id }: { id: string }) => answer(at.answers, id, "start"),
  notStart: (at: World, { id }: { id: string }) => answer(at.answers, id, "notStart"),
  finish: (at: World, { id }: { id: string }) => answer(at.answers, id, "finish"),
  drop: (at: World, { id }: { id: string }) => answer(at.answers, id, "drop"),
  fewer: (at: World) => changeSeats(at.writes, { sessionId: at.session, places: 1, minimum: null, hasLateEntry: false, ...noContact }),
  cancel: async (at: World) => {
    const concerned = await db.preregistration.count({
      where: { sessionId: at.session, sentAt: { not: null }, status: { in: [...living] } },
    })
    return cancelSession(at.writes, { sessionId: at.session, reason: "Annulée", concerned })
  },
  erase: (_at: World, { candidateId }: { candidateId: string }) => eraseOwnCandidacy(visitor, candidateId),
  /** Long after the beginning: the training body is told, then what it leaves without an answer lapses. */
  clock: async () => {
    for (const days of [90, 110]) await followPreregistrations({ ...visitor, now: inDays(days) }, delays)
  },
}
type Move = keyof typeof moves
/** Those that open the way come more often, and what ends everything seldom. */
const ends = ["cancel", "erase", "clock"] as const
const usual = (Object.keys(moves) as Move[]).filter((move) => !ends.some((end) => end === move))
const step = fc.record({
  move: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom<Move>(...usual, "send", "accept", "start", "start", "finish", "drop") },
    { weight: 1, arbitrary: fc.constantFrom<Move>(...ends) },
  ),
  who: fc.nat(4),
})

async function states() {
  const rows = await db.preregistration.findMany({ orderBy: { id: "asc" }, include: { steps: { orderBy: { id: "asc" } } } })
  return new Map(rows.map((row) => [row.id, row]))
}

describe("whatever is done, in whatever order", () => {
  it("each state follows an arrow, the places hold, nobody is lost, and each step is written", { timeout: 300_000 }, async () => {
    const followed = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), async (steps) => {
        world = await aWorld()
        const ids = world.ones.map(({ id }) => id)
        let before = await states()
        for (const { move, who } of steps) {
          const one = world.ones[who] as World["ones"][number]
          await moves[move](world, one)
          const after = await states()
          for (const id of ids) {
            const [was, is] = [before.get(id), after.get(id)]
            if (!was || !is) throw new Error(`${id} is lost`)
            if (was.status === is.status) continue
            followed.add(is.status)
            expect(pairs, `${move}: ${was.status} to ${is.status}`).toContain(`${was.status} ${is.status}`)
            expect(is.steps.at(-1)?.status).toBe(is.status)
            expect(is.steps.length).toBe(was.steps.length + 1)
          }
          const session = await db.trainingSession.findUniqueOrThrow({ where: { id: world.session } })
          const placed = [...after.values()].filter(
            ({ sessionId, status }) => sessionId === world.session && (status === "accepted" || status === "started"),
          )
          expect(session.taken).toBe(placed.length)
          expect(session.taken).toBeLessThanOrEqual(session.places)
          before = after
        }
      }),
      { numRuns: process.env.LONG_TESTS === "1" ? 200 : 40, seed: 21 },
    )
    expect([...followed].toSorted(), "each state was reached").toEqual(Object.keys(statuses).toSorted())
  })
})

describe("the database alone", () => {
  const all = Object.keys(statuses) as PreregistrationStatus[]
  it("lets a pre-registration follow the arrows and no other, from any state to any other", async () => {
    const [body, prescriber] = [await aTrainingBody(), await aPrescriber()]
    const { session } = await aSession(body, { places: 5000 })
    for (const from of all) {
      for (const to of all.filter((status) => status !== from)) {
        const { id } = await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: session.id, status: from })
        const data = {
          status: to,
          sentAt: new Date(),
          reason: "other",
          rank: to === "waitlisted" ? Math.floor(Math.random() * 1e9) : null,
        } as const
        const attempt = db.preregistration.update({ where: { id }, data })
        if (pairs.has(`${from} ${to}`)) await expect(attempt, `${from} to ${to}`).resolves.toMatchObject({ status: to })
        else await expect(attempt, `${from} to ${to}`).rejects.toThrow()
      }
    }
  })

  it("refuses a beginning elsewhere than as a draft, a candidate who was not informed, another structure's owner, a second living one", async () => {
    const [body, prescriber, other] = [await aTrainingBody(), await aPrescriber(), await aPrescriber()]
    const { session } = await aSession(body)
    const draft = await aPreregistration({ structureId: prescriber.structure.id, ownerId: null, sessionId: session.id })
    const dated = { createdAt: new Date(), stepAt: new Date(), sentAt: new Date() }
    await expect(
      db.preregistration.create({ data: { candidateId: draft.candidateId, sessionId: session.id, status: "sent", ...dated } }),
    ).rejects.toThrow(/draft/)
    await expect(db.preregistration.create({ data: { candidateId: draft.candidateId, sessionId: session.id, ...dated } })).rejects.toThrow()
    await expect(
      db.preregistration.update({ where: { id: draft.id }, data: { ownerId: other.people.prescripteur_1.affiliationId } }),
    ).rejects.toThrow()
    await db.candidate.update({ where: { id: draft.candidateId }, data: { noticeAt: null, noticeVersion: null } })
    await expect(db.preregistration.update({ where: { id: draft.id }, data: { status: "sent", sentAt: new Date() } })).rejects.toThrow(
      /informed/,
    )
    expect(isLiving((await db.preregistration.findUniqueOrThrow({ where: { id: draft.id } })).status)).toBe(true)
  })
})

/**
 * The clock over a hundred working days, with requests, answers, référents who come, go, bounce or change their mind, passes
 * that are missed, doubled or simultaneous. What must hold is in expectations.ts.
 */
import fc from "fast-check"
import { expect, it } from "vitest"
import { openRequest } from "@/lib/membership/affiliations/operations"
import { followUp } from "@/lib/membership/follow-up/operations"
import { parseDelays } from "@/lib/membership/follow-up/rules"
import { db } from "@/lib/platform/db/client"
import { aManager, anAccount, anActiveAffiliation, aStructure, now, visitor } from "@/tests/support/factories"
import { days, expectAllTold, expectNothingDoubled, type World, working } from "./expectations"

const delays = parseDelays(undefined) ?? expect.fail()
type Event = {
  kind:
    | "away"
    | "back"
    | "stand-in-leaves"
    | "ask"
    | "answer"
    | "name"
    | "remove"
    | "disable"
    | "enable"
    | "bounce"
    | "mend"
    | "each"
    | "daily"
    | "none"
  pick: number
}
const event = fc.record({
  kind: fc.constantFrom<Event["kind"]>(
    "ask",
    "ask",
    "ask",
    "away",
    "away",
    "back",
    "stand-in-leaves",
    "answer",
    "name",
    "remove",
    "disable",
    "enable",
    "bounce",
    "mend",
    "each",
    "daily",
    "none",
  ),
  pick: fc.nat(1000),
})
const dayOfLife = fc.record({
  events: fc.array(event, { maxLength: 2 }),
  passes: fc.constantFrom<"missed" | "one" | "two" | "at-once">("missed", "one", "one", "two", "at-once"),
})
/** In each life the worker stops for a long time at some point, so that catching up is always tried. */
const life = fc.record({
  days: fc.array(dayOfLife, { minLength: days.length, maxLength: days.length }),
  stop: fc.record({ from: fc.nat(days.length), length: fc.integer({ min: 1, max: 40 }) }),
})

it("never loses, doubles or misdirects a message, whatever happens", { timeout: 300_000 }, async () => {
  let mails = 0
  await fc.assert(
    fc.asyncProperty(life, async (plan) => {
      const world = await aWorld()
      for (const [index, { date }] of days.entries()) {
        const { events, passes } = plan.days[index] ?? expect.fail()
        for (const each of events) await happen(world, each, new Date(`${date}T07:00:00Z`))
        const isStopped = index >= plan.stop.from && index < plan.stop.from + plan.stop.length
        if (isStopped || passes === "missed") continue
        await pass(world, `${date}T08:05:00Z`, passes === "at-once" ? 2 : 1)
        if (passes !== "two") continue
        for (const each of events) await happen(world, each, new Date(`${date}T12:00:00Z`))
        await pass(world, `${date}T15:05:00Z`, 1)
      }
      mails += await expectNothingDoubled(world)
    }),
    { numRuns: process.env.LONG_TESTS === "1" ? 20 : 2, endOnFailure: true, seed: Number(process.env.SEED || 20261124) },
  )
  expect(mails, "the simulation did write mails").toBeGreaterThan(300)
})

async function aWorld(): Promise<World> {
  await db.message.deleteMany()
  await db.absence.deleteMany()
  await db.affiliation.deleteMany()
  await db.account.deleteMany()
  const manager = await aManager()
  const structures: string[] = []
  for (const referents of [0, 1, 2]) {
    const { id } = await aStructure()
    structures.push(id)
    for (let count = 0; count < referents; count += 1) await anActiveAffiliation((await anAccount()).id, id, { isReferent: true })
  }
  return { manager, structures, requests: [], changedTheirMind: new Set() }
}
async function happen(world: World, { kind, pick }: Event, at: Date) {
  if (kind === "ask") {
    const { id: accountId, email } = await anAccount()
    const structureId = world.structures[pick % world.structures.length] ?? expect.fail()
    const opened = await db.$transaction((tx) =>
      openRequest(tx, { ...visitor, now: at }, { accountId, structureId, origin: "request", need: null }),
    )
    if (!opened.ok) throw new Error(opened.why)
    world.requests.push({ id: opened.value.affiliationId, structureId, applicant: email, asked: working(at) })
    return
  }
  if (kind === "answer") {
    const request = world.requests[pick % Math.max(world.requests.length, 1)]
    if (request)
      await db.affiliation.updateMany({ where: { id: request.id, status: "pending" }, data: { status: "cancelled", endedAt: at } })
    return
  }
  if (kind === "name") {
    const { id } = await anAccount()
    await anActiveAffiliation(id, world.structures[pick % world.structures.length] ?? expect.fail(), { isReferent: true })
    return
  }
  const referents = await db.affiliation.findMany({ where: { isReferent: true }, orderBy: { id: "asc" } })
  const referent = referents[pick % Math.max(referents.length, 1)]
  if (!referent) return
  if (kind === "away") return leave(referent, pick, at)
  if (kind === "back" || kind === "stand-in-leaves") {
    const absences = await db.absence.findMany({ where: { endedAt: null, endsAt: { gt: at } }, orderBy: { id: "asc" } })
    const absence = absences[pick % Math.max(absences.length, 1)]
    if (!absence) return
    if (kind === "back") await db.absence.update({ where: { id: absence.id }, data: { endedAt: at } })
    else if (absence.standInId)
      await db.affiliation.updateMany({
        where: { accountId: absence.standInId, structureId: absence.structureId, status: "active" },
        data: { status: "ended", endedAt: at, isReferent: false },
      })
    return
  }
  if (kind === "remove") {
    await db.affiliation.update({ where: { id: referent.id }, data: { status: "ended", endedAt: at, isReferent: false } })
    return
  }
  if (kind === "each" || kind === "daily" || kind === "none") await setPace(world, referent, kind, at)
  else {
    const changes = { disable: { disabledAt: at }, enable: { disabledAt: null }, bounce: { bouncedAt: at }, mend: { bouncedAt: null } }
    await db.account.update({ where: { id: referent.accountId }, data: changes[kind] })
  }
}

/** A référent is away for up to thirty days, with nobody in their place, someone who was asked, or someone who accepted. */
async function leave({ accountId, structureId }: { accountId: string; structureId: string }, pick: number, at: Date) {
  const standIn = pick % 3 === 0 ? null : (await anAccount()).id
  if (standIn) await anActiveAffiliation(standIn, structureId)
  const period = { startsAt: at, endsAt: new Date(at.getTime() + (1 + (pick % 30)) * 24 * 3_600_000) }
  const asked = standIn ? ({ standInId: standIn, standInStatus: pick % 3 === 1 ? "accepted" : "asked" } as const) : {}
  await db.absence.create({ data: { accountId, structureId, createdAt: at, ...period, ...asked } })
}

async function setPace(world: World, referent: { id: string; accountId: string }, noticePace: "each" | "daily" | "none", at: Date) {
  await db.affiliation.update({ where: { id: referent.id }, data: { noticePace } })
  const { email } = await db.account.findUniqueOrThrow({ where: { id: referent.accountId } })
  world.changedTheirMind.add(`${email} ${at.toISOString().slice(0, 10)}`)
}

/** A pass, or several at the very same time; then looks at what it said. */
async function pass(world: World, at: string, simultaneous: number) {
  const moment = new Date(at)
  const reports = await Promise.all(Array.from({ length: simultaneous }, () => followUp({ ...visitor, now: moment }, delays)))
  expect(
    reports.reduce((sum, { failed }) => sum + failed, 0),
    `no step failed at ${at}`,
  ).toBe(0)
  await expectAllTold(world, moment)
}

it("begins today", () => {
  expect(now.toISOString()).toContain(days[0]?.date)
})

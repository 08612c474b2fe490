/**
 * The clock over a hundred working days, with requests, answers, référents who come, go, bounce or change their mind, passes
 * that are missed, doubled or simultaneous. What must hold is written here a second time, from the domain page: only the
 * messages are looked at, never the notices by which the clock remembers.
 */
import fc from "fast-check"
import { expect, it } from "vitest"
import { openRequest } from "@/lib/affiliations/operations"
import { followUp } from "@/lib/follow-up/operations"
import { parseDelays } from "@/lib/follow-up/rules"
import { db } from "@/lib/platform/db"
import { aManager, anAccount, anActiveAffiliation, aStructure, now, visitor } from "@/tests/support/factories"

const delays = parseDelays(undefined) ?? expect.fail()
const off = new Set(["2026-12-25", "2027-01-01", "2027-03-29"])

/** Tuesday 24 November 2026 and the hundred working days that follow. */
function calendar() {
  const days: { date: string; working: number }[] = []
  for (let at = new Date("2026-11-24T12:00:00Z"), working = 0; working <= 100; at = new Date(at.getTime() + 24 * 3_600_000)) {
    const date = at.toISOString().slice(0, 10)
    if (at.getUTCDay() % 6 !== 0 && !off.has(date)) working += 1
    days.push({ date, working })
  }
  return days
}
const days = calendar()

type Event = {
  kind: "ask" | "answer" | "name" | "remove" | "disable" | "enable" | "bounce" | "mend" | "each" | "daily" | "none"
  pick: number
}
const event = fc.record({
  kind: fc.constantFrom<Event["kind"]>(
    "ask",
    "ask",
    "ask",
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
/** Each life begins by a long stop of the worker somewhere, so that catching up is always tried. */
const life = fc.record({
  days: fc.array(dayOfLife, { minLength: days.length, maxLength: days.length }),
  stop: fc.record({ from: fc.nat(days.length), length: fc.integer({ min: 1, max: 40 }) }),
})

type Mail = { template: string; toEmail: string; data: unknown; createdAt: Date }
type Line = { affiliationId: string }
type Request = { id: string; structureId: string; applicant: string; asked: number }

const working = (at: Date) => days.find(({ date }) => date === at.toISOString().slice(0, 10))?.working ?? 0

/** The requests a message to a decider speaks of. */
function requestsIn({ template, data }: Mail): string[] {
  if (template === "request-to-decide") return [(data as Line).affiliationId]
  if (template === "requests-waiting" || template === "requests-for-managers")
    return (data as { requests: Line[] }).requests.map(({ affiliationId }) => affiliationId)
  return []
}
const isReminder = ({ template, data }: Mail) => template === "requests-waiting" && (data as { reminder: boolean }).reminder

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
    { numRuns: 6, endOnFailure: true, seed: Number(process.env.SEED || 20261124) },
  )
  expect(mails, "the simulation did write mails").toBeGreaterThan(500)
})

async function aWorld() {
  await db.message.deleteMany()
  await db.affiliation.deleteMany()
  await db.account.deleteMany()
  const manager = await aManager()
  const structures: string[] = []
  for (const referents of [0, 1, 2]) {
    const { id } = await aStructure()
    structures.push(id)
    for (let count = 0; count < referents; count += 1) await anActiveAffiliation((await anAccount()).id, id, { isReferent: true })
  }
  return { manager, structures, requests: [] as Request[] }
}
type World = Awaited<ReturnType<typeof aWorld>>

async function happen(world: World, { kind, pick }: Event, at: Date) {
  if (kind === "ask") {
    const { id: accountId, email } = await anAccount()
    const structureId = world.structures[pick % world.structures.length] ?? expect.fail()
    const id = await db.$transaction((tx) =>
      openRequest(tx, { ...visitor, now: at }, { accountId, structureId, origin: "request", need: null }),
    )
    world.requests.push({ id, structureId, applicant: email, asked: working(at) })
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
  if (kind === "remove") {
    await db.affiliation.update({ where: { id: referent.id }, data: { status: "ended", endedAt: at, isReferent: false } })
    return
  }
  if (kind === "each" || kind === "daily" || kind === "none") await setPace(referent, kind, at)
  else {
    const changes = { disable: { disabledAt: at }, enable: { disabledAt: null }, bounce: { bouncedAt: at }, mend: { bouncedAt: null } }
    await db.account.update({ where: { id: referent.accountId }, data: changes[kind] })
  }
}

async function setPace(referent: { id: string; accountId: string }, noticePace: "each" | "daily" | "none", at: Date) {
  await db.affiliation.update({ where: { id: referent.id }, data: { noticePace } })
  const { email } = await db.account.findUniqueOrThrow({ where: { id: referent.accountId } })
  changedTheirMind.add(`${email} ${at.toISOString().slice(0, 10)}`)
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

/** Who should hear of a structure's requests today: its reachable référents but those who want none, else all of them. */
async function listeners(structureId: string) {
  const referents = await db.affiliation.findMany({
    where: { structureId, isReferent: true, account: { disabledAt: null, bouncedAt: null } },
    select: { noticePace: true, account: { select: { email: true } } },
  })
  const willing = referents.filter(({ noticePace }) => noticePace !== "none")
  return (willing.length > 0 ? willing : referents).map(({ account }) => account.email)
}

/** After a pass: everyone who should have been told has been, and its mails went to nobody else. */
async function expectAllTold(world: World, moment: Date) {
  const date = moment.toISOString().slice(0, 10)
  const today = working(moment)
  const all: Mail[] = await db.message.findMany({ orderBy: { createdAt: "asc" } })
  const isOfToday = ({ createdAt }: Mail) => createdAt.toISOString().startsWith(date)
  await expectOneDigest(all, moment)
  const hearing = new Map(await Promise.all(world.structures.map(async (id) => [id, await listeners(id)] as const)))
  const rows = await db.affiliation.findMany({ where: { id: { in: world.requests.map(({ id }) => id) } } })
  for (const request of world.requests) {
    const { status, escalatedAt } = rows.find(({ id }) => id === request.id) ?? expect.fail()
    const waited = today - request.asked
    const about = all.filter((mail) => requestsIn(mail).includes(request.id))
    const toApplicant = all.filter(({ toEmail }) => toEmail === request.applicant).map(({ template }) => template)
    const clue = `${moment.toISOString()}, request asked on working day ${request.asked}, today ${today}`
    const heard = hearing.get(request.structureId) ?? []

    for (const { toEmail, template } of about.filter(({ createdAt }) => createdAt.getTime() === moment.getTime())) {
      expect(status, `${clue}: nobody is told of what no longer waits`).toBe("pending")
      if (template === "requests-waiting") expect(heard, `${clue}: wrong recipient`).toContain(toEmail)
      else expect(toEmail, `${clue}: wrong recipient`).toBe(world.manager.email)
    }
    if (status === "expired") expect(toApplicant, clue).toContain("request-expired")
    expectNothingEarly(clue, waited, toApplicant, status)
    if (status !== "pending") continue
    const daysSince = (at: Date | undefined) => (at ? today - working(at) : 0)
    const firstNews = (email: string) => about.find((mail) => mail.toEmail === email && !isReminder(mail))?.createdAt
    const managersHadTime = heard.length === 0 ? daysSince(firstNews(world.manager.email)) >= 4 : daysSince(escalatedAt ?? undefined) >= 4
    if (managersHadTime) expect(waited, `${clue}: expired in time`).toBeLessThan(90)
    if (waited >= 30) expect(toApplicant, clue).toContain("request-still-waiting")
    if (waited >= 5 && heard.some((email) => daysSince(firstNews(email)) >= 4)) {
      expect(escalatedAt, clue).not.toBeNull()
      expect(toApplicant, clue).toContain("request-handed-over")
    }
    if (heard.length === 0 || escalatedAt)
      expect(
        about.map(({ toEmail }) => toEmail),
        `${clue}: managers`,
      ).toContain(world.manager.email)
    for (const email of heard) {
      const theirs = about.filter(({ toEmail }) => toEmail === email)
      const toldToday = theirs.some(isOfToday)
      // News of today already: for those who want one mail a day, what came after it is for tomorrow.
      const hadNews = all.some((mail) => mail.toEmail === email && requestsIn(mail).length > 0 && !isReminder(mail) && isOfToday(mail))
      if (!hadNews) expect(theirs.length, `${clue}: ${email} was never told`).toBeGreaterThan(0)
      if (toldToday || theirs.length === 0) continue
      const reminded = theirs.filter(isReminder).map(({ createdAt }) => working(createdAt) - request.asked)
      const hadTime = daysSince(firstNews(email))
      if (waited >= 4 && hadTime >= 3) expect(Math.max(...reminded), `${clue}: second reminder`).toBeGreaterThanOrEqual(4)
      else if (waited >= 2 && hadTime >= 1) expect(reminded.length, `${clue}: first reminder`).toBeGreaterThan(0)
    }
  }
}

/** Nobody is told before the day the domain says. */
function expectNothingEarly(clue: string, waited: number, toApplicant: string[], status: string) {
  if (waited < 5) expect(toApplicant, `${clue}: handed over too early`).not.toContain("request-handed-over")
  if (waited < 30) expect(toApplicant, `${clue}: spoken of too early`).not.toContain("request-still-waiting")
  if (waited < 90) expect(status, `${clue}: expired too early`).not.toBe("expired")
}

/** Those who asked for one mail a day, and did not change their mind today, got one at most. */
async function expectOneDigest(all: Mail[], moment: Date) {
  const daily = await db.affiliation.findMany({
    where: { isReferent: true, noticePace: "daily" },
    select: { account: { select: { email: true } } },
  })
  for (const { account } of daily) {
    const digests = all.filter((mail) => mail.toEmail === account.email && mail.template === "requests-waiting" && !isReminder(mail))
    const [last, before] = digests.toReversed()
    const isSecond =
      last?.createdAt.getTime() === moment.getTime() && before?.createdAt.toISOString().slice(0, 10) === moment.toISOString().slice(0, 10)
    if (isSecond)
      expect(changedTheirMind.has(`${account.email} ${moment.toISOString().slice(0, 10)}`), "a second digest of the day").toBe(true)
  }
}
const changedTheirMind = new Set<string>()

/** At the end of a life: how many times each thing was told to each person. Returns the number of mails. */
async function expectNothingDoubled(world: World) {
  const all: Mail[] = await db.message.findMany()
  const counts = new Map<string, number>()
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const mail of all) {
    const day = mail.createdAt.toISOString().slice(0, 10)
    for (const id of requestsIn(mail)) {
      count(`${isReminder(mail) ? "reminder" : "news"} ${mail.toEmail} ${id}`)
      count(`spoken of on the same day ${mail.toEmail} ${id} ${day}`)
      const { asked } = world.requests.find((request) => request.id === id) ?? expect.fail()
      const waited = working(mail.createdAt) - asked
      if (isReminder(mail)) expect(waited, "a reminder too early").toBeGreaterThanOrEqual(2)
      // Counted from when they were told, which may be long after the request.
      const told = all.filter((other) => other.toEmail === mail.toEmail && !isReminder(other) && requestsIn(other).includes(id))
      const known = working(mail.createdAt) - Math.min(...told.map(({ createdAt }) => working(createdAt)))
      if (isReminder(mail) && waited >= 4 && known >= 3) count(`second reminder ${mail.toEmail} ${id}`)
    }
    if (mail.template === "requests-waiting") count(`${isReminder(mail) ? "reminder" : "digest"} of the day ${mail.toEmail} ${day}`)
    if (world.requests.some(({ applicant }) => applicant === mail.toEmail)) count(`${mail.template} ${mail.toEmail}`)
  }
  for (const [key, times] of counts)
    expect(times, key).toBeLessThanOrEqual(key.startsWith("reminder ") && !key.includes("of the day") ? 2 : 1)
  return all.length
}

it("begins today", () => {
  expect(now.toISOString()).toContain(days[0]?.date)
})

/**
 * What the clock must do, written a second time from docs/domain.md. The checks read only the messages, never the notices in which the
 * clock keeps its memory.
 */
import { expect } from "vitest"
import { db } from "@/lib/platform/db/client"

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
export const days = calendar()

type Mail = { template: string; toEmail: string; data: unknown; createdAt: Date }
type Line = { affiliationId: string }
type Request = { id: string; structureId: string; applicant: string; asked: number }

/** How many working days have begun at an instant. */
export const working = (at: Date) => days.find(({ date }) => date === at.toISOString().slice(0, 10))?.working ?? 0

/**
 * The people of a simulated life and their requests; `changedTheirMind` holds "address day" for each person who chose another pace
 * that day.
 */
export type World = {
  manager: { email: string }
  structures: string[]
  requests: Request[]
  changedTheirMind: Set<string>
}

/** The requests a message to a decider speaks of. */
function requestsIn({ template, data }: Mail): string[] {
  if (template === "request-to-decide") return [(data as Line).affiliationId]
  if (template === "requests-waiting" || template === "requests-for-managers")
    return (data as { requests: Line[] }).requests.map(({ affiliationId }) => affiliationId)
  return []
}
const isReminder = ({ template, data }: Mail) => template === "requests-waiting" && (data as { reminder: boolean }).reminder

/**
 * Who should hear of a structure's requests at an instant: its reachable référents who are there and whoever stands in for the others, except
 * those who want no mail, or all of them when none wants any.
 */
async function listeners(structureId: string, moment: Date) {
  const attached = await db.affiliation.findMany({
    where: { structureId, status: "active" },
    select: {
      accountId: true,
      isReferent: true,
      noticePace: true,
      account: { select: { email: true, disabledAt: true, bouncedAt: true } },
    },
  })
  const all = await db.absence.findMany({ where: { structureId } })
  const away = all.filter(({ startsAt, endsAt, endedAt }) => startsAt <= moment && moment < endsAt && (!endedAt || moment < endedAt))
  const isOpen = (accountId: string | null) => attached.find((one) => one.accountId === accountId && !one.account.disabledAt)
  const present = attached.filter(({ isReferent, accountId }) => isReferent && !away.some((absence) => absence.accountId === accountId))
  const standIns = away.flatMap(({ accountId, standInId, standInStatus }) => {
    const standIn = isOpen(standInId)
    return standInStatus === "accepted" && standIn && !standIn.isReferent && isOpen(accountId)?.isReferent
      ? [{ ...standIn, noticePace: "each" }]
      : []
  })
  const reachable = [...present, ...standIns].filter(({ account }) => !account.disabledAt && !account.bouncedAt)
  const willing = reachable.filter(({ noticePace }) => noticePace !== "none")
  return [...new Set((willing.length > 0 ? willing : reachable).map(({ account }) => account.email))]
}

/** After a pass: everyone who should have been told has been, and its mails went to nobody else. */
export async function expectAllTold(world: World, moment: Date) {
  const date = moment.toISOString().slice(0, 10)
  const today = working(moment)
  const all: Mail[] = await db.message.findMany({ orderBy: { createdAt: "asc" } })
  const isOfToday = ({ createdAt }: Mail) => createdAt.toISOString().startsWith(date)
  await expectOneDigest(world, all, moment)
  const hearing = new Map(await Promise.all(world.structures.map(async (id) => [id, await listeners(id, moment)] as const)))
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
      // Whoever wants one mail a day and had one today hears of later requests tomorrow.
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
async function expectOneDigest(world: World, all: Mail[], moment: Date) {
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
      expect(world.changedTheirMind.has(`${account.email} ${moment.toISOString().slice(0, 10)}`), "a second digest of the day").toBe(true)
  }
}

/** At the end of a life: how many times each thing was told to each person. Returns the number of mails. */
export async function expectNothingDoubled(world: World) {
  const all: Mail[] = await db.message.findMany()
  const counts = new Map<string, number>()
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const mail of all) {
    const day = mail.createdAt.toISOString().slice(0, 10)
    for (const id of requestsIn(mail)) {
      const why = (mail.data as { why?: string }).why ?? ""
      count(`${isReminder(mail) ? "reminder" : `news ${why}`} ${mail.toEmail} ${id}`)
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

/** The clock of reviews: who hears of it and when, and that nobody is suspended without a mail before, whatever passes are missed. */
import fc from "fast-check"
import { beforeEach, describe, expect, it } from "vitest"
import { enableAccount } from "@/lib/desk/suspensions/operations"
import { keepPeople } from "@/lib/membership/review-answers/operations"
import { followReviews } from "@/lib/membership/review-clock/operations"
import { parseReviewDelays } from "@/lib/membership/review-clock/rules"
import { closeReview } from "@/lib/membership/reviews/operations"
import { db } from "@/lib/platform/db/client"
import { dayOf, isWorkingDay } from "@/lib/platform/time/working-days"
import type { Catalogue } from "@/lib/trace/messages/catalogue"
import { reviewMails } from "@/lib/trace/messages/review-templates"
import {
  aManager,
  aManagerContext,
  anAccount,
  anActiveAffiliation,
  aStructure,
  contextOf,
  messages,
  now,
  visitor,
} from "@/tests/support/factories"
import { aTeamToReview, opened } from "@/tests/support/reviews"

const delays = parseReviewDelays(undefined) ?? expect.fail()
const at = (day: string) => new Date(`${day}T08:05:00Z`)
const follow = (day: string) => followReviews({ ...visitor, now: at(day) }, delays)
const toldOf = async (template: string) => (await messages()).filter((mail) => mail.template === template).map(({ toEmail }) => toEmail)

let team: Awaited<ReturnType<typeof aTeamToReview>>
beforeEach(async () => {
  await db.message.deleteMany()
  team = await aTeamToReview(2)
})

describe("those who are asked", () => {
  it("hear of it, then are reminded 15, 5 and 1 days before, each once", async () => {
    await opened()
    const told: number[] = []
    for (const day of [
      "2026-11-24",
      "2026-11-25",
      "2026-12-09",
      "2026-12-09",
      "2026-12-10",
      "2026-12-18",
      "2026-12-21",
      "2026-12-23",
      "2026-12-24",
    ]) {
      await follow(day)
      told.push((await toldOf("review-to-answer")).length)
    }
    expect(told).toEqual([1, 1, 2, 2, 2, 3, 3, 4, 4])
    expect((await messages())[0]).toMatchObject({ data: { people: 3, isReminder: false, structures: [{ waiting: 3 }] } })
  })

  it("hear of a review whose last day has no pass of the clock before it", async () => {
    await opened({ deadline: "2026-11-28" })
    await follow("2026-11-30")
    expect(await toldOf("review-to-answer")).toEqual([team.referent.email])
  })

  it("are not reminded once nobody waits", async () => {
    const reviewId = await opened()
    await follow("2026-11-24")
    const ids = (await db.reviewItem.findMany()).map(({ affiliationId }) => affiliationId)
    await keepPeople(await contextOf(team.referent.id), {
      reviewId,
      structureId: team.structure.id,
      affiliationIds: ids,
    })
    await follow("2026-12-09")
    expect(await toldOf("review-to-answer")).toHaveLength(1)
  })

  it("are the managers where no référent can be reached", async () => {
    await db.account.update({ where: { id: team.referent.id }, data: { disabledAt: now } })
    await opened()
    const managers = await db.account.findMany({ where: { isManager: true } })
    await follow("2026-11-24")
    expect((await toldOf("review-to-answer")).sort()).toEqual(managers.map(({ email }) => email).sort())
    const [mail] = await messages()
    // The page of a référent opens to a manager only with the structure that they name.
    expect(reviewMails["review-to-answer"](mail?.data as Catalogue["review-to-answer"]).action?.path).toMatch(
      /\/admin\/revues\/[0-9a-f-]+\?etat=gestionnaires/,
    )
  })

  it("are told once by two passes at once", async () => {
    await opened()
    const reports = await Promise.all([follow("2026-11-24"), follow("2026-11-24")])
    expect(reports.reduce((sum, { failed }) => sum + failed, 0)).toBe(0)
    expect(await toldOf("review-to-answer")).toHaveLength(1)
  })

  it("after a long stop, read only the last reminder", async () => {
    await opened()
    await follow("2026-11-24")
    await follow("2026-12-23")
    await follow("2026-12-24")
    expect(await toldOf("review-to-answer")).toHaveLength(2)
  })
})

describe("what nobody confirms", () => {
  const rights = () =>
    db.affiliation.findMany({
      where: { id: { in: team.people.map(({ id }) => id) } },
      orderBy: { id: "asc" },
      select: { rafaelProfil: true, suspendedProfil: true },
    })

  it("is suspended ten working days after the deadline, after a mail, where the review says so; then it closes", async () => {
    const reviewId = await opened({ suspends: true, deadline: "2026-12-04" })
    await follow("2026-11-24")
    const [kept] = team.people
    await keepPeople(await contextOf(team.referent.id), {
      reviewId,
      structureId: team.structure.id,
      affiliationIds: [kept?.id ?? ""],
    })
    await follow("2026-12-10")
    expect(await toldOf("profil-to-be-suspended")).toEqual([])
    await follow("2026-12-11")
    expect(await toldOf("profil-to-be-suspended")).toEqual([team.people[1]?.account.email])
    await follow("2026-12-17")
    expect((await rights()).every(({ rafaelProfil }) => rafaelProfil === "prescripteur_2")).toBe(true)
    await follow("2026-12-18")
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: kept?.id ?? "" } })).toMatchObject({ rafaelProfil: "prescripteur_2" })
    expect(await db.affiliation.findUniqueOrThrow({ where: { id: team.people[1]?.id ?? "" } })).toMatchObject({
      rafaelProfil: null,
      suspendedProfil: "prescripteur_2",
    })
    expect(await toldOf("profil-suspended")).toEqual([team.people[1]?.account.email])
    expect(await toldOf("profils-suspended")).toEqual([team.referent.email])
    expect(await db.review.findUniqueOrThrow({ where: { id: reviewId } })).toMatchObject({ closedAt: at("2026-12-18"), closedBy: null })
    await follow("2026-12-21")
    expect(await toldOf("profil-suspended")).toHaveLength(1)
  })

  it("warned late, is suspended late: the mail says a day that is still to come, and that day holds", async () => {
    await opened({ suspends: true, deadline: "2026-12-04" })
    await follow("2026-12-22")
    const mail = (await messages()).find(({ template }) => template === "profil-to-be-suspended")
    const on = dayOf(new Date((mail?.data as { on: string } | undefined)?.on ?? ""))
    expect(on > "2026-12-22").toBe(true)
    for (const day of ["2026-12-23", "2026-12-24", "2026-12-28"]) {
      expect(day < on).toBe(true)
      expect(await follow(day)).toMatchObject({ suspended: 0 })
    }
    await follow(on)
    await follow("2026-12-30")
    expect((await rights()).every(({ suspendedProfil }) => suspendedProfil === "prescripteur_2")).toBe(true)
  })

  it("of someone whose account was closed when the mail would have left, waits for a mail once it is open again", async () => {
    await opened({ suspends: true, deadline: "2026-12-04" })
    const [closed] = team.people
    const accountId = closed?.account.id ?? ""
    await db.account.update({ where: { id: accountId }, data: { disabledAt: now } })
    await follow("2026-12-11")
    expect(await toldOf("profil-to-be-suspended")).toEqual([team.people[1]?.account.email])
    await enableAccount(await aManagerContext(), { accountId })
    await follow("2026-12-18")
    expect(await toldOf("profil-to-be-suspended")).toContain(closed?.account.email)
    const theirs = () => db.affiliation.findUniqueOrThrow({ where: { id: closed?.id ?? "" } })
    expect(await theirs()).toMatchObject({ rafaelProfil: "prescripteur_2" })
    await follow("2026-12-28")
    expect(await theirs()).toMatchObject({ suspendedProfil: "prescripteur_2" })
  })

  it("stays as it is where the review does not say so, or is closed before", async () => {
    const reviewId = await opened({ deadline: "2026-12-04" })
    const closed = await opened({ deadline: "2026-12-04", suspends: true, scope: "profil", scopeValue: "prescripteur_2" })
    await follow("2026-12-11")
    await closeReview(await aManagerContext(), { reviewId: closed })
    await follow("2026-12-31")
    expect((await rights()).every(({ suspendedProfil }) => suspendedProfil === null)).toBe(true)
    expect((await db.review.findUniqueOrThrow({ where: { id: reviewId } })).closedAt).not.toBeNull()
  })

  it("threatens only those who decide for a level that would be suspended", async () => {
    const other = await aTeamToReview(0)
    await anActiveAffiliation((await anAccount()).id, other.structure.id, { rafaelProfil: "prescripteur_1" })
    await opened({ suspends: true, deadline: "2026-12-04" })
    await follow("2026-11-24")
    await follow("2026-12-11")
    const threatened = (await messages()).filter(
      ({ template, data }) => template === "review-to-answer" && (data as { suspendsOn: string | null }).suspendsOn,
    )
    expect(threatened.map(({ toEmail }) => toEmail)).toEqual([team.referent.email])
    expect(threatened[0]?.data).toMatchObject({ people: 2, toManagers: false })
  })

  it("the pre-registrations that they followed have nobody meanwhile: the module hears of it", async () => {
    await opened({ suspends: true, deadline: "2026-12-04" })
    await follow("2026-12-11")
    await follow("2026-12-31")
    expect(await db.journal.count({ where: { action: "profils.set", reason: "review-unanswered" } })).toBe(2)
  })
})

type Day = { pass: "missed" | "one" | "two" | "at-once"; event: "none" | "answer" | "name" | "bounce" | "leave" | "away"; pick: number }

const days = Array.from({ length: 60 }, (_, index) =>
  new Date(Date.parse("2026-11-24T12:00:00Z") + index * 24 * 3_600_000).toISOString().slice(0, 10),
).filter(isWorkingDay)
const life = fc.record({
  days: fc.array(
    fc.record<Day>({
      pass: fc.constantFrom("missed", "one", "one", "two", "at-once"),
      event: fc.constantFrom("none", "none", "answer", "name", "bounce", "leave", "away"),
      pick: fc.nat(1000),
    }),
    { minLength: days.length, maxLength: days.length },
  ),
  stop: fc.record({ from: fc.nat(days.length), length: fc.integer({ min: 1, max: 25 }) }),
})

it("across campaigns, with random stops: told once of each thing, and never suspended without a mail days before", {
  timeout: 240_000,
}, async () => {
  let suspensions = 0
  await fc.assert(
    fc.asyncProperty(life, async (plan) => {
      await db.reviewNotice.deleteMany()
      await db.review.deleteMany()
      await db.message.deleteMany()
      await db.absence.deleteMany()
      await db.affiliation.deleteMany()
      await db.account.deleteMany({ where: { isManager: false, reviewsOpened: { none: {} }, sessions: { none: {} } } })
      await aManager()
      const teams = [await aTeamToReview(2), await aTeamToReview(3)]
      const alone = await anActiveAffiliation((await anAccount()).id, (await aStructure()).id, { rafaelProfil: "prescripteur_3" })
      const all = await opened({ suspends: true, deadline: "2026-12-04" })
      await opened({ scope: "profil", scopeValue: "prescripteur_3", deadline: "2026-12-18" })
      for (const [index, date] of days.entries()) {
        const { pass, event, pick } = plan.days[index] ?? expect.fail()
        await happen(teams[pick % 2] ?? expect.fail(), event, pick, all, date)
        if (pass === "missed" || (index >= plan.stop.from && index < plan.stop.from + plan.stop.length)) continue
        const reports = await Promise.all(Array.from({ length: pass === "at-once" ? 2 : 1 }, () => follow(date)))
        expect(
          reports.reduce((sum, { failed }) => sum + failed, 0),
          date,
        ).toBe(0)
        if (pass === "two") await follow(date)
      }
      suspensions += await expectSound([...teams.flatMap(({ people }) => people), alone])
    }),
    { numRuns: process.env.LONG_TESTS === "1" ? 30 : 4, endOnFailure: true, seed: Number(process.env.SEED || 20261203) },
  )
  expect(suspensions, "some were suspended").toBeGreaterThan(0)
})

async function happen(one: Awaited<ReturnType<typeof aTeamToReview>>, event: Day["event"], pick: number, reviewId: string, date: string) {
  const person = one.people[pick % one.people.length] ?? expect.fail()
  if (event === "answer") {
    const items = await db.reviewItem.findMany({ where: { reviewId, structureId: one.structure.id, answer: null } })
    const item = items[pick % Math.max(1, items.length)]
    if (item)
      await keepPeople(
        { ...(await contextOf(one.referent.id)), now: at(date) },
        {
          reviewId,
          structureId: one.structure.id,
          affiliationIds: [item.affiliationId],
        },
      )
  }
  if (event === "name") await anActiveAffiliation((await anAccount()).id, one.structure.id, { isReferent: true })
  // Away from that day, for up to two months.
  if (event === "away")
    await db.absence.create({
      data: {
        structureId: one.structure.id,
        accountId: one.referent.id,
        createdAt: at(date),
        startsAt: at(date),
        endsAt: new Date(at(date).getTime() + (1 + (pick % 60)) * 24 * 3_600_000),
      },
    })
  if (event === "bounce") await db.account.update({ where: { id: one.referent.id }, data: { bouncedAt: pick % 2 === 0 ? at(date) : null } })
  if (event === "leave")
    await db.affiliation.updateMany({
      where: { id: person.id, status: "active" },
      data: { status: "ended", endedAt: at(date), rafaelProfil: null },
    })
}

/** What must hold at the end, read from the messages and the rights only; how many were suspended. */
async function expectSound(people: { id: string; accountId: string }[]) {
  const mails = await db.message.findMany({ orderBy: { createdAt: "asc" } })
  const of = (template: string, accountId: string) => mails.filter((mail) => mail.template === template && mail.accountId === accountId)
  let suspended = 0
  for (const { id, accountId } of people) {
    const row = await db.affiliation.findUniqueOrThrow({ where: { id } })
    const [warned, gone] = [of("profil-to-be-suspended", accountId), of("profil-suspended", accountId)]
    expect(warned.length).toBeLessThanOrEqual(1)
    expect(gone.length).toBeLessThanOrEqual(1)
    if (gone.length === 0) expect(row.suspendedProfil).toBeNull()
    else {
      suspended += 1
      expect(warned).toHaveLength(1)
      const days = ((gone[0]?.createdAt.getTime() ?? 0) - (warned[0]?.createdAt.getTime() ?? 0)) / (24 * 3_600_000)
      expect(days, "they had days to answer").toBeGreaterThanOrEqual(4)
      const askers = mails.filter(
        ({ template, data, createdAt }) =>
          template === "review-to-answer" &&
          createdAt < (gone[0]?.createdAt ?? createdAt) &&
          (data as { structures: { structureId: string }[] }).structures.some(({ structureId }) => structureId === row.structureId),
      )
      expect(askers.length, "someone was asked before").toBeGreaterThan(0)
      expect(mails.filter(({ template }) => template === "profils-suspended").length, "someone heard of it").toBeGreaterThan(0)
    }
    if (row.status === "active") expect(row.suspendedProfil !== null).toBe(row.rafaelProfil === null)
  }
  const asked = new Map<string, number>()
  for (const { accountId, template, data } of mails.filter(({ template }) => template === "review-to-answer")) {
    const key = `${accountId} ${(data as { reviewId: string }).reviewId} ${template}`
    asked.set(key, (asked.get(key) ?? 0) + 1)
  }
  // Opened, three reminders, and the mail before the suspension.
  for (const times of asked.values()) expect(times).toBeLessThanOrEqual(5)
  const counts = await db.$queryRaw<{ wrong: number }[]>`
    SELECT count(*)::int AS wrong FROM review_structure w
     WHERE (w.people, w.waiting) <> (SELECT count(*), count(*) FILTER (WHERE i.answer IS NULL) FROM review_item i
       WHERE i.review_id = w.review_id AND i.structure_id = w.structure_id)`
  expect(counts[0]?.wrong).toBe(0)
  return suspended
}

import { describe, expect, it } from "vitest"
import { todayOf } from "@/lib/platform/time/working-days"
import { differingFirst } from "@/lib/rafael/offer-search/rules"
import { arrows, begins, closedFor, hasBegun, isLiving, mayAnswer, type Status, statuses } from "@/lib/rafael/states/rules"

const day = (text: string) => new Date(`${text}T00:00:00Z`)
const session = {
  endsOn: day("2027-06-30"),
  startsOn: day("2027-01-11"),
  places: 2,
  taken: 1,
  hasLateEntry: false,
  isPermanent: false,
  cancelledAt: null,
  recruitment: "open" as const,
  registrationFrom: null,
  registrationUntil: null,
  isFunded: true,
  isPublished: true,
  isBodyActive: true,
}

describe("the drawing", () => {
  it("has an arrow to each state but the first, and none out of what is over", () => {
    const reached = new Set<Status>(Object.values(arrows).map(({ to }) => to))
    expect((Object.keys(statuses) as Status[]).filter((status) => !reached.has(status))).toEqual([])
    for (const over of ["finished", "dropped", "not_started", "withdrawn", "session_cancelled", "lapsed"] as const)
      expect(Object.keys(arrows).filter((arrow) => begins(arrow as keyof typeof arrows, over))).toEqual([])
  })

  it("ends anything that lives by a withdrawal, a cancelled session, or the clock", () => {
    for (const status of Object.keys(statuses) as Status[])
      for (const arrow of ["withdraw", "cancelSession", "lapse"] as const) expect(begins(arrow, status)).toBe(isLiving(status))
  })
})

describe("an answer", () => {
  const asks = { accountId: "answers", today: day("2026-11-24") }
  it.each([
    ["accept", { status: "sent" }, {}, null],
    ["accept", { status: "sent" }, { taken: 2 }, "no-place"],
    ["accept", { status: "started" }, {}, "not-possible"],
    ["decline", { status: "waitlisted" }, {}, "not-possible"],
    ["waitlist", { status: "sent" }, { taken: 2 }, null],
    ["accept", { status: "sent" }, { startsOn: day("2026-11-20") }, "begun"],
    ["accept", { status: "sent" }, { startsOn: day("2026-11-20"), hasLateEntry: true }, null],
    ["accept", { status: "sent" }, { startsOn: day("2026-11-20"), isPermanent: true }, null],
    ["accept", { status: "sent" }, { startsOn: day("2026-11-24") }, null],
    ["waitlist", { status: "not_accepted" }, { startsOn: day("2026-11-20") }, "begun"],
    ["accept", { status: "not_accepted" }, {}, null],
    ["accept", { status: "sent", sentById: "answers" }, {}, "own-request"],
    ["accept", { status: "sent" }, { cancelledAt: day("2026-11-01") }, "session-cancelled"],
  ] as const)("%s of %o, session %o: %s", (arrow, one, more, why) => {
    const result = mayAnswer(arrow, { sentById: "other", ...one }, { ...session, ...more }, asks)
    expect(result.ok ? null : result.why).toBe(why)
  })
})

describe("a session is closed for", () => {
  const today = day("2026-11-24")
  it.each([
    [{}, null],
    [{ isPublished: false }, "not-published"],
    [{ isBodyActive: false }, "not-published"],
    [{ cancelledAt: today }, "cancelled"],
    [{ isFunded: false }, "not-funded"],
    [{ recruitment: "suspended" }, "recruitment"],
    [{ recruitment: "closed" }, "recruitment"],
    [{ registrationFrom: day("2026-11-25") }, "not-yet"],
    [{ registrationFrom: day("2026-11-24"), registrationUntil: day("2026-11-24") }, null],
    [{ registrationUntil: day("2026-11-23") }, "over"],
    [{ startsOn: day("2026-11-23") }, "over"],
    [{ startsOn: day("2026-11-23"), hasLateEntry: true }, null],
    [{ startsOn: day("2026-11-23"), isPermanent: true }, null],
    [{ isPermanent: true, registrationUntil: day("2026-11-23") }, "over"],
    // Whoever may still enter registers until the last day, or until that of registration.
    [{ startsOn: day("2026-11-01"), endsOn: day("2026-11-23"), hasLateEntry: true }, "over"],
    [{ startsOn: day("2026-11-01"), endsOn: day("2026-11-23"), isPermanent: true }, "over"],
    [{ startsOn: day("2026-11-01"), endsOn: day("2026-11-24"), hasLateEntry: true }, null],
    [{ startsOn: day("2026-11-01"), registrationUntil: day("2026-11-23"), hasLateEntry: true }, "over"],
    // Full is not closed: a waiting list is for that.
    [{ taken: 2 }, null],
  ] as const)("%o: %s", (more, why) => {
    expect(closedFor({ ...session, ...more }, today)).toBe(why)
  })
})

it("days are those of Paris", () => {
  expect(todayOf(new Date("2026-11-24T22:59:00Z"))).toEqual(day("2026-11-24"))
  expect(todayOf(new Date("2026-11-24T23:01:00Z"))).toEqual(day("2026-11-25"))
  expect(hasBegun({ startsOn: day("2026-11-24"), isPermanent: false }, day("2026-11-24"))).toBe(false)
})

it("a comparison puts what differs first, in the order given", () => {
  const said = [
    ["a", ({ a }: { a: string; b: string }) => a],
    ["b", ({ b }: { a: string; b: string }) => b],
  ] as const
  expect(
    differingFirst(said, [
      { a: "same", b: "1" },
      { a: "same", b: "2" },
    ]),
  ).toEqual([
    { name: "b", values: ["1", "2"], differs: true },
    { name: "a", values: ["same", "same"], differs: false },
  ])
})

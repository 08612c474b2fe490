import { describe, expect, it } from "vitest"
import { parseReviewDelays, type ReviewDelays, reminderDue, reminderWords, suspensionDay } from "@/lib/membership/review-clock/rules"

const usual = parseReviewDelays("") as ReviewDelays

describe("REVIEW_DELAYS", () => {
  it("is the domain's when it is empty", () => {
    expect(usual).toEqual({ reminders: [15, 5, 1], warning: 5, suspension: 10 })
  })

  it.each(["15,5", "1,5,15,10", "15,5,1,1", "15,5,1,x", "400,5,1,10", "15,5,1,10,3"])("refuses %s", (setting) => {
    expect(parseReviewDelays(setting)).toBeNull()
  })
})

describe("reminderDue", () => {
  // A Thursday.
  const deadline = "2026-12-24"
  const at = (instant: string) => reminderDue(deadline, usual, new Date(instant))
  it.each([
    ["2026-12-08T12:00:00Z", undefined],
    // Fifteen days before is a Wednesday; five is a Saturday, moved to the Friday before.
    ["2026-12-09T09:00:00Z", "first"],
    ["2026-12-17T12:00:00Z", "first"],
    ["2026-12-18T09:00:00Z", "second"],
    ["2026-12-23T09:00:00Z", "third"],
    ["2026-12-24T20:00:00Z", "third"],
    ["2026-12-24T23:30:00Z", undefined],
  ])("at %s is %s", (instant, kind) => {
    expect(at(instant)?.kind).toBe(kind)
  })

  it("after a long stop is the last one alone, which says all", () => {
    expect(at("2026-12-23T09:00:00Z")?.covers).toEqual(["third"])
    expect(at("2026-12-09T09:00:00Z")?.covers).toEqual(["first", "second", "third"])
  })
})

describe("suspensionDay", () => {
  it.each([
    // Christmas and New Year's Day are off.
    ["2026-12-24", "2027-01-11"],
    ["2026-12-31", "2027-01-15"],
    // A Saturday: the ten working days begin on the Monday.
    ["2027-02-06", "2027-02-19"],
  ])("after %s is %s", (deadline, day) => {
    expect(suspensionDay(deadline, usual)).toBe(day)
  })
})

it("reminderWords says one day in the singular, and each delay once", () => {
  expect(reminderWords(usual)).toBe("15 jours, 5 jours et 1 jour")
  expect(reminderWords({ ...usual, reminders: [30, 10, 2] })).toBe("30, 10 et 2 jours")
})

import { describe, expect, it } from "vitest"
import { begunBefore, dayOf, instantOf, isWorkingDay, startOf, workingDaysSince } from "@/lib/platform/time/working-days"

describe("working days", () => {
  // https://www.service-public.gouv.fr/particuliers/vosdroits/F2405
  it.each(["2026-12-25", "2027-01-01", "2027-03-29", "2027-05-06", "2027-05-17", "2027-07-14", "2027-11-01", "2027-11-11"])(
    "%s is a public holiday",
    (day) => {
      expect(isWorkingDay(day)).toBe(false)
    },
  )
  it("weekends are off, other days are not, the Friday before Easter included", () => {
    expect(["2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30", "2027-03-26"].map(isWorkingDay)).toEqual([
      true,
      false,
      false,
      true,
      true,
    ])
  })
})

it("counts the working days since something began", () => {
  const since = (began: string, now: string) => workingDaysSince(new Date(`${began}T10:00:00Z`), new Date(`${now}T09:00:00Z`))
  expect([since("2026-11-27", "2026-11-27"), since("2026-11-27", "2026-11-29"), since("2026-11-27", "2026-11-30")]).toEqual([0, 0, 1])
  expect(since("2026-12-24", "2027-01-04")).toBe(5)
  expect(since("2026-11-30", "2026-11-27")).toBe(0)
})

it("follows the calendar of Paris, in summer and in winter", () => {
  expect(dayOf(new Date("2026-11-24T23:30:00Z"))).toBe("2026-11-25")
  expect(dayOf(new Date("2026-06-24T21:59:00Z"))).toBe("2026-06-24")
  expect(startOf("2026-11-24").toISOString()).toBe("2026-11-23T23:00:00.000Z")
  expect(startOf("2026-06-24").toISOString()).toBe("2026-06-23T22:00:00.000Z")
  expect(startOf("2026-03-29").toISOString()).toBe("2026-03-28T23:00:00.000Z")
  expect(startOf("2026-10-25").toISOString()).toBe("2026-10-24T22:00:00.000Z")
  expect(instantOf("2026-11-24", "09:30").toISOString()).toBe("2026-11-24T08:30:00.000Z")
  expect(instantOf("2026-06-24", "09:30").toISOString()).toBe("2026-06-24T07:30:00.000Z")
  // On the two days when the clocks change, too.
  expect(instantOf("2026-03-29", "09:30").toISOString()).toBe("2026-03-29T07:30:00.000Z")
  expect(instantOf("2026-10-25", "09:30").toISOString()).toBe("2026-10-25T08:30:00.000Z")
  expect(instantOf("2026-11-24", "00:15").toISOString()).toBe("2026-11-23T23:15:00.000Z")
})

describe("how long something has waited", () => {
  const friday = new Date("2026-11-27T16:00:00Z")
  it("a Friday afternoon is one working day before Monday, not before Sunday", () => {
    expect(friday < begunBefore(new Date("2026-11-29T20:00:00Z"), 1)).toBe(false)
    expect(friday < begunBefore(new Date("2026-11-30T00:10:00Z"), 1)).toBe(true)
    expect(friday < begunBefore(new Date("2026-11-30T20:00:00Z"), 2)).toBe(false)
    expect(friday < begunBefore(new Date("2026-12-01T07:00:00Z"), 2)).toBe(true)
  })
  it("Christmas does not count", () => {
    const before = new Date("2026-12-24T10:00:00Z")
    expect(before < begunBefore(new Date("2026-12-27T10:00:00Z"), 1)).toBe(false)
    expect(before < begunBefore(new Date("2026-12-28T10:00:00Z"), 1)).toBe(true)
  })
})

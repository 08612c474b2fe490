import { expect, it } from "vitest"
import { formatDay, formatInstant } from "@/lib/platform/time/dates"

it("the first day of a month is an ordinal, the eleventh and the twenty-first are not", () => {
  const noon = (day: string) => new Date(`2026-03-${day}T11:00:00Z`)
  expect(["01", "02", "11", "21", "31"].map((day) => formatDay(noon(day)))).toEqual([
    "1er mars 2026",
    "2 mars 2026",
    "11 mars 2026",
    "21 mars 2026",
    "31 mars 2026",
  ])
  expect(formatInstant(noon("01"))).toBe("1er mars 2026 à 12:00")
})

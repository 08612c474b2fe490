import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { idleStep, monthsBefore } from "@/lib/desk/personal-data/rules"

const at = (text: string) => new Date(`${text}T12:00:00Z`)

it.each([
  ["2026-11-24", 23, "2024-12-24"],
  ["2026-03-31", 1, "2026-02-28"],
  ["2028-03-31", 1, "2028-02-29"],
  ["2026-01-15", 24, "2024-01-15"],
  ["2026-01-15", -24, "2028-01-15"],
])("from %s, %s months before is %s", (from, count, to) => {
  expect(monthsBefore(at(from), count)).toEqual(at(to))
})

describe("an account nobody uses", () => {
  const now = at("2026-11-24")
  it.each([
    ["22 months", { lastUsedAt: at("2025-01-24"), warnedAt: null }, "nothing"],
    ["23 months", { lastUsedAt: at("2024-12-24"), warnedAt: null }, "warn"],
    ["23 months, warned", { lastUsedAt: at("2024-12-20"), warnedAt: at("2026-11-20") }, "nothing"],
    ["24 months, warned a month ago", { lastUsedAt: at("2024-11-24"), warnedAt: at("2026-10-24") }, "erase"],
    ["24 months, never warned (the job had stopped)", { lastUsedAt: at("2020-01-01"), warnedAt: null }, "warn"],
    ["24 months, warned yesterday", { lastUsedAt: at("2020-01-01"), warnedAt: at("2026-11-23") }, "nothing"],
  ] as const)("for %s", (_what, account, step) => {
    expect(idleStep(account, now)).toBe(step)
  })

  it("is never erased before 24 months, nor without a month's notice, whatever days the job runs on", () => {
    const day = 24 * 3_600_000
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 30, maxLength: 200 }), (gaps) => {
        const lastUsedAt = at("2024-02-29")
        let today = lastUsedAt
        let warnedAt: Date | null = null
        for (const gap of gaps) {
          today = new Date(today.getTime() + gap * day)
          const step = idleStep({ lastUsedAt, warnedAt }, today)
          if (step === "warn") {
            expect(warnedAt).toBeNull()
            warnedAt = today
          }
          if (step === "erase") {
            expect(today.getTime() - lastUsedAt.getTime()).toBeGreaterThanOrEqual(730 * day)
            expect(today.getTime() - (warnedAt as unknown as Date).getTime()).toBeGreaterThanOrEqual(28 * day)
            return
          }
        }
        // No account is forgotten either: after this time, a job that runs often enough has erased it.
        expect(today.getTime() - lastUsedAt.getTime()).toBeLessThan((731 + 31 + 240) * day)
      }),
    )
  })
})

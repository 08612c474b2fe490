import { expect, it } from "vitest"
import { mayRemind, transitions } from "@/lib/vocabulary/affiliations/rules"

it("an affiliation goes from one status to another by these ways, and no other", () => {
  expect(transitions).toEqual({
    validate: { from: "pending", to: "active" },
    refuse: { from: "pending", to: "refused" },
    cancel: { from: "pending", to: "cancelled" },
    expire: { from: "pending", to: "expired" },
    detach: { from: "active", to: "ended" },
  })
})

it("lets the applicant remind once per 48 hours", () => {
  const requestedAt = new Date("2026-11-01T10:00:00Z")
  const hours = (count: number) => new Date(requestedAt.getTime() + count * 3_600_000)
  expect(mayRemind({ requestedAt, lastReminderAt: null }, hours(47)).ok).toBe(false)
  expect(mayRemind({ requestedAt, lastReminderAt: null }, hours(48)).ok).toBe(true)
  expect(mayRemind({ requestedAt, lastReminderAt: hours(50) }, hours(97)).ok).toBe(false)
  expect(mayRemind({ requestedAt, lastReminderAt: hours(50) }, hours(98)).ok).toBe(true)
})

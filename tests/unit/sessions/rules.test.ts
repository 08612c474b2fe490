import { describe, expect, it } from "vitest"
import { isLive, shouldTouch } from "@/lib/sessions/rules"

const start = new Date("2026-11-24T08:00:00Z")
const later = (hours: number) => new Date(start.getTime() + hours * 3_600_000)
const person = { lastSeenAt: start, expiresAt: later(7 * 24), revokedAt: null, isManager: false, disabledAt: null }
const manager = { ...person, expiresAt: later(12), isManager: true }

describe("a session lets in", () => {
  it.each([
    ["a person idle for less than 12 hours", person, 11.9, true],
    ["not one idle for 12 hours", person, 12, false],
    ["a manager idle for less than 1 hour", manager, 0.9, true],
    ["not one idle for 1 hour", manager, 1, false],
    ["not past its end, however busy", { ...person, lastSeenAt: later(167.9) }, 168, false],
    ["a busy one before its end", { ...person, lastSeenAt: later(167.5) }, 167.9, true],
    ["not once revoked", { ...person, revokedAt: start }, 0.1, false],
    ["not once the account is disabled", { ...person, disabledAt: start }, 0.1, false],
  ])("%s", (_who, session, hours, live) => {
    expect(isLive(session, later(hours))).toBe(live)
  })
})

it("notes when it was last seen at most once a minute", () => {
  expect(shouldTouch(person, new Date(start.getTime() + 59_000))).toBe(false)
  expect(shouldTouch(person, new Date(start.getTime() + 61_000))).toBe(true)
})

import { describe, expect, it } from "vitest"
import { isFresh, isLive, missingFactor, shouldTouch } from "@/lib/identity/sessions/rules"

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

it("a password counts as just given for fifteen minutes", () => {
  const minutes = (count: number) => new Date(start.getTime() + count * 60_000)
  expect(isFresh(start, minutes(14.9))).toBe(true)
  expect(isFresh(start, minutes(15))).toBe(false)
})

describe("what a session still misses", () => {
  const base = { isManager: false, hasTotp: false, hasPasskey: false, secondFactorAt: null }
  it.each([
    ["a person without second factor", base, true, null],
    ["a person who set up codes", { ...base, hasTotp: true }, true, "give"],
    ["the same where it is optional", { ...base, hasTotp: true }, false, "give"],
    ["a person with a passkey, who used the password", { ...base, hasPasskey: true }, true, null],
    ["a manager with nothing, where it is required", { ...base, isManager: true }, true, "set-up"],
    ["a manager with nothing, where it is optional", { ...base, isManager: true }, false, null],
    ["a manager with a passkey, who used the password", { ...base, isManager: true, hasPasskey: true }, true, "give"],
    ["a manager who gave one", { ...base, isManager: true, hasTotp: true, secondFactorAt: start }, true, null],
  ] as const)("%s", (_who, session, required, missing) => {
    expect(missingFactor(session, required)).toBe(missing)
  })
})

import { expect, it } from "vitest"
import { mayBeToldAgain, stateOf } from "@/lib/vocabulary/invitations/rules"

it("has expired from the instant that its mail said, and is told again after two days", () => {
  const now = new Date("2026-12-01T09:00:00Z")
  const later = (ms: number) => new Date(now.getTime() + ms)
  expect(stateOf({ status: "sent", expiresAt: now }, now)).toBe("expired")
  expect(stateOf({ status: "sent", expiresAt: later(1) }, now)).toBe("sent")
  expect(stateOf({ status: "accepted", expiresAt: now }, now)).toBe("accepted")
  expect(mayBeToldAgain({ sentAt: now }, later(48 * 3_600_000 - 1))).toBe(false)
  expect(mayBeToldAgain({ sentAt: now }, later(48 * 3_600_000))).toBe(true)
})

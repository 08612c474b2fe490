import { expect, it } from "vitest"
import { queues } from "@/lib/platform/db/queues"

/** pg-boss waits between half and the whole of `retryDelay` doubled at each try, and no longer than `retryDelayMax`. */
function totalWait(share: 0.5 | 1) {
  const { retryLimit, retryDelay, retryDelayMax } = queues["send-message"]
  const waits = Array.from({ length: retryLimit }, (_, tried) => Math.min(retryDelayMax, retryDelay * 2 ** Math.min(16, tried + 1) * share))
  return waits.reduce((sum, wait) => sum + wait, 0) / 3600
}

it("a message is tried for a day, at least every quarter of an hour, then becomes a dead letter", () => {
  expect(totalWait(0.5)).toBeGreaterThanOrEqual(24)
  expect(totalWait(1)).toBeLessThan(26)
  expect(queues["send-message"].deadLetter).toBe("abandon-message")
})

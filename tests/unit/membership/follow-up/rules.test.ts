import { expect, it } from "vitest"
import { parseDelays } from "@/lib/membership/follow-up/rules"

it("waits as long as the domain says, or as the setting does", () => {
  expect(parseDelays(undefined)).toEqual({ reminders: [2, 4], handOver: 5, stillWaiting: 30, expiry: 90 })
  expect(parseDelays("")).toEqual(parseDelays("2,4,5,30,90"))
  expect(parseDelays("1, 2, 3, 10, 20")).toEqual({ reminders: [1, 2], handOver: 3, stillWaiting: 10, expiry: 20 })
})

it.each(["2,4,5,30", "2,4,5,30,30", "4,2,5,30,90", "0,2,5,30,90", "a,4,5,30,90", "2,4,5,30,90,100", "1.5,4,5,30,90", "2,4,5,30,9999"])(
  "refuses %s",
  (setting) => {
    expect(parseDelays(setting)).toBeNull()
  },
)

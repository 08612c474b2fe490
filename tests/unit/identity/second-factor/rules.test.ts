import { describe, expect, it } from "vitest"
import { mayRemoveFactor, readCode, stepOf } from "@/lib/identity/second-factor/rules"

describe("a code as people type it", () => {
  it.each([
    ["123456", { kind: "totp", digits: "123456" }],
    [" 123 456 ", { kind: "totp", digits: "123456" }],
    ["ABCD-efgh jkmn2345", { kind: "recovery", code: "abcd-efgh-jkmn-2345" }],
    ["12345", null],
    ["1234567", null],
    ["１２３４５６", null],
    ["abcd-efgh", null],
    ["", null],
  ])("%s", (text, read) => {
    expect(readCode(text)).toEqual(read)
  })
})

it("codes change every thirty seconds", () => {
  expect([0, 29_999, 30_000].map((time) => stepOf(new Date(time)))).toEqual([0, 0, 1])
})

it("a manager keeps a second factor where it is required; anyone else takes away what they like", () => {
  const manager = { isManager: true }
  expect(mayRemoveFactor(manager, 0, true)).toBe(false)
  expect(mayRemoveFactor(manager, 1, true)).toBe(true)
  expect(mayRemoveFactor(manager, 0, false)).toBe(true)
  expect(mayRemoveFactor({ isManager: false }, 0, true)).toBe(true)
})

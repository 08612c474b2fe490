import { expect, it } from "vitest"
import { formatPhone, parsePhone } from "@/lib/platform/text/phone"

it.each([
  ["05 56 00 00 00", "+33556000000", "05 56 00 00 00"],
  ["0556000000", "+33556000000", "05 56 00 00 00"],
  ["+33 (0)5.56.00.00.00", "+33556000000", "05 56 00 00 00"],
  ["0033 6 12 34 56 78", "+33612345678", "06 12 34 56 78"],
  ["+34 911 23 45 67", "+34911234567", "+34 911 23 45 67"],
  ["", "", ""],
])("%s is kept as %s and shown as %s", (typed, kept, shown) => {
  expect(parsePhone(typed)).toBe(kept)
  expect(formatPhone(kept)).toBe(shown)
})

it.each(["05 56", "00 00 00 00 00", "123456789012345678", "+999 12 34 56"])("%s is no number", (typed) => {
  expect(parsePhone(typed)).toBeNull()
})

it("a number that was kept before and cannot be read stays as it is", () => {
  expect(formatPhone("poste 12")).toBe("poste 12")
})

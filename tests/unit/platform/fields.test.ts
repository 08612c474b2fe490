import { describe, expect, it } from "vitest"
import { isDay, line, paragraph, requiredLine, tick } from "@/lib/platform/text/fields"

describe("a line of text", () => {
  it("is trimmed, its spaces folded, its accents composed", () => {
    expect(line(20).parse("  E\u0301cole \t du\n  Lac ")).toBe("École du Lac")
  })
  it.each(["a\0b", "a\u0007", "\ud800", "a\u202eb"])("%j is a validation error, never a failure", (text) => {
    expect(line(20).safeParse(text).success).toBe(false)
  })
  it("keeps HTML as the text it is", () => {
    expect(line(50).parse("<b>Éco & Co</b>")).toBe("<b>Éco & Co</b>")
  })
  it("has a length", () => {
    expect(line(3).safeParse("abcd").success).toBe(false)
    expect(requiredLine(3, "manque").safeParse("   ").success).toBe(false)
  })
})

it("a paragraph keeps its line breaks", () => {
  expect(paragraph(20).parse("a\r\nb ")).toBe("a\nb")
})

it("a box is ticked or not, nothing else", () => {
  expect(tick.parse("on")).toBe(true)
  expect(tick.parse(undefined)).toBe(false)
  expect(tick.safeParse("true").success).toBe(false)
})

describe("a day", () => {
  it.each(["2026-02-28", "2028-02-29", "1999-12-31"])("%s is one", (text) => expect(isDay(text)).toBe(true))
  it.each(["2026-02-29", "2026-02-30", "2026-13-01", "0001-01-01", "9999-01-01", "2026-1-1", "2026-01-01T00:00", "", "hier"])(
    "%s is none",
    (text) => expect(isDay(text)).toBe(false),
  )
})

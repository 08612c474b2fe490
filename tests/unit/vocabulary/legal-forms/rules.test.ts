import { expect, it } from "vitest"
import { isOfWalls, legalFormOf } from "@/lib/vocabulary/legal-forms/rules"

it.each([
  ["5499", "SARL"],
  ["5498", "EURL"],
  ["5710", "SAS"],
  ["6540", "SCI"],
  ["6599", null],
  ["7210", "Commune"],
  ["7331", "Établissement public d’enseignement"],
  ["7399", "Établissement public"],
  ["9220", "Association"],
  ["1000", "Entrepreneur individuel"],
  ["", null],
  [null, null],
  ["constructor", null],
] as const)("%s is %s", (code, form) => {
  expect(legalFormOf(code)).toBe(form)
})

it("only a société civile immobilière is made of walls", () => {
  expect([isOfWalls("SCI"), isOfWalls("SARL"), isOfWalls(null)]).toEqual([true, false, false])
})

import { describe, expect, it } from "vitest"
import { distance, fold, misspelt, misspeltStart, soundOf, typosAllowed } from "@/lib/search/spelling/rules"

it.each([
  ["École supérieure d’Aquitaine", "ecole superieure d aquitaine"],
  ["  L'ŒUVRE — 2ᵉ Ærø ", "l oeuvre 2e aero"],
  ["C.F.A.", "c f a"],
  ["ﬁnance", "finance"],
  ["🙂 % _", ""],
])("%j is folded to %j", (text, folded) => {
  expect(fold(text)).toBe(folded)
})

it.each([
  ["cap", 0],
  ["ecole", 1],
  ["maritime", 2],
  ["33000", 0],
  ["2eme", 0],
] as const)("%s may have %i typos", (word, typos) => {
  expect(typosAllowed(word)).toBe(typos)
})

it.each([
  ["ecole", "ecole", 0],
  ["ecole", "ecol", 1],
  ["ecole", "eccole", 1],
  ["ecole", "eocle", 1],
  ["ecole", "ecile", 1],
  ["hermione", "hermoine", 1],
  ["formation", "fromatoin", 2],
  ["ecole", "lycee", 3],
  ["abc", "cba", 2],
])("between %s and %s: %i", (one, other, found) => {
  expect(distance(one, other, 2)).toBe(found)
  expect(distance(other, one, 2)).toBe(found)
})

describe("what is taken for what", () => {
  it.each([
    ["hermoine", "hermione"],
    ["hermione", "hermine"],
    ["dol", "donl"],
    ["superrieurre", "superieure"],
    ["phormassion", "formation"],
    ["raibail", "raibel"],
    ["kafe", "cafe"],
  ])("%s for %s", (typed, word) => {
    expect(misspelt(typed, word)).toBeGreaterThan(0)
  })
  it.each([
    ["cab", "cap"],
    ["2024", "2025"],
    ["ecole", "lycee"],
    ["merie", "metier"],
  ])("%s is not %s", (typed, word) => {
    expect(misspelt(typed, word)).toBeNull()
  })
  it("a word of one sound is nearer than another at the same distance", () => {
    expect(misspelt("herminne", "hermine")).toBeLessThan(misspelt("hermione", "hermine") ?? 0)
  })
  it("an unfinished word, by its beginning", () => {
    expect(misspeltStart("rochfor", "rochefort")).not.toBeNull()
    expect(misspeltStart("rochfor", "rochers")).toBeNull()
    expect(misspeltStart("roc", "rochefort")).toBeNull()
  })
})

it.each([
  ["pharmacie", "farmassie"],
  ["bateau", "bato"],
  ["quai", "ke"],
  ["philippe", "filipe"],
  ["vincent", "vinsan"],
])("%s sounds as %s", (one, other) => {
  expect(soundOf(one)).toBe(soundOf(other))
})

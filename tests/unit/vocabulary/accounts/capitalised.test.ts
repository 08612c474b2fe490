import { expect, it } from "vitest"
import { capitalised } from "@/lib/vocabulary/accounts/rules"

it.each([
  ["camille", "Camille"],
  ["jean-paul", "Jean-Paul"],
  ["élodie", "Élodie"],
  ["anne marie", "Anne Marie"],
  ["n'golo", "N'Golo"],
  ["Camille", null],
  ["DeShawn", null],
  ["CAMILLE", null],
  ["", null],
  ["דוד", null],
])("%s is proposed as %s", (typed, proposed) => {
  expect(capitalised(typed)).toBe(proposed)
})

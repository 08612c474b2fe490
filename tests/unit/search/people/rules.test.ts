import { describe, expect, it } from "vitest"
import { answersToWords } from "@/lib/search/people/rules"

const known = ["Élodie", "Ouédraogo", "elodie.ouedraogo@mission-locale.fr", "Conseillère en insertion", "Ольга", null]

describe("someone answers to", () => {
  it.each(["", "élodie", "ELODIE", "ouedraogo elodie", "elodei", "ouédrago", "eloddie", "mission-locale", "insert", "Ольга", "оль"])(
    "%s",
    (typed) => {
      expect(answersToWords(typed, known)).toBe(true)
    },
  )
  it.each(["martin", "élodie martin", "xyz", "Иван"])("not to %s", (typed) => {
    expect(answersToWords(typed, known)).toBe(false)
  })
})

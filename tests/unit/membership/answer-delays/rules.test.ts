import { describe, expect, it } from "vitest"
import { delaySentence, delayWords, shareWords, typesKey } from "@/lib/membership/answer-delays/rules"

/** Words whatever their spaces, which are not all alike in French. */
const spaced = (words: string) => words.replace(/\s/g, " ")
const delay = { requests: 12, medianDays: 2, withinTwo: 0.75 }

describe("how a structure answers, in words", () => {
  it.each([
    [0, "dans la journée"],
    [1, "en 1 jour ouvré"],
    [2, "en 2 jours ouvrés"],
    [null, "rarement"],
  ])("%s", (medianDays, words) => {
    expect(delayWords({ medianDays })).toBe(words)
  })

  it.each([
    [{ ...delay, of: "structure" }, "Cette structure répond d’ordinaire en 2 jours ouvrés."],
    [{ ...delay, medianDays: null, of: "structure" }, "Cette structure répond rarement."],
    [
      { ...delay, of: "departement" },
      "Les structures du département (64) répondent d’ordinaire en 2 jours ouvrés ; celle-ci n’a pas encore reçu assez de demandes pour le dire.",
    ],
  ] as const)("says whose delay it is: %j", (known, words) => {
    expect(spaced(delaySentence(known, "64"))).toBe(spaced(words))
  })

  it("rounds shares, and names types in one order", () => {
    expect(spaced(shareWords(2 / 3))).toBe(spaced("67 %"))
    expect(typesKey(["prescripteur", "formateur"])).toBe(typesKey(["formateur", "prescripteur"]))
    expect(typesKey([])).toBe("aucun")
  })
})

import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { rafaelProfils, rightsFit } from "@/lib/vocabulary/profils/rules"
import { givenBack, givenBackWhole, type Held, isReduced, joined } from "@/lib/vocabulary/transfers/rules"

const nothing: Held = { isReferent: false, rafaelProfil: null, isEmployeur: false, isPrestataire: false }
const both = ["formateur", "prescripteur"] as const
const held = fc.record({
  isReferent: fc.boolean(),
  rafaelProfil: fc.constantFrom(null, ...rafaelProfils),
  isEmployeur: fc.boolean(),
  isPrestataire: fc.boolean(),
})
const types = fc.subarray([...both])

describe("what joins what someone has", () => {
  it("their own Rafael profil stays, the rest adds up", () => {
    const own = { ...nothing, rafaelProfil: "prescripteur_1" as const }
    const arriving = { ...nothing, rafaelProfil: "prescripteur_3" as const, isEmployeur: true, isReferent: true }
    expect(joined(own, arriving, both)).toEqual({ ...own, isEmployeur: true, isReferent: true })
    expect(isReduced(arriving, joined(own, arriving, both))).toBe(true)
    expect(joined(null, arriving, both)).toEqual(arriving)
  })

  it("always fits the structure, and never holds more than the two together", () => {
    fc.assert(
      fc.property(fc.option(held), held, types, (own, arriving, open) => {
        const result = joined(own, arriving, open)
        expect(rightsFit(result, open)).toBe(true)
        for (const right of ["isReferent", "isEmployeur", "isPrestataire"] as const)
          expect(result[right] && !own?.[right] && !arriving[right]).toBe(false)
        expect([null, own?.rafaelProfil, arriving.rafaelProfil]).toContain(result.rafaelProfil)
        expect(isReduced(arriving, arriving)).toBe(false)
      }),
    )
  })

  it("a level that was lowered since stays lowered; what was gained since goes with an affiliation that is theirs alone", () => {
    const before = { ...nothing, rafaelProfil: "prescripteur_3" as const }
    const lowered = { ...nothing, rafaelProfil: "prescripteur_1" as const, isReferent: true, isEmployeur: true }
    expect(givenBack(before, before, lowered)).toEqual({ ...nothing, rafaelProfil: "prescripteur_1" })
    expect(givenBackWhole(before, before, lowered)).toEqual(lowered)
    fc.assert(
      fc.property(held, held, held, (had, given, current) => {
        const whole = givenBackWhole(had, given, current)
        for (const right of ["isReferent", "isEmployeur", "isPrestataire"] as const)
          if (current[right] && !given[right]) expect(whole[right]).toBe(true)
        expect(givenBackWhole(had, had, current), "their own affiliation goes on as it is").toEqual(current)
      }),
    )
  })

  it("what was taken away since never comes back, what nobody took does, and nothing that was not held", () => {
    fc.assert(
      fc.property(held, held, held, (before, given, current) => {
        const result = givenBack(before, given, current)
        for (const right of ["isReferent", "isEmployeur", "isPrestataire"] as const)
          expect(result[right]).toBe(before[right] && (current[right] || !given[right]))
        if (given.rafaelProfil !== null && current.rafaelProfil === null) expect(result.rafaelProfil).toBeNull()
        else expect(result.rafaelProfil).toBe((given.rafaelProfil === before.rafaelProfil ? current : before).rafaelProfil)
        expect(givenBack(before, given, given)).toEqual(before)
      }),
    )
  })
})

import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { formatSiret, isValidSiret, parseSiret } from "@/lib/vocabulary/structures/rules"

const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 13, maxLength: 13 })

function withCheckDigit(stem: string) {
  const digit = [..."0123456789"].find((check) => isValidSiret(stem + check))
  return stem + digit
}

describe("SIRET", () => {
  it.each(["31754202500042", "11000007200014", "30540504500017"])("accepts %s, a real one", (siret) => {
    expect(isValidSiret(siret)).toBe(true)
  })

  it.each(["31754202500043", "3175420250004", "317542025000421", "3175420250004a", ""])("refuses %s", (siret) => {
    expect(isValidSiret(siret)).toBe(false)
  })

  it("has exactly one check digit for each thirteen digits (Luhn)", () => {
    fc.assert(
      fc.property(digits, (stem) => {
        fc.pre(!stem.startsWith("356000000"))
        expect([..."0123456789"].filter((check) => isValidSiret(stem + check))).toHaveLength(1)
      }),
    )
  })

  it("notices any single wrong digit", () => {
    fc.assert(
      fc.property(digits, fc.nat(13), fc.integer({ min: 1, max: 9 }), (stem, place, shift) => {
        fc.pre(!stem.startsWith("356000000"))
        const siret = withCheckDigit(stem)
        const wrong = siret.slice(0, place) + String((Number(siret[place]) + shift) % 10) + siret.slice(place + 1)
        fc.pre(!wrong.startsWith("356000000"))
        expect(isValidSiret(wrong)).toBe(false)
      }),
    )
  })

  it("follows La Poste's own rule: digit sum multiple of 5, head office Luhn-valid", () => {
    expect(isValidSiret("35600000000048")).toBe(true)
    expect(isValidSiret("35600000000001")).toBe(true)
    expect(isValidSiret("35600000000002")).toBe(false)
  })

  it("reads what people paste, and writes it in groups", () => {
    expect(parseSiret(" 317 542 025 00042 ")).toBe("31754202500042")
    expect(parseSiret("317.542.025\u00a000042")).toBe("31754202500042")
    expect(parseSiret("317 542 025 00043")).toBeNull()
    expect(formatSiret("31754202500042")).toBe("317 542 025 00042")
  })
})

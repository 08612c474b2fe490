import { expect, it } from "vitest"
import { hashSecret, newCode, newSecret, seal, unseal } from "@/lib/platform/secrets/secrets"

const secret = "secret-de-test-secret-de-test-secret"

it("what is sealed opens with the same secret and purpose, and no other way", () => {
  const sealed = seal("JBSWY3DPEHPK3PXP", "totp a", secret)
  expect(sealed).not.toContain("JBSWY3DPEHPK3PXP")
  expect(unseal(sealed, "totp a", secret)).toBe("JBSWY3DPEHPK3PXP")
  expect(unseal(sealed, "totp b", secret)).toBeNull()
  expect(unseal(sealed, "totp a", `${secret}x`)).toBeNull()
  expect(unseal("n'importe quoi", "totp a", secret)).toBeNull()
  for (const index of [0, 20, sealed.length - 2]) {
    const altered = sealed.slice(0, index) + (sealed[index] === "A" ? "B" : "A") + sealed.slice(index + 1)
    expect(unseal(altered, "totp a", secret)).toBeNull()
  }
  expect(seal("x", "y", secret)).not.toBe(seal("x", "y", secret))
})

it("secrets and codes never repeat, and codes can be copied by hand", () => {
  const codes = Array.from({ length: 2000 }, newCode)
  expect(new Set(codes).size).toBe(2000)
  expect(codes.every((code) => /^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/.test(code))).toBe(true)
  // Every letter is drawn about as often: 2000 × 16 draws among 31, 1032 each on average.
  const counts = Map.groupBy(codes.join("").replaceAll("-", ""), (letter) => letter)
  expect(counts.size).toBe(31)
  for (const drawn of counts.values()) expect(Math.abs(drawn.length - 1032)).toBeLessThan(200)
  expect(Buffer.from(newSecret(), "base64url")).toHaveLength(32)
  expect(hashSecret("a")).toMatch(/^[0-9a-f]{64}$/)
})

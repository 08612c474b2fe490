import { createCipheriv, hkdfSync, randomBytes } from "node:crypto"
import { expect, it } from "vitest"
import { seal, unseal, unsealFormer } from "@/lib/platform/secrets/sealing"
import { hashSecret, keyedHash, newCode, newSecret } from "@/lib/platform/secrets/secrets"

const secret = "secret-de-test-secret-de-test-secret"

it("what is sealed opens with the same secret and purpose, and no other way", async () => {
  const sealed = await seal("JBSWY3DPEHPK3PXP", "totp a", secret)
  expect(sealed).not.toContain("JBSWY3DPEHPK3PXP")
  expect(await unseal(sealed, "totp a", secret)).toBe("JBSWY3DPEHPK3PXP")
  expect(await unseal(sealed, "totp b", secret)).toBeNull()
  expect(await unseal(sealed, "totp a", `${secret}x`)).toBeNull()
  expect(await unseal("n'importe quoi", "totp a", secret)).toBeNull()
  for (const index of [0, 20, 60, sealed.length - 2]) {
    const altered = sealed.slice(0, index) + (sealed[index] === "A" ? "B" : "A") + sealed.slice(index + 1)
    expect(await unseal(altered, "totp a", secret), String(index)).toBeNull()
  }
  expect(await seal("x", "y", secret)).not.toBe(await seal("x", "y", secret))
})

it("what is sealed for a time opens no more once it is over, and is no other kind of token", async () => {
  expect(await unseal(await seal({ a: [1] }, "y", secret, 60), "y", secret)).toEqual({ a: [1] })
  expect(await unseal(await seal("x", "y", secret, -1), "y", secret)).toBeNull()
  const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from('{"content":"x"}').toString("base64url")}.`
  expect(await unseal(unsigned, "y", secret)).toBeNull()
})

it("a secret sealed by the first versions still opens, for its purpose alone", () => {
  const iv = randomBytes(12)
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(hkdfSync("sha256", secret, "portail", "totp a", 32)), iv)
  const text = Buffer.concat([cipher.update("JBSWY3DPEHPK3PXP", "utf8"), cipher.final()])
  const sealed = Buffer.concat([iv, cipher.getAuthTag(), text]).toString("base64url")
  expect(unsealFormer(sealed, "totp a", secret)).toBe("JBSWY3DPEHPK3PXP")
  expect(unsealFormer(sealed, "totp b", secret)).toBeNull()
  expect(unsealFormer(`A${sealed.slice(1)}`, "totp a", `${secret}x`)).toBeNull()
  expect(unsealFormer("court", "totp a", secret)).toBeNull()
})

it("a word that can be guessed is found again by nobody without the secret", () => {
  expect(keyedHash("camille@exemple.fr", secret)).toBe(keyedHash("camille@exemple.fr", secret))
  expect(keyedHash("camille@exemple.fr", secret)).not.toBe(keyedHash("camille@exemple.fr", `${secret}x`))
  expect(keyedHash("camille@exemple.fr", secret)).not.toBe(hashSecret("camille@exemple.fr"))
})

it("secrets and codes never repeat, and codes can be copied by hand", () => {
  const codes = Array.from({ length: 2000 }, newCode)
  expect(new Set(codes).size).toBe(2000)
  expect(codes.every((code) => /^([a-hjkmnp-z2-9]{4}-){5}[a-hjkmnp-z2-9]{4}$/.test(code))).toBe(true)
  // Every letter is drawn about as often: 2000 × 24 draws among 31, 1548 each on average.
  const counts = Map.groupBy(codes.join("").replaceAll("-", ""), (letter) => letter)
  expect(counts.size).toBe(31)
  for (const drawn of counts.values()) expect(Math.abs(drawn.length - 1548)).toBeLessThan(250)
  expect(Buffer.from(newSecret(), "base64url")).toHaveLength(32)
  expect(hashSecret("a")).toMatch(/^[0-9a-f]{64}$/)
})

import { createHash, createHmac, randomBytes } from "node:crypto"

/** A secret for a link: 256 bits, URL-safe. */
export function newSecret() {
  return randomBytes(32).toString("base64url")
}

/** The form in which a secret is stored. It needs no salt: random bits (at least 79, see `newCode`) cannot be guessed from their hash. */
export function hashSecret(secret: string) {
  return createHash("sha256").update(secret).digest("hex")
}

const legible = "abcdefghjkmnpqrstuvwxyz23456789"

/** A code a person can copy by hand, four groups of four: 79 bits, without the letters that look alike. */
export function newCode() {
  const letters = Array.from({ length: 16 }, () => legible[randomBelow(legible.length)])
  return [0, 4, 8, 12].map((start) => letters.slice(start, start + 4).join("")).join("-")
}

function randomBelow(limit: number): number {
  const [byte = 255] = randomBytes(1)
  // Bytes past the last whole multiple would favour the first letters.
  return byte < 256 - (256 % limit) ? byte % limit : randomBelow(limit)
}

/** Replaces a word that can be guessed (an address, a network): nobody can find the word again without the portal's secret. */
export function keyedHash(word: string, secret: string) {
  return createHmac("sha256", secret).update(word).digest("hex")
}

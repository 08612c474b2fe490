import { createHash, createHmac, randomBytes } from "node:crypto"

/** A secret for a link: 256 bits, URL-safe. */
export function newSecret() {
  return randomBytes(32).toString("base64url")
}

/** The secret at the beginning of what an address holds: programs add the mark that follows a link (".", ">", ")"). */
export function secretIn(text: string): string {
  return /^[\w-]{43}/.exec(text)?.[0] ?? text
}

/**
 * The form in which a secret is stored. It needs no salt: random bits (118 at least; 79 for the recovery codes of the first versions) cannot
 * be guessed from their hash.
 */
export function hashSecret(secret: string) {
  return createHash("sha256").update(secret).digest("hex")
}

const legible = "abcdefghjkmnpqrstuvwxyz23456789"

/** A code a person can copy by hand, six groups of four: 118 bits, without the letters that look alike. */
export function newCode() {
  const groups = Array.from({ length: 6 }, () => Array.from({ length: 4 }, () => legible[randomBelow(legible.length)]).join(""))
  return groups.join("-")
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

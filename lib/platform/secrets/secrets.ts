import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto"

/** A secret for a link: 256 bits, URL-safe. */
export function newSecret() {
  return randomBytes(32).toString("base64url")
}

/** What is stored of a secret. No salt: random bits cannot be guessed from their hash (80 at least, see `newCode`). */
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

/**
 * Encrypts and authenticates `text` for storage (AES-256-GCM), with a key that `purpose` draws from the portal's secret:
 * what was sealed for one use opens for no other.
 */
export function seal(text: string, purpose: string, secret: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose, secret), iv)
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url")
}

/** What `seal` closed, or null when it was altered, or sealed with another secret or purpose. */
export function unseal(sealed: string, purpose: string, secret: string): string | null {
  const bytes = Buffer.from(sealed, "base64url")
  if (bytes.length < 28) return null
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose, secret), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8")
  } catch {
    return null
  }
}

function keyFor(purpose: string, secret: string) {
  return Buffer.from(hkdfSync("sha256", secret, "portail", purpose, 32))
}

import { createHash, randomBytes } from "node:crypto"

/** A secret for a link: 256 bits, URL-safe. */
export function newSecret() {
  return randomBytes(32).toString("base64url")
}

/** What is stored of a secret. No salt: 256 random bits cannot be guessed from their hash. */
export function hashSecret(secret: string) {
  return createHash("sha256").update(secret).digest("hex")
}

/** Encrypted tokens (JWE): a browser or the database keeps them, and only the portal can read them. */
import { createDecipheriv, hkdfSync } from "node:crypto"
import { EncryptJWT, jwtDecrypt } from "jose"

const method = { alg: "dir", enc: "A256GCM" } as const

/**
 * Encrypts and authenticates `content` (anything JSON holds) with a key made from the portal's secret and `purpose`: what was sealed for
 * one purpose cannot be opened for another. `maxAge`: seconds after which it can no longer be opened.
 */
export function seal(content: unknown, purpose: string, secret: string, maxAge?: number): Promise<string> {
  const token = new EncryptJWT({ content }).setProtectedHeader(method)
  return (maxAge ? token.setExpirationTime(`${maxAge}s`) : token).encrypt(keyFor(purpose, secret))
}

/** The content that `seal` encrypted; null when it was altered, has expired, or was sealed with another secret or purpose. */
export async function unseal(sealed: string, purpose: string, secret: string): Promise<unknown> {
  try {
    const { payload } = await jwtDecrypt(sealed, keyFor(purpose, secret), {
      keyManagementAlgorithms: [method.alg],
      contentEncryptionAlgorithms: [method.enc],
    })
    return payload.content ?? null
  } catch {
    return null
  }
}

/**
 * Opens a text that was sealed before `seal` existed: nonce, tag and text, without a dot. To be removed once no secret of an application
 * has that form.
 */
export function unsealFormer(sealed: string, purpose: string, secret: string): string | null {
  const bytes = Buffer.from(sealed, "base64url")
  if (sealed.includes(".") || bytes.length < 28) return null
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose, secret), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8")
  } catch {
    return null
  }
}

function keyFor(purpose: string, secret: string) {
  return new Uint8Array(hkdfSync("sha256", secret, "portail", purpose, 32))
}

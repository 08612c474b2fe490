import { createHash } from "node:crypto"

/** The first letters of a digest: texts that have the same are nearly always the same, and nobody is protected by it. */
export function fingerprint(text: string, letters: number): string {
  return createHash("md5").update(text).digest("hex").slice(0, letters)
}

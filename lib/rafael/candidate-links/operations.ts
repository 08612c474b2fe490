import "server-only"
import type { Tx } from "@/lib/platform/db/client"
import { hashSecret, newSecret } from "@/lib/platform/secrets/secrets"

/** How long a candidate's link is good for, in milliseconds; each mail brings a new one. */
const lifetime = 90 * 24 * 3_600_000

/** Makes the secret of a candidate's private page. Only its hash is stored. */
export async function issueCandidateLink(tx: Tx, candidateId: string, now: Date): Promise<string> {
  const secret = newSecret()
  await tx.candidateLink.create({
    data: { hash: hashSecret(secret), candidateId, createdAt: now, expiresAt: new Date(now.getTime() + lifetime) },
  })
  return secret
}

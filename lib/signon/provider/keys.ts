/** The keys with which the portal signs, and those of its cookies (docs/sign-on.md, "Clés"). */
import { hkdfSync, randomUUID } from "node:crypto"
import { exportJWK, generateKeyPair, type JWK } from "jose"
import { settingOf } from "../../platform/process/settings.ts"
import { seal, unseal } from "../../platform/secrets/sealing.ts"
import { ask } from "./database.ts"

const algorithms = ["RS256", "ES256"] as const
type Algorithm = (typeof algorithms)[number]

const purpose = "signing key"

/** A new key, sealed, under its name. */
async function newKey(algorithm: Algorithm): Promise<{ kid: string; algorithm: Algorithm; sealed: string }> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
  const kid = randomUUID()
  const key: JWK = { ...(await exportJWK(privateKey)), kid, alg: algorithm, use: "sig" }
  return { kid, algorithm, sealed: await seal(key, purpose, settingOf("NEXTAUTH_SECRET")) }
}

type Row = { kid: string; sealed: string }

/**
 * Every key, those that sign first: the library signs with the first of an algorithm, and shows them all. The first call of a portal makes
 * them; of two instances that do so at once, one wins. A key sealed with a secret that is no longer the portal's gives its place to another.
 */
export async function signingKeys(): Promise<JWK[]> {
  const rows = await ask<Row>(
    "keys",
    "SELECT kid, sealed FROM signing_key ORDER BY array_position('{current,next,past}', state::text), kid",
    [],
  )
  const read = await Promise.all(rows.map(async ({ kid, sealed }) => ({ kid, key: (await unsealKey(sealed)) as JWK | null })))
  const keys = read.flatMap(({ key }) => key ?? [])
  const missing = algorithms.filter((algorithm) => !keys.some(({ alg }) => alg === algorithm))
  if (missing.length === 0) return keys
  const lost = read.filter(({ key }) => !key).map(({ kid }) => kid)
  await ask("lost_keys", "UPDATE signing_key SET state = 'past', since = now() WHERE kid = ANY ($1) AND state <> 'past'", [lost])
  for (const algorithm of missing) {
    const { kid, sealed } = await newKey(algorithm)
    await ask(
      "new_key",
      `INSERT INTO signing_key (kid, algorithm, state, sealed, created_at, since) VALUES ($1, $2, 'current', $3, now(), now())
       ON CONFLICT DO NOTHING`,
      [kid, algorithm, sealed],
    )
  }
  return signingKeys()
}

function unsealKey(sealed: string) {
  return unseal(sealed, purpose, settingOf("NEXTAUTH_SECRET"))
}

/** The keys that sign the provider's cookies: those of every instance are the same. */
export function cookieKeys(): string[] {
  return [Buffer.from(hkdfSync("sha256", settingOf("NEXTAUTH_SECRET"), "portail", "sign-on cookies", 32)).toString("base64url")]
}

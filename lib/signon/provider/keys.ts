/** The keys with which the portal signs, and those of its cookies (docs/sign-on.md, "Clés"). */
import { hkdfSync, randomUUID } from "node:crypto"
import { exportJWK, generateKeyPair, type JWK } from "jose"
import { settingOf } from "../../platform/process/settings.ts"
import { seal, unseal } from "../../platform/secrets/sealing.ts"
import { alone, ask } from "./database.ts"

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

/** In days: how long a key signs; for how long the next one is shown before; for how long the former one stays shown. */
const turns = { signs: 90, shown: 2, kept: 30 }

/**
 * Turns the keys by the clock: a new one is shown before it signs, so that whoever keeps a copy of the keys has it by then, and a former one stays
 * until nothing that it signed can still be checked. Only one process does it.
 */
export async function turnKeys(now = new Date()): Promise<void> {
  await alone(4_217_003, async (query) => {
    await query("DELETE FROM signing_key WHERE state = 'past' AND since < $1::timestamptz - make_interval(days => $2)", [now, turns.kept])
    const { rows: ripe } = await query(
      "SELECT kid, algorithm FROM signing_key WHERE state = 'next' AND since < $1::timestamptz - make_interval(days => $2)",
      [now, turns.shown],
    )
    for (const { kid, algorithm } of ripe as { kid: string; algorithm: string }[]) {
      await query("UPDATE signing_key SET state = 'past', since = $1 WHERE algorithm = $2 AND state = 'current'", [now, algorithm])
      await query("UPDATE signing_key SET state = 'current', since = $1 WHERE kid = $2", [now, kid])
    }
    const { rows: old } = await query(
      `SELECT algorithm FROM signing_key c WHERE state = 'current' AND since < $1::timestamptz - make_interval(days => $2)
          AND NOT EXISTS (SELECT FROM signing_key n WHERE n.algorithm = c.algorithm AND n.state = 'next')`,
      [now, turns.signs - turns.shown],
    )
    for (const { algorithm } of old as { algorithm: Algorithm }[]) {
      const { kid, sealed } = await newKey(algorithm)
      await query("INSERT INTO signing_key (kid, algorithm, state, sealed, created_at, since) VALUES ($1, $2, 'next', $3, $4, $4)", [
        kid,
        algorithm,
        sealed,
        now,
      ])
    }
  })
}

/** The keys that sign the provider's cookies: those of every instance are the same. */
export function cookieKeys(): string[] {
  return [Buffer.from(hkdfSync("sha256", settingOf("NEXTAUTH_SECRET"), "portail", "sign-on cookies", 32)).toString("base64url")]
}

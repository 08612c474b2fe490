/** What it costs, at each request, to know who asks: one indexed query, among thousands of accounts and sessions. */

import { sessionOf } from "@/lib/identity/sessions/queries"
import { db } from "@/lib/platform/db/client"
import { aStructure } from "@/tests/support/factories"
import { percentile } from "./setting"

const accounts = 20_000

export async function benchSessions() {
  const { id: structureId } = await aStructure()
  await db.$executeRaw`
    INSERT INTO account (email, password_hash, first_name, last_name)
    SELECT 'seance' || i || '@exemple.fr', '-', 'Alix', 'Durand' || i FROM generate_series(1, ${accounts}::int) i`
  await db.$executeRaw`
    INSERT INTO session (account_id, expires_at) SELECT id, now() + interval '1 day' FROM account, generate_series(1, 3) WHERE email LIKE 'seance%'`
  await db.$executeRaw`
    INSERT INTO affiliation (account_id, structure_id, origin, status, decided_at)
    SELECT id, ${structureId}::uuid, 'signup', 'active', now() FROM account WHERE email LIKE 'seance%'`
  await db.$executeRaw`ANALYZE account, session, affiliation`.catch(() => {})
  const sessions = await db.$queryRaw<
    { id: string }[]
  >`SELECT s.id FROM session s JOIN account a ON a.id = s.account_id AND a.email LIKE 'seance%' ORDER BY random() LIMIT 5000`
  const times: number[] = []
  for (const [index, { id }] of sessions.entries()) {
    const started = performance.now()
    if ((await sessionOf(id, new Date())) === null) throw new Error("a live session is resolved")
    if (index >= 500) times.push(performance.now() - started)
  }
  console.log(
    `session résolue (${accounts} comptes, ${accounts * 3} sessions) : p50 ${percentile(times, 0.5).toFixed(2)} ms, ` +
      `p95 ${percentile(times, 0.95).toFixed(2)} ms, ${times.length} lectures`,
  )
}

/** How long the papers of the programme are kept (docs/parcourspro.md). A pass may run twice, late, or on several instances at once. */
import "server-only"
import type { Context } from "@/lib/access/context"
import { monthsBefore } from "@/lib/desk/personal-data/rules"
import { db, type Tx, transaction } from "@/lib/platform/db/client"
import { env } from "@/lib/platform/process/env"

/** In milliseconds: the first pass may have years of papers to delete. */
const longestDeletion = 600_000

/** Deletes the papers whose legal time is over, and returns how many; a dry run only counts them. */
export async function sweepPapers({ now }: Context, { dryRun }: { dryRun: boolean }): Promise<number> {
  const { given, proofs } = env.papersKept
  const [givenBefore, proofsBefore] = [monthsBefore(now, given * 12), monthsBefore(now, proofs * 12)]
  const forget = (tx: Tx) => tx.$queryRaw<{ count: number }[]>`SELECT papers_forget(${givenBefore}, ${proofsBefore})::int AS count`
  const count = () => db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM document d JOIN event_session s ON s.id = d.session_id
     WHERE coalesce(s.ends_at, d.issued_at) < CASE WHEN d.kind IN ('attestation', 'certificate') THEN ${givenBefore}::timestamptz ELSE ${proofsBefore}::timestamptz END`
  const [row] = await (dryRun ? count() : transaction(forget, { timeout: longestDeletion }))
  return row?.count ?? 0
}

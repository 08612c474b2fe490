/** Which listing requests and corrections a pass of the clock is about. */
import "server-only"
import type { Nature } from "@/lib/desk/errands/rules"
import { db, type Tx } from "@/lib/platform/db/client"
import { type ErrandNoticeKind, Prisma } from "@/lib/platform/generated/client"

/** All that waits, as `e`. */
const errands = Prisma.sql`(
  SELECT 'referencements' AS nature, l.id, l.created_at, l.raison_sociale, l.siret FROM listing_request l WHERE l.status = 'pending'
  UNION ALL
  SELECT 'modifications', c.id, c.created_at, s.raison_sociale, s.siret FROM correction c JOIN structure s ON s.id = c.structure_id
   WHERE c.status = 'pending')`

/** The notices of `e`, as `n`. */
const ofErrand = Prisma.sql`(n.listing_request_id = e.id OR n.correction_id = e.id)`

/** Those who wait for `e`, each since they asked: several may want the same structure listed, one after the other. */
const askers = Prisma.sql`(
  SELECT p.account_id, p.requested_at AS since FROM listing_applicant p WHERE p.listing_request_id = e.id
  UNION ALL SELECT c.account_id, c.created_at FROM correction c WHERE c.id = e.id)`

async function keys(where: Prisma.Sql): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT e.nature || ':' || e.id AS key FROM ${errands} e WHERE ${where} ORDER BY e.created_at, e.id`
  return rows.map(({ key }) => key)
}

/** What the last one who asked has waited for too long, if a manager was reminded of it and had time since, or if there is no manager at all. */
export function toExpire(limit: Date, told: Date): Promise<string[]> {
  return keys(Prisma.sql`e.created_at < ${limit} AND NOT EXISTS (SELECT FROM ${askers} w WHERE w.since >= ${limit}) AND (
    EXISTS (SELECT FROM errand_notice n WHERE ${ofErrand} AND n.kind IN ('reminder_1', 'reminder_2') AND n.sent_at < ${told})
    OR NOT EXISTS (SELECT FROM account m WHERE m.is_manager AND m.disabled_at IS NULL AND m.erased_at IS NULL))`)
}

/** What some of those who asked have waited for so long that they hear of it, and were not told. */
export function waitingFor(limit: Date): Promise<string[]> {
  return keys(Prisma.sql`EXISTS (
    SELECT FROM ${askers} w JOIN account a ON a.id = w.account_id AND a.disabled_at IS NULL AND a.erased_at IS NULL
     WHERE w.since < ${limit}
       AND NOT EXISTS (SELECT FROM errand_notice n WHERE ${ofErrand} AND n.account_id = w.account_id AND n.kind = 'still_waiting'))`)
}

export type ErrandRow = { nature: Nature; id: string; createdAt: Date; raisonSociale: string; siret: string; kind: ErrandNoticeKind }

/**
 * What a manager is reminded of now, oldest first: the first reminder, or the second, which replaces a first one that was missed and never follows it on
 * the same day (`today`: its beginning). Not what they asked for themselves.
 */
export function dueFor(tx: Tx, accountId: string, { first, second }: { first: Date; second: Date }, today: Date): Promise<ErrandRow[]> {
  const told = (kinds: readonly ErrandNoticeKind[]) => Prisma.sql`EXISTS (SELECT FROM errand_notice n
    WHERE ${ofErrand} AND n.account_id = ${accountId}::uuid AND n.kind::text = ANY (${[...kinds]}))`
  return tx.$queryRaw<ErrandRow[]>`
    SELECT e.nature, e.id, e.created_at AS "createdAt", e.raison_sociale AS "raisonSociale", e.siret,
           CASE WHEN e.created_at < ${second} THEN 'reminder_2' ELSE 'reminder_1' END AS kind
      FROM ${errands} e
     WHERE (e.created_at < ${second} AND NOT ${told(["reminder_2"])}
            AND NOT EXISTS (SELECT FROM errand_notice n WHERE ${ofErrand} AND n.account_id = ${accountId}::uuid AND n.sent_at >= ${today})
        OR e.created_at < ${first} AND NOT ${told(["reminder_1", "reminder_2"])})
       AND NOT EXISTS (SELECT FROM listing_applicant p WHERE p.listing_request_id = e.id AND p.account_id = ${accountId}::uuid)
       AND NOT EXISTS (SELECT FROM correction c WHERE c.id = e.id AND c.account_id = ${accountId}::uuid)
     ORDER BY e.created_at, e.id`
}

/** Measures, each night, how long requests wait for an answer. */
import "server-only"
import { fewRequests, soonDays } from "@/lib/membership/answer-delays/rules"
import { db, transaction } from "@/lib/platform/db/client"
import { dayOf, isWorkingDay } from "@/lib/platform/time/working-days"

const day = 24 * 3_600_000
/** The requests of the last six months, in milliseconds. */
const window = 182 * day
/** More working days than any request waits. */
const never = 1_000_000
/** Milliseconds: a region with a hundred thousand structures takes a few seconds. */
const longest = 300_000

/**
 * Measures again, for each structure, département and pair of types with five requests or more: the requests of the last six months that someone was told
 * of (`notice`), withdrawn ones left out, and those that are not two working days old and still wait. One without answer counts as slower than any
 * other. Readers see the former measures until it is over. Returns how many structures have one.
 */
export function measureDelays(now: Date): Promise<number> {
  const since = new Date(now.getTime() - window)
  const days = calendar(since, now)
  return transaction(
    async (tx) => {
      // Two workers at once measure one after the other; readers wait for neither.
      await tx.$executeRaw`LOCK TABLE answer_delay IN SHARE ROW EXCLUSIVE MODE`
      await tx.$executeRaw`DELETE FROM answer_delay`
      await tx.$executeRaw`
        INSERT INTO answer_delay (scope, key, requests, median_days, within_two, measured_at)
        WITH day AS MATERIALIZED (
          SELECT date, working FROM unnest(${days.map(({ date }) => date)}::date[], ${days.map(({ working }) => working)}::int[]) AS t (date, working)),
        asked AS (
          SELECT f.structure_id, s.departement, array_to_string(s.types, '+') AS types, f.status,
                 CASE WHEN f.decided_by IS NOT NULL AND f.status <> 'pending' THEN answered.working - began.working END AS days,
                 (SELECT max(working) FROM day) - began.working AS age
            FROM affiliation f
            JOIN structure s ON s.id = f.structure_id
            JOIN day began ON began.date = (f.requested_at AT TIME ZONE 'Europe/Paris')::date
            LEFT JOIN day answered ON answered.date = (f.decided_at AT TIME ZONE 'Europe/Paris')::date
           WHERE f.requested_at >= ${since} AND f.requested_at <= ${now} AND f.continues_id IS NULL AND f.status <> 'cancelled'
             AND EXISTS (SELECT FROM notice n WHERE n.affiliation_id = f.id AND n.kind = 'asked')),
        counted AS (SELECT * FROM asked WHERE status <> 'pending' OR age > ${soonDays})
        SELECT scope::answer_delay_scope, key, count(*)::int,
               nullif(percentile_disc(0.5) WITHIN GROUP (ORDER BY coalesce(days, ${never})), ${never}),
               avg(CASE WHEN days <= ${soonDays} THEN 1 ELSE 0 END)::float8, ${now}
          FROM counted CROSS JOIN LATERAL (VALUES
            ('structure', structure_id::text), ('departement', departement),
            ('types', CASE types WHEN '' THEN 'aucun' WHEN 'prescripteur+formateur' THEN 'formateur+prescripteur' ELSE types END)) AS of (scope, key)
         WHERE key IS NOT NULL
         GROUP BY scope, key HAVING count(*) >= ${fewRequests}`
      return tx.answerDelay.count({ where: { scope: "structure" } })
    },
    { timeout: longest },
  )
}

/** Each day of the window, with how many working days it and those before it make. */
function calendar(since: Date, now: Date) {
  const days: { date: string; working: number }[] = []
  let working = 0
  const last = dayOf(now)
  for (let noon = Date.parse(`${dayOf(since)}T12:00:00Z`); ; noon += day) {
    const date = new Date(noon).toISOString().slice(0, 10)
    if (isWorkingDay(date)) working += 1
    days.push({ date, working })
    if (date >= last) return days
  }
}

/** A database where nothing was measured yet: one that has just been brought to this version, or seeded. */
export async function measureAtFirst(now: Date): Promise<void> {
  if ((await db.answerDelay.count()) === 0) await measureDelays(now)
}

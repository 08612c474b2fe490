/** What sign-on leaves behind: the library deletes nothing by itself. */
import { sessionLimits } from "../../identity/sessions/rules.ts"
import { alone } from "../provider/database.ts"

/** Only one process sweeps at a time. */
const lock = 4_217_002

/**
 * Ends what rests on sessions that have fallen asleep or expired, gives up events that nobody took for a day, asks applications that have heard
 * nothing for a day whether they hear, and deletes what is over. Null: another process is at it.
 */
export function sweepSignOn(): Promise<{ ended: number; dead: number; deleted: number } | null> {
  return alone(lock, async (ask) => {
    const idleSeconds = [true, false].map((isManager) => sessionLimits({ isManager }).idle / 1000)
    const { rowCount: ended } = await ask(
      `SELECT end_sign_ons(sid) FROM (
         SELECT DISTINCT g.portal_sid AS sid FROM sign_on_grant g JOIN session s ON s.id = g.portal_sid JOIN account a ON a.id = s.account_id
          WHERE s.expires_at <= now()
             OR s.last_seen_at <= now() - make_interval(secs => CASE WHEN a.is_manager THEN $1::float8 ELSE $2::float8 END)) over`,
      idleSeconds,
    )
    const { rows: dead } = await ask(`
      UPDATE event_delivery SET dead_at = now(), error = coalesce(error, 'personne n’est venu le chercher')
       WHERE answered_at IS NULL AND dead_at IS NULL AND happened_at < now() - interval '24 hours' RETURNING application_id`)
    await ask(
      `INSERT INTO journal (at, action, outcome, target_id, changes)
       SELECT now(), 'event.dead', 'done', id, jsonb_build_object('count', count(*)) FROM unnest($1::uuid[]) AS id GROUP BY id`,
      [dead.map(({ application_id }: { application_id: string }) => application_id)],
    )
    await ask(`
      INSERT INTO event_delivery (application_id, kind)
      SELECT id, 'verification' FROM application a
       WHERE event_way <> 'none' AND state = 'active' AND created_at < now() - interval '24 hours'
         AND NOT EXISTS (SELECT FROM event_delivery e WHERE e.application_id = a.id AND e.happened_at > now() - interval '24 hours')`)
    const { rowCount: gone } = await ask("DELETE FROM oidc_row WHERE expires_at < now() - interval '1 hour'")
    const { rowCount: told } = await ask(
      "DELETE FROM event_delivery WHERE happened_at < now() - interval '30 days' AND (answered_at IS NOT NULL OR dead_at IS NOT NULL)",
    )
    return { ended: ended ?? 0, dead: dead.length, deleted: (gone ?? 0) + (told ?? 0) }
  })
}

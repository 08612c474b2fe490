/** What must be true of the programme whatever happened, and that no constraint can say. */
import "server-only"
import { Prisma } from "@/lib/platform/generated/client"

/** Rows that break a rule, by what is wrong in words; `dataProblems` asks each of them. */
export const dataChecks: Record<string, Prisma.Sql> = {
  "Sessions du programme dont les places prises ne sont pas celles des inscriptions": Prisma.sql`
    SELECT s.id FROM event_session s
     WHERE s.taken <> (SELECT count(*) FROM registration r WHERE r.session_id = s.id AND registration_holds_place(r.status))`,
  "Sessions du programme dont la période n’est pas celle de leurs demi-journées": Prisma.sql`
    SELECT s.id FROM event_session s
     WHERE (s.starts_at, s.ends_at) IS DISTINCT FROM (SELECT (min(h.starts_at), max(h.ends_at)) FROM half_day h WHERE h.session_id = s.id)`,
  "Inscriptions dont l’état n’est pas celui de leur dernière étape": Prisma.sql`
    SELECT r.id FROM registration r WHERE r.status IS DISTINCT FROM
      (SELECT t.status FROM registration_step t WHERE t.registration_id = r.id ORDER BY t.id DESC LIMIT 1)`,
  "Inscriptions dont l’état n’est pas celui de leurs présences": Prisma.sql`
    SELECT r.id FROM registration r CROSS JOIN LATERAL (
      SELECT count(*) AS halves, count(p.state) AS noted, count(*) FILTER (WHERE p.state = 'present') AS present
        FROM half_day h LEFT JOIN presence p ON p.half_day_id = h.id AND p.registration_id = r.id WHERE h.session_id = r.session_id) c
     WHERE r.status IN ('confirmed', 'attended', 'partly', 'absent') AND r.status::text <> CASE
       WHEN c.halves = 0 OR c.noted < c.halves THEN 'confirmed' WHEN c.present = c.halves THEN 'attended'
       WHEN c.present > 0 THEN 'partly' ELSE 'absent' END`,
  "Documents dont le dernier numéro n’est pas celui du compteur, ou qui en sautent un": Prisma.sql`
    SELECT c.provider_id AS id FROM document_counter c
     WHERE c.last <> (SELECT count(DISTINCT d.number) FROM document d WHERE d.provider_id = c.provider_id AND d.kind = c.kind AND d.year = c.year)`,
  "Inscriptions en cours sur une session annulée": Prisma.sql`
    SELECT r.id FROM registration r JOIN event_session s ON s.id = r.session_id
     WHERE s.status = 'cancelled' AND registration_lives(r.status)`,
  "Inscriptions en cours de personnes qui ne sont plus rattachées à la structure": Prisma.sql`
    SELECT r.id FROM registration r JOIN event_session s ON s.id = r.session_id
     WHERE registration_lives(r.status) AND (s.starts_at > now() OR r.status <> 'confirmed')
       AND NOT EXISTS (SELECT FROM affiliation f JOIN account a ON a.id = f.account_id
         WHERE f.account_id = r.account_id AND f.structure_id = r.structure_id AND f.status = 'active' AND a.disabled_at IS NULL)`,
}

/** The figures of the managers' first page: what is in trouble, and how things go. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { troubled } from "@/lib/desk/structure-dossiers/queries"
import { type Trouble, troubles } from "@/lib/desk/structure-dossiers/rules"
import { db } from "@/lib/platform/db/client"
import { type Grantable, grantable, profilName } from "@/lib/vocabulary/profils/rules"

/** How many structures have each trouble; none for anyone but a manager. */
export async function troubleCounts(actor: Actor, now: Date): Promise<{ trouble: Trouble; count: number }[]> {
  if (!can(actor, "statistics.read")) return []
  return Promise.all(
    troubles.map(async (trouble) => {
      const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM structure s WHERE ${troubled(trouble, now)}`
      return { trouble, count: row?.count ?? 0 }
    }),
  )
}

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 24 * 3_600_000)

export type Totals = { accounts: number; activeAccounts: number; structures: number }

/** How many accounts are open, how many people came this month, and how many open structures have someone. Zero for anyone but a manager. */
export async function totals(actor: Actor, now: Date): Promise<Totals> {
  if (!can(actor, "statistics.read")) return { accounts: 0, activeAccounts: 0, structures: 0 }
  const [row] = await db.$queryRaw<Totals[]>`
    SELECT (SELECT count(*)::int FROM account WHERE disabled_at IS NULL AND erased_at IS NULL) AS accounts,
           (SELECT count(*)::int FROM account WHERE disabled_at IS NULL AND erased_at IS NULL AND last_used_at >= ${daysBefore(now, 30)}) AS "activeAccounts",
           (SELECT count(DISTINCT f.structure_id)::int FROM affiliation f JOIN structure s ON s.id = f.structure_id
             WHERE f.status = 'active' AND s.state = 'active') AS structures`
  return row ?? { accounts: 0, activeAccounts: 0, structures: 0 }
}

export type Week = { week: string; asked: number; answered: number; medianHours: number | null }

/**
 * The requests made and answered in each week of a period, and the median time of the answers. Weeks are those of Paris and start on
 * Monday. A request that a merge moved counts once as made and once as answered, wherever it is now.
 */
export async function weeks(actor: Actor, now: Date, days: number): Promise<Week[]> {
  if (!can(actor, "statistics.read")) return []
  const since = daysBefore(now, days)
  return db.$queryRaw<Week[]>`
    WITH weeks AS (
      SELECT generate_series(date_trunc('week', ${since}::timestamptz AT TIME ZONE 'Europe/Paris'),
                             date_trunc('week', ${now}::timestamptz AT TIME ZONE 'Europe/Paris'), interval '1 week') AS week),
    asked AS (
      SELECT date_trunc('week', requested_at AT TIME ZONE 'Europe/Paris') AS week, count(*)::int AS asked
        FROM affiliation WHERE continues_id IS NULL AND requested_at >= ${since}::timestamptz - interval '7 days' GROUP BY 1),
    answered AS (
      SELECT date_trunc('week', f.decided_at AT TIME ZONE 'Europe/Paris') AS week, count(*)::int AS answered,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM f.decided_at - f.requested_at) / 3600.0) AS median
        FROM affiliation f LEFT JOIN affiliation before ON before.id = f.continues_id
       WHERE f.decided_by IS NOT NULL AND f.decided_at >= ${since}::timestamptz - interval '7 days' AND before.decided_at IS NULL GROUP BY 1)
    SELECT to_char(w.week, 'YYYY-MM-DD') AS week, coalesce(asked, 0) AS asked, coalesce(answered, 0) AS answered, median AS "medianHours"
      FROM weeks w LEFT JOIN asked USING (week) LEFT JOIN answered USING (week) ORDER BY w.week`
}

export type DepartementFigures = {
  departement: string | null
  structures: number
  accounts: number
  newStructures: number
  newAccounts: number
}

/**
 * Open structures and people attached, by département, and how many of them came during the period. An account attached in two
 * départements counts in both. Establishments that the national register brought count only when they have a type or people; those that a
 * file brought are not new: nobody asked for them.
 */
export async function byDepartement(actor: Actor, now: Date, days: number): Promise<DepartementFigures[]> {
  if (!can(actor, "statistics.read")) return []
  const since = daysBefore(now, days)
  return db.$queryRaw<DepartementFigures[]>`
    SELECT s.departement, count(DISTINCT s.id)::int AS structures, count(DISTINCT f.account_id)::int AS accounts,
           count(DISTINCT s.id) FILTER (WHERE s.created_at >= ${since} AND brought.id IS NULL)::int AS "newStructures",
           count(DISTINCT f.account_id) FILTER (WHERE f.decided_at >= ${since})::int AS "newAccounts"
      FROM (SELECT id, departement, created_at FROM structure WHERE state = 'active' AND (register_mark IS NULL OR cardinality(types) > 0)
             UNION SELECT own.id, own.departement, own.created_at FROM structure own
              WHERE own.state = 'active' AND own.id IN (SELECT structure_id FROM affiliation WHERE status = 'active')) s
      LEFT JOIN affiliation f ON f.structure_id = s.id AND f.status = 'active'
      LEFT JOIN (SELECT DISTINCT structure_id AS id FROM journal
                  WHERE action = 'structure.create' AND reason = 'structure-import' AND at >= ${since}) brought ON brought.id = s.id
     GROUP BY 1 ORDER BY 1 NULLS LAST`
}

export type ProfilFigures = { name: string; held: number; granted: number }

/** How many people hold each profil today, and how many times it was granted during the period, in the order of the table. */
export async function byProfil(actor: Actor, now: Date, days: number): Promise<ProfilFigures[]> {
  if (!can(actor, "statistics.read")) return []
  const [held, granted] = await Promise.all([profilsHeld(), profilsGranted(daysBefore(now, days))])
  const count = (rows: ProfilCount[], profil: Grantable) => rows.find((row) => row.profil === profil)?.count ?? 0
  return grantable.map((profil) => ({ name: profilName(profil), held: count(held, profil), granted: count(granted, profil) }))
}

type ProfilCount = { profil: Grantable; count: number }

function profilsHeld() {
  return db.$queryRaw<ProfilCount[]>`
    SELECT holds.profil, count(*)::int AS count
      FROM affiliation, LATERAL (VALUES (rafael_profil::text),
                                        (CASE WHEN is_employeur THEN 'employeur' END),
                                        (CASE WHEN is_prestataire THEN 'prestataire' END)) AS holds (profil)
     WHERE status = 'active' AND holds.profil IS NOT NULL GROUP BY 1`
}

/**
 * The profils that someone granted, read from the journal, because the tables only know today's profils. A move (a validation that has a
 * reason) is not a grant.
 */
function profilsGranted(since: Date) {
  return db.$queryRaw<ProfilCount[]>`
    WITH change AS (
      SELECT changes -> 'before' AS before, coalesce(changes -> 'after', changes) AS after FROM journal
       WHERE action IN ('affiliation.validate', 'invitation.accept', 'profils.set') AND at >= ${since} AND outcome = 'done' AND reason IS NULL)
    SELECT given.profil, count(*)::int AS count
      FROM change, LATERAL (VALUES (after ->> 'rafaelProfil', before ->> 'rafaelProfil'),
                                   (CASE after ->> 'isEmployeur' WHEN 'true' THEN 'employeur' END,
                                    CASE before ->> 'isEmployeur' WHEN 'true' THEN 'employeur' END),
                                   (CASE after ->> 'isPrestataire' WHEN 'true' THEN 'prestataire' END,
                                    CASE before ->> 'isPrestataire' WHEN 'true' THEN 'prestataire' END)) AS given (profil, was)
     WHERE given.profil IS DISTINCT FROM given.was AND given.profil IS NOT NULL GROUP BY 1`
}

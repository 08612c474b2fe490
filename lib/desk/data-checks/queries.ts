/**
 * What must be true whatever happened: faults, races, restorations. The database itself refuses most of what is wrong
 * (docs/decisions/0006-invariants-in-the-database.md); these checks cover what no constraint can say.
 */
import "server-only"
import { transaction } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { dataChecks } from "@/lib/seam"

/** A check that fails: in words, with the ids of the first rows concerned (never names). */
export type DataProblem = { what: string; count: number; ids: string[] }

const keptIds = 20
/** The journal is kept for twelve months, so older data is not checked. One day less, because clocks may differ. */
const remembered = Prisma.sql`now() - interval '12 months' + interval '1 day'`

/** All the checks that fail, read at one instant of the data; empty when everything is right. */
export function dataProblems(): Promise<DataProblem[]> {
  return transaction(
    async (tx) => {
      const problems: DataProblem[] = []
      for (const [what, rows] of Object.entries(checks)) {
        const [found] = await tx.$queryRaw<{ count: number; ids: string[] }[]>`
          SELECT count(*)::int AS count, coalesce((array_agg(id::text))[:${keptIds}], '{}') AS ids FROM (${rows}) found`
        if (found && found.count > 0) problems.push({ what, ...found })
      }
      return problems
    },
    { isolationLevel: "RepeatableRead", timeout: 600_000 },
  )
}

/** The condition that the journal has a row for how an affiliation reached its state. */
const traced = (actions: string[]) => Prisma.sql`
  EXISTS (SELECT FROM journal j WHERE j.target_id = f.id AND j.outcome = 'done' AND j.action IN (${Prisma.join(actions)}))`

const untraced = Prisma.sql`
  SELECT f.id FROM affiliation f JOIN account a ON a.id = f.account_id
   WHERE coalesce(f.ended_at, f.decided_at, f.requested_at) > ${remembered} AND NOT CASE f.status
     WHEN 'pending' THEN ${traced(["affiliation.request"])}
     WHEN 'active' THEN ${traced(["affiliation.validate", "invitation.accept"])}
     WHEN 'refused' THEN ${traced(["affiliation.refuse"])}
     WHEN 'expired' THEN ${traced(["affiliation.expire"])}
     WHEN 'ended' THEN ${traced(["affiliation.detach", "affiliation.leave", "affiliation.close"])}
     -- Those that an erasure closed had no row of their own before version 20261126000000.
     WHEN 'cancelled' THEN ${traced(["affiliation.cancel"])} OR f.ended_at IS NOT DISTINCT FROM a.erased_at
   END`

const tracedTwice = Prisma.sql`
  SELECT target_id AS id FROM journal
   WHERE outcome = 'done' AND target_id IS NOT NULL
     AND action IN ('affiliation.validate', 'affiliation.refuse', 'affiliation.cancel', 'affiliation.expire',
                    'affiliation.detach', 'affiliation.leave', 'affiliation.close')
   GROUP BY target_id, action HAVING count(*) > 1`

const otherRights = Prisma.sql`
  SELECT f.id FROM affiliation f CROSS JOIN LATERAL (
    SELECT coalesce(j.changes -> 'after', j.changes) AS rights FROM journal j
     WHERE j.target_id = f.id AND j.outcome = 'done' AND j.action IN ('affiliation.validate', 'invitation.accept', 'profils.set', 'affiliation.join')
     ORDER BY j.id DESC LIMIT 1) said
   WHERE f.status = 'active' AND (
     rights ->> 'rafaelProfil' IS DISTINCT FROM f.rafael_profil::text
     OR coalesce((rights ->> 'isEmployeur')::boolean, false) <> f.is_employeur
     OR coalesce((rights ->> 'isPrestataire')::boolean, false) <> f.is_prestataire)`

const otherReferents = Prisma.sql`
  SELECT f.id FROM affiliation f CROSS JOIN LATERAL (
    SELECT CASE j.action WHEN 'referent.appoint' THEN true WHEN 'referent.remove' THEN false
             ELSE coalesce((coalesce(j.changes -> 'after', j.changes) ->> 'isReferent')::boolean, false) END AS is_referent
      FROM journal j
     WHERE j.target_id = f.id AND j.outcome = 'done'
       AND j.action IN ('affiliation.validate', 'invitation.accept', 'affiliation.join', 'referent.appoint', 'referent.remove')
     ORDER BY j.id DESC LIMIT 1) said
   WHERE f.status = 'active' AND said.is_referent <> f.is_referent`

/**
 * Exempt, until a référent has come since: what a manager decided knowingly (`withoutReferent`, a first person validated without the
 * role), and merges, because their people come from a structure that had no référent.
 */
const withoutReferent = Prisma.sql`
  SELECT s.id FROM structure s
   WHERE EXISTS (SELECT FROM affiliation f JOIN account a ON a.id = f.account_id
                  WHERE f.structure_id = s.id AND f.status = 'active' AND a.disabled_at IS NULL)
     AND NOT EXISTS (SELECT FROM affiliation f JOIN account a ON a.id = f.account_id
                      WHERE f.structure_id = s.id AND f.status = 'active' AND f.is_referent AND a.disabled_at IS NULL)
     -- What was decided is remembered as long as the journal.
     AND EXISTS (SELECT FROM affiliation f WHERE f.structure_id = s.id AND f.status = 'active' AND f.decided_at > ${remembered})
     AND coalesce((
       SELECT max(j.id) FROM journal j WHERE j.outcome = 'done' AND (
         (j.structure_id = s.id AND (
           j.action IN ('structure.merge', 'structure.absorb', 'structure.undo-merge')
           OR (j.action IN ('affiliation.detach', 'referent.remove') AND j.changes -> 'withoutReferent' = 'true')
           OR (j.action = 'affiliation.validate' AND NOT coalesce((j.changes ->> 'isReferent')::boolean, false)
               AND EXISTS (SELECT FROM account m WHERE m.id = j.actor_id AND m.is_manager))))
         OR (j.action = 'account.disable' AND j.changes -> 'withoutReferent' ? s.id::text))), 0) <= coalesce((
       SELECT max(j.id) FROM journal j WHERE j.structure_id = s.id AND j.outcome = 'done' AND (
         j.action = 'referent.appoint'
         OR (j.action IN ('affiliation.validate', 'invitation.accept', 'affiliation.join')
             AND coalesce(j.changes -> 'after', j.changes) ->> 'isReferent' = 'true'))), 0)`

const lost = Prisma.sql`
  SELECT m.id FROM message m
   WHERE m.status IN ('queued', 'failed') AND NOT EXISTS (
     SELECT FROM jobs.job j WHERE j.name IN ('send-message', 'abandon-message') AND j.state IN ('created', 'retry', 'active')
        AND j.data ->> 'messageId' = m.id::text)`

const checks: Record<string, Prisma.Sql> = {
  "Rattachements dont l’état n’a pas sa ligne dans le journal": untraced,
  "Rattachements que le journal dit avoir changé deux fois de la même façon": tracedTwice,
  "Rattachements dont les droits ne sont pas ceux que dit le journal": otherRights,
  "Rattachements dont le rôle de référent n’est pas celui que dit le journal": otherReferents,
  "Profils que le type de la structure n’ouvre pas": Prisma.sql`
    SELECT f.id FROM affiliation f JOIN structure s ON s.id = f.structure_id WHERE NOT profils_fit(f.rafael_profil, f.is_prestataire, s.types)`,
  "Personnes rattachées deux fois à la même structure": Prisma.sql`
    SELECT min(id::text) AS id FROM affiliation WHERE status IN ('pending', 'active') GROUP BY account_id, structure_id HAVING count(*) > 1`,
  "Structures avec des personnes et sans référent, sans qu’un gestionnaire l’ait voulu": withoutReferent,
  "Demandes en attente de comptes désactivés ou effacés": Prisma.sql`
    SELECT f.id FROM affiliation f JOIN account a ON a.id = f.account_id
     WHERE f.status = 'pending' AND (a.disabled_at IS NOT NULL OR a.erased_at IS NOT NULL)`,
  "Comptes effacés qui gardent un rattachement, une connexion ou un rôle": Prisma.sql`
    SELECT a.id FROM account a WHERE a.erased_at IS NOT NULL AND (a.is_manager OR a.phone IS NOT NULL OR a.job_title IS NOT NULL
       OR EXISTS (SELECT FROM affiliation f WHERE f.account_id = a.id AND f.status IN ('pending', 'active'))
       OR EXISTS (SELECT FROM session s WHERE s.account_id = a.id AND s.revoked_at IS NULL AND s.expires_at > now()))`,
  "Comptes sans ligne de création dans le journal": Prisma.sql`
    SELECT a.id FROM account a WHERE a.created_at > ${remembered} AND NOT EXISTS (
      SELECT FROM journal j WHERE j.target_id = a.id AND j.outcome = 'done' AND j.action IN ('account.create', 'manager.appoint'))`,
  "Structures réunies à une autre qui gardent des personnes": Prisma.sql`
    SELECT m.absorbed_id AS id FROM structure_merge m WHERE m.undone_at IS NULL
       AND EXISTS (SELECT FROM affiliation f WHERE f.structure_id = m.absorbed_id AND f.status = 'active')
       AND NOT EXISTS (SELECT FROM structure_merge later WHERE later.kept_id = m.absorbed_id AND later.merged_at > m.merged_at)`,
  "Messages perdus : ni partis, ni abandonnés, et plus rien ne les envoie": lost,
  "Messages écrits deux fois": Prisma.sql`
    SELECT min(id::text) AS id FROM message WHERE to_email <> '' GROUP BY template, to_email, data, created_at HAVING count(*) > 1`,
  "Messages partis deux fois : le prestataire leur a donné le même numéro": Prisma.sql`
    SELECT min(id::text) AS id FROM message WHERE provider_id IS NOT NULL GROUP BY provider_id HAVING count(*) > 1`,
  "Messages partis sans date ou qui gardent le secret de leur lien": Prisma.sql`
    SELECT id FROM message WHERE status = 'sent' AND (sent_at IS NULL OR data ? 'token')`,
  "Imports que plus rien ne fait avancer": Prisma.sql`
    SELECT i.id FROM structure_import i WHERE i.status IN ('checking', 'running') AND NOT EXISTS (
      SELECT FROM jobs.job j WHERE j.name = 'import-structures' AND j.state IN ('created', 'retry', 'active') AND j.data ->> 'importId' = i.id::text)`,
  "Revues dont les comptes d’une structure ne sont pas ceux de ses personnes": Prisma.sql`
    SELECT w.structure_id AS id FROM review_structure w
     WHERE (w.people, w.waiting) <> (SELECT count(*), count(*) FILTER (WHERE i.answer IS NULL) FROM review_item i
       WHERE i.review_id = w.review_id AND i.structure_id = w.structure_id)`,
  "Personnes qu’une revue ouverte attend encore, et qui ne sont plus rattachées": Prisma.sql`
    SELECT f.id FROM review_item i JOIN review r ON r.id = i.review_id JOIN affiliation f ON f.id = i.affiliation_id
     WHERE r.closed_at IS NULL AND i.answer IS NULL AND f.status <> 'active'`,
  ...dataChecks,
}

/** Factories write only the rows; in the portal, each row came with its line of the journal. */
import { db } from "@/lib/platform/db/client"

/** Writes the lines that the accounts and affiliations made by factories lack. */
export async function giveTraces() {
  await db.$executeRaw`
    INSERT INTO journal (at, action, outcome, actor_id, target_id)
    SELECT a.created_at, 'account.create', 'done', a.id, a.id FROM account a
     WHERE NOT EXISTS (SELECT FROM journal j WHERE j.target_id = a.id AND j.action = 'account.create')`
  await db.$executeRaw`
    INSERT INTO journal (at, action, outcome, actor_id, structure_id, target_id, changes)
    SELECT f.requested_at, CASE f.status WHEN 'pending' THEN 'affiliation.request' ELSE 'affiliation.validate' END, 'done',
           f.account_id, f.structure_id, f.id,
           CASE f.status WHEN 'active' THEN jsonb_build_object('rafaelProfil', f.rafael_profil, 'isEmployeur', f.is_employeur,
             'isPrestataire', f.is_prestataire, 'isReferent', f.is_referent) END
      FROM affiliation f
     WHERE f.status IN ('pending', 'active')
       AND NOT EXISTS (SELECT FROM journal j WHERE j.target_id = f.id AND j.action IN ('affiliation.request', 'affiliation.validate'))`
}

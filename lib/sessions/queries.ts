import "server-only"
import type { Actor, ActorAffiliation } from "@/lib/access/permissions"
import { db, isUuid } from "@/lib/platform/db"
import { isLive, type SessionState, shouldTouch } from "@/lib/sessions/rules"

type Row = SessionState & {
  accountId: string
  firstName: string
  lastName: string
  email: string
  affiliations: ActorAffiliation[]
}

/**
 * The person behind a session, with the rights of this very instant; null when the session does not let in.
 * One indexed query; plain SQL because every page pays for it.
 */
export async function actorOfSession(sessionId: string, now: Date): Promise<Actor | null> {
  if (!isUuid(sessionId)) return null
  const [row] = await db.$queryRaw<Row[]>`
    SELECT s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt", s.revoked_at AS "revokedAt",
           a.id AS "accountId", a.first_name AS "firstName", a.last_name AS "lastName", a.email,
           a.is_manager AS "isManager", a.disabled_at AS "disabledAt",
           coalesce((SELECT json_agg(json_build_object(
               'id', f.id, 'structureId', f.structure_id, 'isReferent', f.is_referent,
               'rafaelProfil', f.rafael_profil, 'isEmployeur', f.is_employeur, 'isPrestataire', f.is_prestataire))
             FROM affiliation f WHERE f.account_id = a.id AND f.status = 'active'), '[]') AS affiliations
      FROM session s JOIN account a ON a.id = s.account_id
     WHERE s.id = ${sessionId}::uuid`
  if (!row || !isLive(row, now)) return null
  if (shouldTouch(row, now)) await db.session.updateMany({ where: { id: sessionId }, data: { lastSeenAt: now } })
  const { accountId, firstName, lastName, email, isManager, affiliations } = row
  return { accountId, sessionId, firstName, lastName, email, isManager, affiliations }
}

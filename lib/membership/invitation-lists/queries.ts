/** What stands already between a structure and the people one would invite. */
import "server-only"
import type { Standing } from "@/lib/membership/invitation-lists/rules"
import type { Tx } from "@/lib/platform/db/client"
import { lately } from "@/lib/vocabulary/invitations/rules"

/**
 * What stands between a structure and each of these addresses; an address without line stands free. Says nothing of an account that has
 * nothing to do with the structure.
 */
export async function standingOf(tx: Tx, structureId: string, emails: readonly string[], now: Date): Promise<Map<string, Standing>> {
  const rows = await tx.$queryRaw<{ email: string; standing: Standing }[]>`
    SELECT i.email, 'declined' AS standing FROM invitation i
     WHERE i.structure_id = ${structureId}::uuid AND i.email = ANY (${emails}) AND i.status = 'declined' AND i.decided_at > ${lately(now)}
    UNION ALL
    SELECT i.email, 'invited' FROM invitation i
     WHERE i.structure_id = ${structureId}::uuid AND i.email = ANY (${emails}) AND i.status = 'sent' AND i.expires_at > ${now}
    UNION ALL
    SELECT a.email, CASE f.status WHEN 'active' THEN 'here' ELSE 'asked' END FROM account a JOIN affiliation f ON f.account_id = a.id
     WHERE f.structure_id = ${structureId}::uuid AND f.status IN ('active', 'pending') AND a.email = ANY (${emails})`
  return new Map(rows.map(({ email, standing }) => [email, standing]))
}

/** How many invitations of a structure wait for an answer. */
export function waitingInvitations(tx: Tx, structureId: string, now: Date): Promise<number> {
  return tx.invitation.count({ where: { structureId, status: "sent", expiresAt: { gt: now } } })
}

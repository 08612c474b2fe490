/** The invitations of a structure, as whoever may send them reads them. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { deciderNow } from "@/lib/membership/referents/queries"
import { db, isUuid } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { slice } from "@/lib/platform/http/search-params"
import type { InvitationStatus } from "@/lib/vocabulary/invitations/rules"
import type { Rights } from "@/lib/vocabulary/profils/rules"

/** `stands`: whoever sent it decides for the structure now. `came`: false when the provider said that the mail did not arrive. */
export type ListedInvitation = Rights & {
  id: string
  email: string
  status: InvitationStatus
  invitedAt: Date
  sentAt: Date
  expiresAt: Date
  decidedAt: Date | null
  firstName: string
  lastName: string
  stands: boolean
  came: boolean
}

const perPage = 25

/**
 * A page of the invitations of a structure, those that wait first, then the latest; of those to one address that nobody answered, only the last.
 * None for whoever may not invite there.
 */
export async function invitationsOf(actor: Actor, structureId: string, asked: number, now: Date) {
  if (!isUuid(structureId) || !can(actor, "invitation.send", structureId)) return { invitations: [], waiting: 0, ...slice(0, perPage, 1) }
  const shown = Prisma.sql`FROM invitation i WHERE i.structure_id = ${structureId}::uuid AND NOT (i.status IN ('expired', 'cancelled')
    AND EXISTS (SELECT FROM invitation later WHERE later.structure_id = i.structure_id AND later.email = i.email AND later.invited_at > i.invited_at))`
  const [counted] = await db.$queryRaw<{ total: number; waiting: number }[]>`
    SELECT count(*)::int AS total, (count(*) FILTER (WHERE i.status = 'sent' AND i.expires_at > ${now}))::int AS waiting ${shown}`
  const { total = 0, waiting = 0 } = counted ?? {}
  const of = slice(total, perPage, asked)
  const invitations = await db.$queryRaw<ListedInvitation[]>`
    SELECT i.id, i.email, i.status::text AS status, i.invited_at AS "invitedAt", i.sent_at AS "sentAt", i.expires_at AS "expiresAt",
           i.decided_at AS "decidedAt", i.rafael_profil::text AS "rafaelProfil", i.is_employeur AS "isEmployeur",
           i.is_prestataire AS "isPrestataire", a.first_name AS "firstName", a.last_name AS "lastName",
           ${deciderNow(Prisma.sql`i.invited_by`, Prisma.sql`i.structure_id`)} AS stands,
           NOT EXISTS (SELECT FROM message m WHERE m.to_email = i.email AND m.template = 'invitation' AND m.data ->> 'siret' = s.siret AND m.created_at >= i.sent_at
                          AND (m.refused_at IS NOT NULL OR m.status = 'abandoned')) AS came
      FROM (SELECT i.* ${shown} ORDER BY i.status = 'sent' DESC, i.invited_at DESC, i.id LIMIT ${perPage} OFFSET ${of.offset}) i
      JOIN account a ON a.id = i.invited_by JOIN structure s ON s.id = i.structure_id
     ORDER BY i.status = 'sent' DESC, i.invited_at DESC, i.id`
  return { invitations, waiting, ...of }
}

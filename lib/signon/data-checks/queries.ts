/** What must be true of sign-on whatever happened, and that no constraint can say. */
import "server-only"
import { Prisma } from "@/lib/platform/generated/client"

/** Rows that break a rule, by what is wrong in words. */
export const dataChecks: Record<string, Prisma.Sql> = {
  "Entrées dans une application dont la connexion au portail est fermée": Prisma.sql`
    SELECT g.application_id AS id FROM sign_on_grant g LEFT JOIN session s ON s.id = g.portal_sid WHERE s.id IS NULL OR s.revoked_at IS NOT NULL`,
  "Entrées dans une application au titre d’un rattachement terminé, ou d’un autre compte": Prisma.sql`
    SELECT g.application_id AS id FROM sign_on_grant g JOIN affiliation f ON f.id = g.affiliation_id
     WHERE f.status <> 'active' OR f.account_id <> g.account_id`,
  "Applications qui lisent toutes les structures sans deux gestionnaires": Prisma.sql`
    SELECT id FROM application WHERE structures_granted_by IS NOT NULL AND (structures_asked_by IS NULL OR NOT 'structures' = ANY (scopes))`,
}

/** The reviews as managers see them: those that are open, those that are over, and how far each structure is. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { reachableReferents } from "@/lib/membership/referents/queries"
import type { ProgressParams } from "@/lib/membership/reviews/schema"
import { db, isUuid } from "@/lib/platform/db/client"
import { Prisma, type ReviewScope } from "@/lib/platform/generated/client"
import { slice } from "@/lib/platform/http/search-params"

export type ReviewLine = {
  id: string
  scope: ReviewScope
  scopeValue: string | null
  message: string | null
  deadline: Date
  suspends: boolean
  openedAt: Date
  closedAt: Date | null
  isClosedByClock: boolean
  people: number
  waiting: number
  structures: number
  /** Structures where nobody has answered anything. */
  silent: number
  /** Structures that wait for the managers, because no référent can be reached. */
  forManagers: number
}

/** The reviews, open ones first, then the latest; or one of them. None for anyone but a manager. */
export async function reviewsForManagers(actor: Actor, reviewId: string | null = null): Promise<ReviewLine[]> {
  if (!can(actor, "review.manage") || (reviewId !== null && !isUuid(reviewId))) return []
  return db.$queryRaw<ReviewLine[]>`
    SELECT r.id, r.scope::text AS scope, r.scope_value AS "scopeValue", r.message, r.deadline, r.suspends, r.opened_at AS "openedAt",
           r.closed_at AS "closedAt", (r.closed_at IS NOT NULL AND r.closed_by IS NULL) AS "isClosedByClock",
           coalesce(w.people, 0)::int AS people, coalesce(w.waiting, 0)::int AS waiting, coalesce(w.structures, 0)::int AS structures,
           coalesce(w.silent, 0)::int AS silent, coalesce(w.for_managers, 0)::int AS "forManagers"
      FROM review r LEFT JOIN LATERAL (
        SELECT sum(s.people) AS people, sum(s.waiting) AS waiting, count(*) AS structures, count(*) FILTER (WHERE s.waiting = s.people) AS silent,
               count(*) FILTER (WHERE s.waiting > 0 AND NOT EXISTS (${reachableReferents(Prisma.sql`s.structure_id`)})) AS for_managers
          FROM review_structure s WHERE s.review_id = r.id) w ON true
     WHERE ${reviewId === null ? Prisma.sql`true` : Prisma.sql`r.id = ${reviewId}::uuid`}
     ORDER BY r.closed_at IS NOT NULL, r.opened_at DESC, r.id LIMIT 100`
}

export type StructureProgress = {
  structureId: string
  raisonSociale: string
  siret: string
  city: string | null
  departement: string | null
  people: number
  waiting: number
  isForManagers: boolean
}
const perProgressPage = 50

/**
 * How far the structures of a review are, those with most people waiting first; `etat`: "sans-reponse" (nobody answered anything), "gestionnaires" (no
 * référent can be reached), "finies", or all. Null for anyone but a manager.
 */
export async function structuresOfReview(actor: Actor, reviewId: string, { etat, page }: Pick<ProgressParams, "etat" | "page">) {
  if (!can(actor, "review.manage") || !isUuid(reviewId)) return null
  const forManagers = Prisma.sql`(w.waiting > 0 AND NOT EXISTS (${reachableReferents(Prisma.sql`w.structure_id`)}))`
  const narrowed =
    etat === "sans-reponse"
      ? Prisma.sql`w.waiting = w.people`
      : etat === "gestionnaires"
        ? forManagers
        : etat === "finies"
          ? Prisma.sql`w.waiting = 0`
          : Prisma.sql`true`
  const where = Prisma.sql`w.review_id = ${reviewId}::uuid AND ${narrowed}`
  const [counted] = await db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM review_structure w WHERE ${where}`
  const of = slice(counted?.total ?? 0, perProgressPage, page)
  const structures = await db.$queryRaw<StructureProgress[]>`
    SELECT s.id AS "structureId", s.raison_sociale AS "raisonSociale", s.siret, s.city, s.departement, w.people, w.waiting,
           ${forManagers} AS "isForManagers"
      FROM review_structure w JOIN structure s ON s.id = w.structure_id
     WHERE ${where} ORDER BY w.waiting DESC, s.id LIMIT ${perProgressPage} OFFSET ${of.offset}`
  return { structures, ...of }
}

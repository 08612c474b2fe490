/** The reviews as managers see them: those that are open, those that are over, how far each structure is, and who answers there. */
import "server-only"
import { type Actor, can } from "@/lib/access/permissions"
import { awayUntil, referentsUntil } from "@/lib/membership/referents/queries"
import { dayIn, type StructureState, structureStates } from "@/lib/membership/reviews/rules"
import type { ProgressParams } from "@/lib/membership/reviews/schema"
import { db, isUuid } from "@/lib/platform/db/client"
import { Prisma, type ReviewScope } from "@/lib/platform/generated/client"
import { slice } from "@/lib/platform/http/search-params"
import { isKeyOf } from "@/lib/platform/text/lookup"

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
}

function reviewLines(which: Prisma.Sql) {
  return db.$queryRaw<ReviewLine[]>`
    SELECT r.id, r.scope::text AS scope, r.scope_value AS "scopeValue", r.message, r.deadline, r.suspends, r.opened_at AS "openedAt",
           r.closed_at AS "closedAt", (r.closed_at IS NOT NULL AND r.closed_by IS NULL) AS "isClosedByClock",
           coalesce(w.people, 0)::int AS people, coalesce(w.waiting, 0)::int AS waiting, coalesce(w.structures, 0)::int AS structures
      FROM review r LEFT JOIN LATERAL (
        SELECT sum(s.people) AS people, sum(s.waiting) AS waiting, count(*) AS structures FROM review_structure s WHERE s.review_id = r.id) w ON true
     WHERE ${which} ORDER BY r.closed_at IS NOT NULL, r.opened_at DESC, r.id LIMIT 100`
}

/** The reviews, open ones first, then the latest. None for anyone but a manager. */
export async function reviewsForManagers(actor: Actor): Promise<ReviewLine[]> {
  return can(actor, "review.manage") ? reviewLines(Prisma.sql`true`) : []
}

/** One review; null when there is none, and for anyone but a manager. */
export async function reviewForManagers(actor: Actor, reviewId: string): Promise<ReviewLine | null> {
  if (!can(actor, "review.manage") || !isUuid(reviewId)) return null
  const [review] = await reviewLines(Prisma.sql`r.id = ${reviewId}::uuid`)
  return review ?? null
}

const lastDay = (deadline: Date) => Prisma.sql`${dayIn(deadline)}::date`

/** Where a structure `w` of a review is (rules: `StructureState`). Whoever left by themselves is no answer of the structure. */
const stateOf = ({ deadline }: ReviewLine, now: Date) => Prisma.sql`CASE
  WHEN w.waiting = 0 THEN 'finie'
  WHEN NOT EXISTS (${referentsUntil(Prisma.sql`w.structure_id`, lastDay(deadline), now)}) THEN 'gestionnaires'
  WHEN EXISTS (SELECT FROM review_item i WHERE i.review_id = w.review_id AND i.structure_id = w.structure_id AND i.answer IS NOT NULL
    AND i.answered_by IS NOT NULL) THEN 'en-cours'
  ELSE 'sans-reponse' END`

/** How many structures of a review are in each state, for whoever has read the review by `reviewForManagers`. */
export async function structureCounts(review: ReviewLine, now: Date): Promise<Record<StructureState, number>> {
  const rows = await db.$queryRaw<{ state: StructureState; count: number }[]>`
    SELECT state, count(*)::int AS count FROM (SELECT ${stateOf(review, now)} AS state FROM review_structure w WHERE w.review_id = ${review.id}::uuid) states GROUP BY state`
  const none = { "sans-reponse": 0, "en-cours": 0, gestionnaires: 0, finie: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) }
}

type Progress = {
  structureId: string
  raisonSociale: string
  siret: string
  city: string | null
  departement: string | null
  people: number
  waiting: number
  state: StructureState
}
export type StructureProgress = Progress & { referents: ReviewReferent[] }
const perProgressPage = 50

/**
 * How far the structures of a review are, those with most people waiting first, and their référents; `etat`: those in this state, or all. For whoever
 * has read the review by `reviewForManagers`.
 */
export async function structuresOfReview(review: ReviewLine, { etat, page, now }: Pick<ProgressParams, "etat" | "page"> & { now: Date }) {
  const state = isKeyOf(structureStates, etat) ? etat : null
  const stands = stateOf(review, now)
  const where = Prisma.sql`w.review_id = ${review.id}::uuid ${state === null ? Prisma.empty : Prisma.sql`AND (${stands}) = ${state}`}`
  const [counted] = await db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM review_structure w WHERE ${where}`
  const of = slice(counted?.total ?? 0, perProgressPage, page)
  const rows = await db.$queryRaw<Progress[]>`
    SELECT s.id AS "structureId", s.raison_sociale AS "raisonSociale", s.siret, s.city, s.departement, w.people, w.waiting, ${stands} AS state
      FROM review_structure w JOIN structure s ON s.id = w.structure_id
     WHERE ${where} ORDER BY w.waiting DESC, s.id LIMIT ${perProgressPage} OFFSET ${of.offset}`
  const referents = await referentsIn(review, rows, now)
  return { structures: rows.map((row) => ({ ...row, referents: referents.filter((one) => one.structureId === row.structureId) })), ...of }
}

export type ReviewReferent = {
  structureId: string
  accountId: string
  firstName: string
  lastName: string
  /** People of the structure that they have answered for. */
  answers: number
  /** Whether they are asked: not when nothing reaches them, nor while they are away until after the last day. */
  reach: "asked" | "away" | "unreachable"
}

/** Who answers for these structures, and how much each has in this review. */
function referentsIn({ id, deadline }: ReviewLine, structures: { structureId: string }[], now: Date): Promise<ReviewReferent[]> {
  const away = awayUntil(Prisma.sql`a.id`, Prisma.sql`f.structure_id`, lastDay(deadline), now)
  return db.$queryRaw<ReviewReferent[]>`
    SELECT f.structure_id AS "structureId", a.id AS "accountId", a.first_name AS "firstName", a.last_name AS "lastName",
           (SELECT count(*)::int FROM review_item i
             WHERE i.review_id = ${id}::uuid AND i.structure_id = f.structure_id AND i.answer IS NOT NULL AND i.answered_by = a.id) AS answers,
           CASE WHEN a.disabled_at IS NOT NULL OR a.erased_at IS NOT NULL OR a.bounced_at IS NOT NULL THEN 'unreachable'
                WHEN ${away} THEN 'away' ELSE 'asked' END AS reach
      FROM affiliation f JOIN account a ON a.id = f.account_id
     WHERE f.structure_id = ANY (${structures.map(({ structureId }) => structureId)}::uuid[]) AND f.status = 'active' AND f.is_referent
     ORDER BY f.person_order, f.id`
}

export type ReviewLeftToManagers = Pick<ReviewLine, "id" | "scope" | "scopeValue" | "deadline" | "structures" | "people">

/** The open reviews in which structures wait for the managers, because no référent can answer, the nearest deadline first; none for anyone else. */
export async function reviewsLeftToManagers(actor: Actor, now: Date): Promise<ReviewLeftToManagers[]> {
  if (!can(actor, "review.manage")) return []
  return db.$queryRaw<ReviewLeftToManagers[]>`
    SELECT v.id, v.scope::text AS scope, v.scope_value AS "scopeValue", v.deadline, count(*)::int AS structures, sum(w.waiting)::int AS people
      FROM review v JOIN review_structure w ON w.review_id = v.id
     WHERE v.closed_at IS NULL AND w.waiting > 0 AND NOT EXISTS (${referentsUntil(Prisma.sql`w.structure_id`, Prisma.sql`v.deadline`, now)})
     GROUP BY v.id ORDER BY v.deadline, v.id`
}

/** A review as those who answer see it: their structures, and the people of one. */
import "server-only"
import { type Actor, can, referentStructureIds } from "@/lib/access/permissions"
import { perReviewPage, type View } from "@/lib/membership/review-answers/schema"
import type { Answer, Signs } from "@/lib/membership/reviews/rules"
import { db, isUuid } from "@/lib/platform/db/client"
import { Prisma, type ReviewScope } from "@/lib/platform/generated/client"
import { slice } from "@/lib/platform/http/search-params"
import type { RafaelProfil, Rights } from "@/lib/vocabulary/profils/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

const review = {
  id: true,
  scope: true,
  scopeValue: true,
  message: true,
  deadline: true,
  suspends: true,
  openedAt: true,
  closedAt: true,
} as const

/** One structure of a review that the actor answers for. */
export type AnsweredStructure = {
  id: string
  raisonSociale: string
  siret: string
  types: StructureType[]
  people: number
  waiting: number
}

/**
 * A review and those of its structures that the actor answers for, those that wait first; for a manager only `structureId`, whose people they answer
 * for when nobody does. Null when there is none.
 */
export async function reviewFor(actor: Actor, reviewId: string, structureId: string) {
  if (!isUuid(reviewId)) return null
  const asked = isUuid(structureId) ? [structureId] : []
  const theirs = actor.isManager ? asked : referentStructureIds(actor)
  const ids = theirs.filter((id) => can(actor, "review.answer", id))
  if (ids.length === 0) return null
  const [found, structures] = await Promise.all([
    db.review.findUnique({ where: { id: reviewId }, select: review }),
    db.$queryRaw<AnsweredStructure[]>`
      SELECT s.id, s.raison_sociale AS "raisonSociale", s.siret, s.types::text[] AS types, w.people, w.waiting
        FROM review_structure w JOIN structure s ON s.id = w.structure_id
       WHERE w.review_id = ${reviewId}::uuid AND w.structure_id = ANY (${ids}::uuid[]) ORDER BY w.waiting = 0, w.waiting DESC, s.id`,
  ])
  return found && structures.length > 0 ? { review: found, structures } : null
}

export type ReviewedPerson = Rights &
  Signs & {
    id: string
    accountId: string
    firstName: string
    lastName: string
    /** Null, as the two that follow, once the person has left: these are theirs, and not the structure's. */
    email: string | null
    jobTitle: string | null
    isReferent: boolean
    isActive: boolean
    suspendedProfil: RafaelProfil | null
    /** When the person was attached. */
    since: Date
    lastUsedAt: Date | null
    held: string[]
    answer: Answer | null
    answeredAt: Date | null
    byFirstName: string | null
    byLastName: string | null
  }

const unusedSince = (now: Date) => new Date(now.getTime() - 365 * 24 * 3_600_000)

/** What makes someone worth a second look, as SQL on an affiliation `f` and its account `a` (rules: `Signs`). */
function signs(now: Date) {
  const year = unusedSince(now)
  return {
    isUnused: Prisma.sql`(a.last_used_at < ${year})`,
    hasBounced: Prisma.sql`(a.bounced_at IS NOT NULL)`,
    isDisabled: Prisma.sql`(a.disabled_at IS NOT NULL)`,
    hasLeftAnother: Prisma.sql`EXISTS (SELECT FROM affiliation g WHERE g.account_id = f.account_id AND g.structure_id <> f.structure_id
      AND g.status = 'ended' AND g.ended_at > ${year} AND NOT EXISTS (SELECT FROM affiliation c WHERE c.continues_id = g.id))`,
  }
}

/**
 * A page of the people of a structure in a review, for those who answer for it (the caller has read it by `reviewFor`): those who wait, by name; of
 * them those worth a second look; or those who have an answer, the latest first.
 */
export async function peopleToReview(
  reviewId: string,
  { id: structureId, people, waiting }: AnsweredStructure,
  { view, page, now, suspendedFirst = false }: { view: View; page: number; now: Date; suspendedFirst?: boolean },
) {
  const { isUnused, hasBounced, isDisabled, hasLeftAnother } = signs(now)
  const theirs = Prisma.sql`i.review_id = ${reviewId}::uuid AND i.structure_id = ${structureId}::uuid`
  const marked = Prisma.sql`(${isUnused} OR ${hasBounced} OR ${isDisabled} OR ${hasLeftAnother})`
  const where =
    view === "vues"
      ? Prisma.sql`${theirs} AND i.answer IS NOT NULL`
      : view === "signalees"
        ? Prisma.sql`${theirs} AND i.answer IS NULL AND ${marked}`
        : Prisma.sql`${theirs} AND i.answer IS NULL`
  const order =
    view === "vues"
      ? Prisma.sql`i.answered_at DESC, i.affiliation_id`
      : Prisma.sql`${suspendedFirst ? Prisma.sql`f.suspended_profil IS NULL, ` : Prisma.empty}i.person_order, i.affiliation_id`
  const from = Prisma.sql`FROM review_item i JOIN affiliation f ON f.id = i.affiliation_id JOIN account a ON a.id = f.account_id WHERE ${where}`
  // The counts of the structure are kept: only the people who are marked are counted here.
  const total = view === "vues" ? people - waiting : view === "a-revoir" ? waiting : await countOf(from)
  const of = slice(total, perReviewPage, page)
  const rows = await db.$queryRaw<ReviewedPerson[]>`
    SELECT f.id, a.id AS "accountId", a.first_name AS "firstName", a.last_name AS "lastName", ${ofThoseAttached(Prisma.sql`a.email`)} AS email,
           ${ofThoseAttached(Prisma.sql`a.job_title`)} AS "jobTitle", f.is_referent AS "isReferent", f.status = 'active' AS "isActive", f.rafael_profil::text AS "rafaelProfil", f.is_employeur AS "isEmployeur",
           f.is_prestataire AS "isPrestataire", f.suspended_profil::text AS "suspendedProfil", coalesce(f.decided_at, f.requested_at) AS since,
           ${ofThoseAttached(Prisma.sql`a.last_used_at`)} AS "lastUsedAt", i.held, i.answer::text AS answer, i.answered_at AS "answeredAt",
           b.first_name AS "byFirstName", b.last_name AS "byLastName",
           ${stillAttached} AND ${isUnused} AS "isUnused", ${stillAttached} AND ${hasBounced} AS "hasBounced",
           ${stillAttached} AND ${isDisabled} AS "isDisabled", ${stillAttached} AND ${hasLeftAnother} AS "hasLeftAnother"
      FROM (SELECT i.affiliation_id ${from} ORDER BY ${order} LIMIT ${perReviewPage} OFFSET ${of.offset}) chosen
      JOIN review_item i ON i.review_id = ${reviewId}::uuid AND i.affiliation_id = chosen.affiliation_id
      JOIN affiliation f ON f.id = i.affiliation_id JOIN account a ON a.id = f.account_id LEFT JOIN account b ON b.id = i.answered_by
     ORDER BY ${order}`
  return { people: rows, ...of }
}

/** What becomes of someone who has left is nobody's business there any more: their name and the answer remain. */
const stillAttached = Prisma.sql`f.status = 'active'`
const ofThoseAttached = (value: Prisma.Sql) => Prisma.sql`CASE WHEN ${stillAttached} THEN ${value} END`

async function countOf(from: Prisma.Sql) {
  const [row] = await db.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total ${from}`
  return row?.total ?? 0
}

/** People of a structure in a review, by id, for the page of several detachments; those who are attached still. */
export function peopleToDetach(reviewId: string, structureId: string, affiliationIds: readonly string[]) {
  return db.affiliation.findMany({
    where: {
      id: { in: affiliationIds.filter(isUuid).slice(0, perReviewPage) },
      structureId,
      status: "active",
      reviewItems: { some: { reviewId } },
    },
    orderBy: [{ personOrder: "asc" }, { id: "asc" }],
    select: {
      id: true,
      isReferent: true,
      rafaelProfil: true,
      isEmployeur: true,
      isPrestataire: true,
      account: { select: { id: true, firstName: true, lastName: true } },
    },
  })
}

/** Whether a review has this id: for callers that must know whether an address named one that is not theirs, or none. */
export async function reviewExists(reviewId: string): Promise<boolean> {
  return (await db.review.count({ where: { id: reviewId } })) > 0
}

/**
 * The id of the open review that asks about this person of a structure, or asked before they were answered about, for those who answer there; of
 * several, the one where someone still waits, and the nearest deadline first. Null when there is none.
 */
export async function reviewAskingAbout(actor: Actor, structureId: string, affiliationId: string): Promise<string | null> {
  if (!can(actor, "review.answer", structureId)) return null
  const [first] = await db.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM review_item i JOIN review r ON r.id = i.review_id
      JOIN review_structure w ON w.review_id = r.id AND w.structure_id = i.structure_id
     WHERE i.affiliation_id = ${affiliationId}::uuid AND i.structure_id = ${structureId}::uuid AND r.closed_at IS NULL
     ORDER BY w.waiting = 0, r.deadline, r.id LIMIT 1`
  return first?.id ?? null
}

/** The open review that asks about a structure, the nearest deadline first, for those who answer for it; null when there is none. */
export async function openReviewOf(actor: Actor, structureId: string): Promise<OwnReview | null> {
  if (!can(actor, "review.answer", structureId)) return null
  const [first] = await waitingIn([structureId])
  return first ?? null
}

export type OwnReview = {
  id: string
  scope: ReviewScope
  scopeValue: string | null
  deadline: Date
  people: number
  structures: number
  structureId: string
}

/** The open reviews in which people of the actor's structures wait, the nearest deadline first; for référents. */
export async function reviewsWaiting(actor: Actor): Promise<OwnReview[]> {
  const ids = actor.isManager ? [] : referentStructureIds(actor).filter((id) => can(actor, "review.answer", id))
  return ids.length === 0 ? [] : waitingIn(ids)
}

function waitingIn(ids: string[]) {
  return db.$queryRaw<OwnReview[]>`
    SELECT r.id, r.scope::text AS scope, r.scope_value AS "scopeValue", r.deadline, sum(w.waiting)::int AS people, count(*)::int AS structures, min(w.structure_id::text) AS "structureId"
      FROM review r JOIN review_structure w ON w.review_id = r.id
     WHERE r.closed_at IS NULL AND w.waiting > 0 AND w.structure_id = ANY (${ids}::uuid[])
     GROUP BY r.id ORDER BY r.deadline, r.id`
}

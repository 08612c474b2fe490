/** Which reviews, structures and people a pass of the clock is about. */
import "server-only"
import { reachableReferents } from "@/lib/membership/referents/queries"
import { parseReviewDelays, type ReviewDelays, suspensionDay } from "@/lib/membership/review-clock/rules"
import { suspendable } from "@/lib/membership/reviews/rules"
import { db, type Tx } from "@/lib/platform/db/client"
import { Prisma, type ReviewNoticeKind } from "@/lib/platform/generated/client"
import { settingOf } from "@/lib/platform/process/settings"
import { dayOf, startOf } from "@/lib/platform/time/working-days"

/** The delays of this portal: the setting `REVIEW_DELAYS`, which the start has checked. */
export function ownReviewDelays(): ReviewDelays {
  const delays = parseReviewDelays(settingOf("REVIEW_DELAYS"))
  if (!delays) throw new Error("REVIEW_DELAYS is checked at the start")
  return delays
}

/** When levels that nobody confirms are suspended, and the review closes: the beginning of that day, if the mail before has left in time. */
export function suspensionOf(deadline: Date): Date {
  return startOf(suspensionDay(dayOf(deadline), ownReviewDelays()))
}

/** The reviews that are open, oldest first. */
export function openReviews() {
  return db.review.findMany({
    where: { closedAt: null },
    orderBy: [{ openedAt: "asc" }, { id: "asc" }],
    select: { id: true, deadline: true, suspends: true },
  })
}
export type OpenReview = Awaited<ReturnType<typeof openReviews>>[number]

/** People of a review `i`, `f` whose level would be suspended: nobody has answered, and they still hold it. */
export const unconfirmed = Prisma.sql`i.answer IS NULL AND f.status = 'active' AND f.rafael_profil::text = ANY (${[...suspendable]})`

/** Whom a mail counts: everyone who waits in a structure, or only those whose level would be suspended. */
export type Whom = "waiting" | "unconfirmed"

function waitingIn(reviewId: string, whom: Whom) {
  return whom === "waiting"
    ? Prisma.sql`(SELECT w.structure_id, w.waiting FROM review_structure w WHERE w.review_id = ${reviewId}::uuid AND w.waiting > 0)`
    : Prisma.sql`(SELECT i.structure_id, count(*)::int AS waiting FROM review_item i JOIN affiliation f ON f.id = i.affiliation_id
        WHERE i.review_id = ${reviewId}::uuid AND ${unconfirmed} GROUP BY i.structure_id)`
}

/**
 * The structures of a review that wait, each with the account that is asked: its reachable référents or, where there is none, the managers.
 */
function asked(reviewId: string, whom: Whom) {
  return Prisma.sql`
    SELECT w.structure_id, w.waiting, r.account_id FROM ${waitingIn(reviewId, whom)} w
      JOIN affiliation r ON r.structure_id = w.structure_id AND r.status = 'active' AND r.is_referent
      JOIN account a ON a.id = r.account_id AND a.disabled_at IS NULL AND a.erased_at IS NULL AND a.bounced_at IS NULL
    UNION ALL
    SELECT w.structure_id, w.waiting, m.id FROM ${waitingIn(reviewId, whom)} w
      CROSS JOIN account m
     WHERE m.is_manager AND m.disabled_at IS NULL AND m.erased_at IS NULL AND m.bounced_at IS NULL
       AND NOT EXISTS (${reachableReferents(Prisma.sql`w.structure_id`)})`
}

/**
 * The accounts that are asked to answer and were told nothing of these kinds; `since`: nor anything at all since then, because whoever has just heard of
 * the review needs no reminder.
 */
export async function toTell(
  reviewId: string,
  kinds: readonly ReviewNoticeKind[],
  since: Date | null,
  whom: Whom = "waiting",
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT t.account_id AS id FROM (${asked(reviewId, whom)}) t
     WHERE NOT EXISTS (SELECT FROM review_notice n WHERE n.review_id = ${reviewId}::uuid AND n.account_id = t.account_id
       AND (n.kind::text = ANY (${[...kinds]}) OR n.sent_at >= ${since}))
     ORDER BY id`
  return rows.map(({ id }) => id)
}

export type AskedLine = { structureId: string; raisonSociale: string; siret: string; waiting: number }
const mostInMail = 20

/** What an account is asked in a review: the structures that wait, most people first, and how many there are in all. */
export async function askedOf(tx: Tx, reviewId: string, accountId: string, whom: Whom) {
  const rows = await tx.$queryRaw<(AskedLine & { structures: number; people: number })[]>`
    SELECT s.id AS "structureId", s.raison_sociale AS "raisonSociale", s.siret, t.waiting,
           count(*) OVER ()::int AS structures, sum(t.waiting) OVER ()::int AS people
      FROM (${asked(reviewId, whom)}) t JOIN structure s ON s.id = t.structure_id
     WHERE t.account_id = ${accountId}::uuid ORDER BY t.waiting DESC, s.id LIMIT ${mostInMail}`
  const { structures = 0, people = 0 } = rows[0] ?? {}
  return { lines: rows, people, more: structures - rows.length }
}

/** The structures with such people whom `which` selects, each as one item of a pass. */
export async function structuresWith(reviewId: string, which: Prisma.Sql): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT i.structure_id AS id FROM review_item i JOIN affiliation f ON f.id = i.affiliation_id
     WHERE i.review_id = ${reviewId}::uuid AND ${unconfirmed} AND ${which} ORDER BY id`
  return rows.map(({ id }) => id)
}

/** The reachable référents whose people were suspended by a review, and who were not told. */
export async function untoldOfSuspension(reviewId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT r.account_id AS id FROM review_item i
      JOIN affiliation r ON r.structure_id = i.structure_id AND r.status = 'active' AND r.is_referent
      JOIN account a ON a.id = r.account_id AND a.disabled_at IS NULL AND a.erased_at IS NULL AND a.bounced_at IS NULL
     WHERE i.review_id = ${reviewId}::uuid AND i.suspended_at IS NOT NULL AND i.answer IS NULL
       AND NOT EXISTS (SELECT FROM review_notice n WHERE n.review_id = i.review_id AND n.account_id = r.account_id AND n.kind = 'suspended')
     ORDER BY id`
  return rows.map(({ id }) => id)
}

/** Whose profils a review suspended, in the structures of a référent. */
export function suspendedFor(tx: Tx, reviewId: string, accountId: string) {
  return tx.$queryRaw<{ firstName: string; lastName: string; structureId: string; raisonSociale: string }[]>`
    SELECT a.first_name AS "firstName", a.last_name AS "lastName", s.id AS "structureId", s.raison_sociale AS "raisonSociale"
      FROM review_item i JOIN affiliation f ON f.id = i.affiliation_id JOIN account a ON a.id = f.account_id JOIN structure s ON s.id = i.structure_id
     WHERE i.review_id = ${reviewId}::uuid AND i.suspended_at IS NOT NULL AND i.answer IS NULL
       AND EXISTS (SELECT FROM affiliation r WHERE r.account_id = ${accountId}::uuid AND r.structure_id = i.structure_id AND r.status = 'active' AND r.is_referent)
     ORDER BY s.id, i.person_order, f.id`
}

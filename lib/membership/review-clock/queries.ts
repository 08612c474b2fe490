/** Which reviews, structures and people a pass of the clock is about. */
import "server-only"
import { awayUntil, referentsUntil } from "@/lib/membership/referents/queries"
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

/** Whom a mail counts: everyone who waits in a structure, those of them whose level would be suspended, or those whose level was. */
export type Whom = "waiting" | "unconfirmed" | "suspended"

/** Whose level a review suspended: nobody has given it back. */
const suspended = Prisma.sql`i.suspended_at IS NOT NULL AND i.answer IS NULL`

function countedIn(reviewId: string, whom: Whom) {
  if (whom === "waiting")
    return Prisma.sql`(SELECT w.structure_id, w.waiting FROM review_structure w WHERE w.review_id = ${reviewId}::uuid AND w.waiting > 0)`
  return Prisma.sql`(SELECT i.structure_id, count(*)::int AS waiting FROM review_item i JOIN affiliation f ON f.id = i.affiliation_id
    WHERE i.review_id = ${reviewId}::uuid AND ${whom === "unconfirmed" ? unconfirmed : suspended} GROUP BY i.structure_id)`
}

/** A review at an instant. */
type Moment = { reviewId: string; now: Date }

/**
 * The structures of a review with such people, each with the account that is asked about them: its référents who can be reached and are not away until
 * after the last day or, where there is none, the managers.
 */
function asked({ reviewId, now }: Moment, whom: Whom) {
  const counted = countedIn(reviewId, whom)
  const deadline = Prisma.sql`(SELECT deadline FROM review WHERE id = ${reviewId}::uuid)`
  const structure = Prisma.sql`w.structure_id`
  return Prisma.sql`
    SELECT w.structure_id, w.waiting, r.account_id FROM ${counted} w
      JOIN affiliation r ON r.structure_id = w.structure_id AND r.status = 'active' AND r.is_referent
      JOIN account a ON a.id = r.account_id AND a.disabled_at IS NULL AND a.erased_at IS NULL AND a.bounced_at IS NULL
     WHERE NOT ${awayUntil(Prisma.sql`r.account_id`, structure, deadline, now)}
    UNION ALL
    SELECT w.structure_id, w.waiting, m.id FROM ${counted} w
      CROSS JOIN account m
     WHERE m.is_manager AND m.disabled_at IS NULL AND m.erased_at IS NULL AND m.bounced_at IS NULL
       AND NOT EXISTS (${referentsUntil(structure, deadline, now)})`
}

/**
 * The accounts that are asked to answer and were told nothing of these kinds; `since`: nor anything at all since then, because whoever has just heard of
 * the review needs no reminder.
 */
export async function toTell(
  moment: Moment,
  kinds: readonly ReviewNoticeKind[],
  since: Date | null,
  whom: Whom = "waiting",
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT t.account_id AS id FROM (${asked(moment, whom)}) t
     WHERE NOT EXISTS (SELECT FROM review_notice n WHERE n.review_id = ${moment.reviewId}::uuid AND n.account_id = t.account_id
       AND (n.kind::text = ANY (${[...kinds]}) OR n.sent_at >= ${since}))
     ORDER BY id`
  return rows.map(({ id }) => id)
}

export type AskedLine = { structureId: string; raisonSociale: string; siret: string; waiting: number }
const mostInMail = 20

/** What an account is asked in a review: the structures that wait, most people first, and how many there are in all. */
export async function askedOf(tx: Tx, moment: Moment, accountId: string, whom: Whom) {
  const rows = await tx.$queryRaw<(AskedLine & { structures: number; people: number })[]>`
    SELECT s.id AS "structureId", s.raison_sociale AS "raisonSociale", s.siret, t.waiting,
           count(*) OVER ()::int AS structures, sum(t.waiting) OVER ()::int AS people
      FROM (${asked(moment, whom)}) t JOIN structure s ON s.id = t.structure_id
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

/** Those who are to hear whose levels a review suspended, and were not told. */
export function untoldOfSuspension(moment: Moment): Promise<string[]> {
  return toTell(moment, ["suspended"], null, "suspended")
}

/** Whose profils a review suspended, in the structures that an account is asked about. */
export function suspendedFor(tx: Tx, moment: Moment, accountId: string) {
  return tx.$queryRaw<{ firstName: string; lastName: string; structureId: string; raisonSociale: string }[]>`
    SELECT a.first_name AS "firstName", a.last_name AS "lastName", s.id AS "structureId", s.raison_sociale AS "raisonSociale"
      FROM review_item i JOIN affiliation f ON f.id = i.affiliation_id JOIN account a ON a.id = f.account_id JOIN structure s ON s.id = i.structure_id
     WHERE i.review_id = ${moment.reviewId}::uuid AND ${suspended}
       AND i.structure_id IN (SELECT t.structure_id FROM (${asked(moment, "suspended")}) t WHERE t.account_id = ${accountId}::uuid)
     ORDER BY s.id, i.person_order, f.id`
}

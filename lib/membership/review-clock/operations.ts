/**
 * The clock of reviews: those who are asked hear of it and are reminded; after the deadline, levels that nobody confirms are suspended, once their
 * holders were warned, where the review says so; then it closes. One pass may run twice, late, or on several instances at once.
 */
import "server-only"
import type { Context } from "@/lib/access/context"
import { hold } from "@/lib/access/locks"
import {
  askedOf,
  type OpenReview,
  openReviews,
  structuresWith,
  suspendedFor,
  toTell,
  unconfirmed,
  untoldOfSuspension,
} from "@/lib/membership/review-clock/queries"
import { isPast, type ReviewDelays, reminderDue, reminderKinds, suspensionDay } from "@/lib/membership/review-clock/rules"
import { dayIn } from "@/lib/membership/reviews/rules"
import { type Tx, transaction } from "@/lib/platform/db/client"
import { Prisma, type ReviewNoticeKind } from "@/lib/platform/generated/client"
import { pass } from "@/lib/platform/process/passes"
import { begunBefore, dayOf, startOf } from "@/lib/platform/time/working-days"
import { rightsLost } from "@/lib/seam"
import { record } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { profilName, type RafaelProfil } from "@/lib/vocabulary/profils/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"

type Counted = "told" | "reminded" | "warned" | "suspended" | "closed"
export type ReviewReport = Record<Counted | "failed", number>

/** One pass over the reviews that are open, at `context.now`. */
export async function followReviews(context: Context, delays: ReviewDelays): Promise<ReviewReport> {
  const report: ReviewReport = { told: 0, reminded: 0, warned: 0, suspended: 0, closed: 0, failed: 0 }
  for (const review of await openReviews()) {
    const done = await followReview(context, delays, review)
    for (const key of Object.keys(report) as (keyof ReviewReport)[]) report[key] += done[key]
  }
  return report
}

async function followReview(context: Context, delays: ReviewDelays, review: OpenReview): Promise<ReviewReport> {
  const { now } = context
  const { id } = review
  const moment = { reviewId: id, now }
  const deadline = dayIn(review.deadline)
  const due = reminderDue(deadline, delays, now)
  const warns = review.suspends && isPast(deadline, delays.warning, now)
  const ends = isPast(deadline, delays.suspension, now)
  const nobody = async () => []
  /** They have these days to answer once they are warned, however late the clock was. */
  const guaranteed = Math.max(1, delays.suspension - delays.warning - 1)
  const warnedBefore = begunBefore(now, guaranteed)
  const [onTime, late] = [
    startOf(suspensionDay(deadline, delays)),
    startOf(suspensionDay(dayOf(now), { ...delays, suspension: guaranteed })),
  ]
  const suspendsOn = new Date(Math.max(onTime.getTime(), late.getTime()))
  const toSuspend = Prisma.sql`i.warned_at < ${warnedBefore}`
  return pass<Counted>("reviews", [
    ["told", () => (ends ? nobody() : toTell(moment, everyKind, null)), (who) => tell(context, review, who, "opened")],
    ["reminded", () => (due ? toTell(moment, due.covers, due.since) : nobody()), (who) => tell(context, review, who, due?.kind ?? "third")],
    [
      "warned",
      () => (warns ? toTell(moment, ["warned"], null, "unconfirmed") : nobody()),
      (who) => tell(context, review, who, "warned", suspendsOn),
    ],
    [
      "warned",
      () => (warns ? structuresWith(id, Prisma.sql`i.warned_at IS NULL`) : nobody()),
      (structureId) => someAtATime(() => warn(context, id, structureId, suspendsOn)),
    ],
    [
      "suspended",
      () => (warns && ends ? structuresWith(id, toSuspend) : nobody()),
      (structureId) => someAtATime(() => suspend(context, id, structureId, toSuspend)),
    ],
    ["told", () => untoldOfSuspension(moment), (who) => tellOfSuspensions(context, id, who)],
    ["closed", async () => (ends && (await isOver(moment, review)) ? [id] : []), () => close(context, id)],
  ])
}

const everyKind: readonly ReviewNoticeKind[] = ["opened", ...reminderKinds]

/** Nothing is left for the clock to do: nobody to warn, suspend or tell. */
async function isOver(moment: { reviewId: string; now: Date }, { id, suspends }: OpenReview) {
  if ((await untoldOfSuspension(moment)).length > 0) return false
  return !suspends || (await structuresWith(id, Prisma.sql`true`)).length === 0
}

/** Notes that an account was told, and tells it; false when another pass did, when the review is closed, or when nothing waits for them any more. */
function tell(context: Context, review: OpenReview, accountId: string, kind: ReviewNoticeKind, suspendsOn: Date | null = null) {
  return transaction(async (tx) => {
    const open = await holdOpen(tx, review.id)
    if (!open || !(await noteTold(tx, context, review.id, accountId, kind))) return false
    const { lines, people, more } = await askedOf(
      tx,
      { reviewId: review.id, now: context.now },
      accountId,
      suspendsOn ? "unconfirmed" : "waiting",
    )
    if (lines.length === 0) return false
    const { email, firstName, isManager } = await tx.account.findUniqueOrThrow({
      where: { id: accountId },
      select: { email: true, firstName: true, isManager: true },
    })
    await queueMessage(tx, context.now, { email, accountId }, "review-to-answer", {
      firstName,
      toManagers: isManager,
      reviewId: review.id,
      structures: lines.map(({ structureId, waiting, ...structure }) => ({ ...structureRef(structure), structureId, waiting })),
      more,
      people,
      deadline: review.deadline.toISOString(),
      message: open.message ?? "",
      isReminder: kind !== "opened",
      suspendsOn: suspendsOn?.toISOString() ?? null,
    })
    return true
  })
}

async function noteTold(tx: Tx, { now }: Context, reviewId: string, accountId: string, kind: ReviewNoticeKind) {
  const { count } = await tx.reviewNotice.createMany({ data: [{ reviewId, accountId, kind, sentAt: now }], skipDuplicates: true })
  return count === 1
}

/** The review, held open until the commit; null when it is closed. */
async function holdOpen(tx: Tx, reviewId: string) {
  const [open] = await tx.$queryRaw<{ message: string | null }[]>`
    SELECT message FROM review WHERE id = ${reviewId}::uuid AND closed_at IS NULL FOR SHARE`
  return open ?? null
}

/** So many people in a transaction: a structure may have thousands. What each loses may move many pre-registrations: it has the time. */
const together = 50
const patient = { timeout: 60_000 }

async function someAtATime(work: () => Promise<number>): Promise<boolean> {
  let done = 0
  for (let count = await work(); count > 0; count = await work()) done += count
  return done > 0
}

type Person = {
  id: string
  accountId: string
  email: string
  firstName: string
  rafaelProfil: RafaelProfil
  isEmployeur: boolean
  isPrestataire: boolean
  isClosed: boolean
}

/** Holds some people of a structure whose level nobody confirmed, with their items; none when the review is closed. */
async function holdUnconfirmed(tx: Tx, reviewId: string, structureId: string, which: Prisma.Sql): Promise<Person[]> {
  const some = Prisma.sql`SELECT f.id FROM review_item i JOIN affiliation f ON f.id = i.affiliation_id
    WHERE i.review_id = ${reviewId}::uuid AND i.structure_id = ${structureId}::uuid AND ${unconfirmed} AND ${which} ORDER BY f.id LIMIT ${together}`
  const ids = (await tx.$queryRaw<{ id: string }[]>(some)).map(({ id }) => id)
  await hold(tx, "affiliation", Prisma.sql`id = ANY (${ids}::uuid[])`, "own")
  if (!(await holdOpen(tx, reviewId))) return []
  // As they are now that nobody else touches them: some may have been answered about meanwhile.
  return tx.$queryRaw<Person[]>`
    SELECT f.id, a.id AS "accountId", a.email, a.first_name AS "firstName", f.rafael_profil::text AS "rafaelProfil", f.is_employeur AS "isEmployeur",
           f.is_prestataire AS "isPrestataire", (a.disabled_at IS NOT NULL OR a.erased_at IS NOT NULL) AS "isClosed"
      FROM review_item i JOIN affiliation f ON f.id = i.affiliation_id JOIN account a ON a.id = f.account_id
     WHERE i.review_id = ${reviewId}::uuid AND i.affiliation_id = ANY (${ids}::uuid[]) AND ${unconfirmed} AND ${which} ORDER BY f.id`
}

async function structureOf(tx: Tx, id: string) {
  return structureRef(await tx.structure.findUniqueOrThrow({ where: { id }, select: { raisonSociale: true, siret: true } }))
}

/** The mail before: some people of a structure hear that their level will be suspended unless it is confirmed. */
function warn(context: Context, reviewId: string, structureId: string, suspendsOn: Date) {
  return transaction(async (tx) => {
    const people = await holdUnconfirmed(tx, reviewId, structureId, Prisma.sql`i.warned_at IS NULL`)
    const structure = await structureOf(tx, structureId)
    for (const { id, accountId, email, firstName, rafaelProfil, isClosed } of people) {
      await tx.reviewItem.update({ where: { reviewId_affiliationId: { reviewId, affiliationId: id } }, data: { warnedAt: context.now } })
      if (!isClosed)
        await queueMessage(tx, context.now, { email, accountId }, "profil-to-be-suspended", {
          ...structure,
          firstName,
          profil: profilName(rafaelProfil),
          on: suspendsOn.toISOString(),
        })
    }
    return people.length
  }, patient)
}

/** Suspends the level of some people of a structure: it goes where nothing reads rights, and they are told. */
function suspend(context: Context, reviewId: string, structureId: string, which: Prisma.Sql) {
  return transaction(async (tx) => {
    const people = await holdUnconfirmed(tx, reviewId, structureId, which)
    const structure = await structureOf(tx, structureId)
    for (const { id, accountId, email, firstName, rafaelProfil, isEmployeur, isPrestataire, isClosed } of people) {
      await tx.affiliation.update({
        where: { id },
        data: { rafaelProfil: null, suspendedProfil: rafaelProfil, suspendedAt: context.now },
      })
      await tx.reviewItem.update({ where: { reviewId_affiliationId: { reviewId, affiliationId: id } }, data: { suspendedAt: context.now } })
      const rights = { isEmployeur, isPrestataire }
      const changes = { before: { rafaelProfil, ...rights }, after: { rafaelProfil: null, ...rights } }
      await record(tx, context, { action: "profils.set", structureId, targetId: id, changes, cause: "review-unanswered" })
      if (!isClosed)
        await queueMessage(tx, context.now, { email, accountId }, "profil-suspended", {
          ...structure,
          firstName,
          profil: profilName(rafaelProfil),
        })
    }
    await rightsLost(
      tx,
      context,
      people.map(({ id }) => id),
    )
    return people.length
  }, patient)
}

/** Tells a référent, or a manager where there is none, once, whose levels were suspended, and where to give them back. */
function tellOfSuspensions(context: Context, reviewId: string, accountId: string) {
  return transaction(async (tx) => {
    const people = await suspendedFor(tx, { reviewId, now: context.now }, accountId)
    // Given back meanwhile: there is nothing to tell, nor anything told.
    if (people.length === 0 || !(await noteTold(tx, context, reviewId, accountId, "suspended"))) return false
    const { email, firstName, isManager } = await tx.account.findUniqueOrThrow({
      where: { id: accountId },
      select: { email: true, firstName: true, isManager: true },
    })
    await queueMessage(tx, context.now, { email, accountId }, "profils-suspended", {
      firstName,
      toManagers: isManager,
      reviewId,
      people: people.slice(0, mostNames).map((person) => `${formatName(person)} (${person.raisonSociale})`),
      more: Math.max(0, people.length - mostNames),
    })
    return true
  })
}

const mostNames = 50

/** The clock closes a review that is over. */
function close(context: Context, reviewId: string) {
  return transaction(async (tx) => {
    const { count } = await tx.review.updateMany({ where: { id: reviewId, closedAt: null }, data: { closedAt: context.now } })
    if (count === 1) await record(tx, context, { action: "review.close", targetId: reviewId })
    return count === 1
  })
}

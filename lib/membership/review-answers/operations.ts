/** The answers of a review: people are kept, changed or detached, one or several at once, saved as one goes. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import { detachIf } from "@/lib/membership/departures/operations"
import { giveBack, writeRights } from "@/lib/membership/profils/operations"
import { asDecider } from "@/lib/membership/referents/operations"
import type { Answers, Changes, Detachments, Several } from "@/lib/membership/review-answers/schema"
import { answerMeanwhile } from "@/lib/membership/review-records/operations"
import type { Tx } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { formatInstant } from "@/lib/platform/time/dates"
import { holdFollowed } from "@/lib/seam"
import { record } from "@/lib/trace/journal/operations"

/** What became of the people of a gesture: `already` had an answer, or are not attached any more; `refused` could not be. */
export type Answered = Pick<Answers, "reviewId" | "structureId" | "vue" | "page"> & {
  kept: number
  changed: number
  detached: number
  already: number
  refused: number
}
type AnswerRefusal = "not-found" | "review-closed" | "profil-not-open"

/** Nothing done yet about these people, of whom only `found` can be answered about; `vue` and `page`: where the answer comes back. */
function nothingYet({ reviewId, structureId, affiliationIds, vue, page }: Answers, found: unknown[]): Answered {
  return { reviewId, structureId, vue, page, kept: 0, changed: 0, detached: 0, already: affiliationIds.length - found.length, refused: 0 }
}

/**
 * "Garder": these people keep the rights they have; a suspended profil comes back. Whoever was answered about by a colleague meanwhile stays as the
 * colleague said.
 */
export function keepPeople(context: ActorContext, asked: Answers): Promise<Result<Answered, AnswerRefusal>> {
  return answerPeople(context, asked, async (tx, { id, answer, suspendedProfil }) => {
    if (answer !== null && !suspendedProfil) return ok("already" as const)
    if (suspendedProfil) {
      const given = await giveBack(tx, context, id)
      if (!given.ok) return refuse("profil-not-open")
    }
    await answerMeanwhile(tx, context, id, "kept")
    await record(tx, context, { action: "review.answer", structureId: asked.structureId, targetId: id })
    return ok("kept" as const)
  })
}

/** "Changer": gives these people the same Rafael profil, or none; what they hold on ParcoursPro stays. */
export function changePeople(context: ActorContext, asked: Changes): Promise<Result<Answered, AnswerRefusal>> {
  return answerPeople(context, asked, async (tx, { id }) => {
    // Giving none takes a suspended one away too; giving another ends the suspension by itself.
    const written = await writeRights(tx, context, id, (before) => ({ ...before, rafaelProfil: asked.rafaelProfil }), {
      endsSuspension: asked.rafaelProfil === null,
    })
    if (!written.ok) return written.why === "not-active" ? ok("already" as const) : refuse("profil-not-open")
    return ok(written.value.isChanged ? ("changed" as const) : ("kept" as const))
  })
}

type Item = {
  id: string
  answer: "kept" | "changed" | "detached" | "left" | null
  suspendedProfil: string | null
}

/** Milliseconds: what each of a page of people loses may move many pre-registrations. */
const patient = { timeout: 20_000 }

/** One transaction for the people of a page: all of them, or none when something is refused. */
function answerPeople(
  context: ActorContext,
  asked: Answers,
  one: (tx: Tx, item: Item) => Promise<Result<"kept" | "changed" | "already", "profil-not-open">>,
): Promise<Result<Answered, AnswerRefusal>> {
  const { reviewId, structureId, affiliationIds } = asked
  return asDecider(
    context,
    "review.answer",
    { structureId },
    "shared",
    async (tx): Promise<Result<Answered, AnswerRefusal>> => {
      await holdById(tx, "affiliation", affiliationIds, "own")
      // Of all of them at once: what the second person follows could not be held after what the first one's loss has held.
      await holdFollowed(tx, affiliationIds)
      const open = await holdReview(tx, reviewId)
      if (!open.ok) return open
      const items = await tx.$queryRaw<Item[]>`
        SELECT f.id, i.answer::text AS answer, f.suspended_profil::text AS "suspendedProfil"
          FROM review_item i JOIN affiliation f ON f.id = i.affiliation_id
         WHERE i.review_id = ${reviewId}::uuid AND i.structure_id = ${structureId}::uuid AND f.status = 'active'
           AND f.id = ANY (${affiliationIds}::uuid[]) ORDER BY f.id`
      const answered = nothingYet(asked, items)
      for (const item of items) {
        const outcome = await one(tx, item)
        if (!outcome.ok) return outcome
        answered[outcome.value] += 1
      }
      return ok(answered)
    },
    patient,
  )
}

/** Holds a review open until the commit: closing it waits. */
async function holdReview(tx: Tx, reviewId: string): Promise<Result<undefined, "not-found" | "review-closed">> {
  const [review] = await tx.$queryRaw<{ closedAt: Date | null }[]>`
    SELECT closed_at AS "closedAt" FROM review WHERE id = ${reviewId}::uuid FOR SHARE`
  if (!review) return refuse("not-found")
  return review.closedAt ? refuse("review-closed", formatInstant(review.closedAt)) : ok()
}

/** What the button that was pressed does with everyone who is ticked; to detach them, a page asks first. */
export async function answerSeveral(
  context: ActorContext,
  { geste, ...asked }: Several,
): Promise<Result<{ answered: Answered } | { chosen: Answers }, AnswerRefusal>> {
  if (geste === "detacher") {
    const chosen = await chooseForDetachment(context, asked)
    return chosen.ok ? ok({ chosen: chosen.value }) : chosen
  }
  const answered = await (geste === "garder" ? keepPeople : changePeople)(context, asked)
  return answered.ok ? ok({ answered: answered.value }) : answered
}

/** People are chosen to be detached: the review must be open, and nothing is written. */
export function chooseForDetachment(context: ActorContext, asked: Answers): Promise<Result<Answers, "not-found" | "review-closed">> {
  return asDecider(context, "review.answer", { structureId: asked.structureId }, "shared", async (tx) => {
    const open = await holdReview(tx, asked.reviewId)
    return open.ok ? ok(asked) : open
  })
}

/**
 * "Détacher": each in a transaction of its own, as from the page of the structure. Whoever may not be detached (oneself, the last référent) stays,
 * without answer; so do those who are left when the review is closed meanwhile, or when its author may do no more.
 */
export async function detachPeople(context: ActorContext, asked: Detachments): Promise<Result<Answered, "not-found" | "review-closed">> {
  const { reviewId, structureId, affiliationIds, reason } = asked
  const listed = await asDecider(context, "review.answer", { structureId }, "shared", async (tx) => {
    const open = await holdReview(tx, reviewId)
    if (!open.ok) return open
    const items = await tx.reviewItem.findMany({
      where: { reviewId, structureId, affiliationId: { in: affiliationIds } },
      orderBy: { affiliationId: "asc" },
      select: { affiliationId: true },
    })
    return ok(items.map(({ affiliationId }) => affiliationId))
  })
  if (!listed.ok) return listed
  const answered = nothingYet(asked, listed.value)
  for (const [index, affiliationId] of listed.value.entries()) {
    const done = await detachIf(context, { affiliationId, reason, withoutReferent: false }, (tx) => holdReview(tx, reviewId))
    if (done.ok) answered.detached += 1
    else if (done.why === "not-active") answered.already += 1
    else if (done.why === "oneself" || done.why === "last-referent") answered.refused += 1
    // What is done is said, even when the rest may not be.
    else if (answered.detached > 0) return ok({ ...answered, refused: answered.refused + listed.value.length - index })
    else return refuse(done.why, done.detail)
  }
  return ok(answered)
}

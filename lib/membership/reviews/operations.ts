/** The reviews that managers open and close. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { asManager } from "@/lib/identity/managers/operations"
import { heldCodes } from "@/lib/membership/review-records/operations"
import { deadlineOf } from "@/lib/membership/reviews/rules"
import type { Closing, Opening } from "@/lib/membership/reviews/schema"
import { isUniqueViolation, type Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record } from "@/lib/trace/journal/operations"
import type { Scope } from "@/lib/vocabulary/reviews/rules"

type Done = { reviewId: string }
type OpeningRefusal = "not-found" | "past" | "too-long" | "empty-scope" | "scope-unknown" | "already-open"

/**
 * Opens a review: the people of its scope, as they are at this moment, are listed in one transaction, all or none. Those who decide for them hear
 * of it from the clock, structure by structure. Two open reviews never have the same scope.
 */
export async function openReview(context: ActorContext, asked: Opening): Promise<Result<Done, OpeningRefusal>> {
  const { scope, scopeValue, message, suspends } = asked
  try {
    return await asManager(context, "review.manage", { action: "review.open" }, async (tx): Promise<Result<Done, OpeningRefusal>> => {
      if (scope !== "all" && !scopeValue) return refuse("scope-unknown")
      const deadline = deadlineOf(asked.deadline, context.now)
      if (!deadline.ok) return deadline
      const { id } = await tx.review.create({
        data: {
          scope,
          scopeValue,
          message: message || null,
          suspends,
          deadline: deadline.value,
          openedAt: context.now,
          openedBy: context.actor.accountId,
        },
        select: { id: true },
      })
      const people = await listPeople(tx, id, { scope, scopeValue })
      if (people === 0) return refuse("empty-scope")
      await record(tx, context, { action: "review.open", targetId: id, changes: { scope, scopeValue, people } })
      return ok({ reviewId: id })
    })
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("already-open")
    throw error
  }
}

async function listPeople(tx: Tx, reviewId: string, scope: Scope): Promise<number> {
  const people = await tx.$executeRaw`
    INSERT INTO review_item (review_id, affiliation_id, structure_id, person_order, held)
    SELECT ${reviewId}::uuid, f.id, f.structure_id, f.person_order, ${heldCodes}
      FROM affiliation f JOIN structure s ON s.id = f.structure_id WHERE f.status = 'active' AND ${inScope(scope)}`
  // Whoever was leaving meanwhile had left before their line could be seen: the check of the key has waited for them, and this sees it.
  await tx.$executeRaw`
    UPDATE review_item i SET answer = 'left', answered_at = coalesce(f.ended_at, now())
      FROM affiliation f WHERE i.review_id = ${reviewId}::uuid AND f.id = i.affiliation_id AND f.status <> 'active'`
  await tx.$executeRaw`
    INSERT INTO review_structure (review_id, structure_id, people, waiting)
    SELECT review_id, structure_id, count(*)::int, (count(*) FILTER (WHERE answer IS NULL))::int FROM review_item WHERE review_id = ${reviewId}::uuid GROUP BY review_id, structure_id`
  return people
}

/** The people of a scope: conditions on an affiliation `f` and its structure `s`. */
function inScope({ scope, scopeValue }: Scope): Prisma.Sql {
  if (scope === "type") return Prisma.sql`${scopeValue}::structure_type = ANY (s.types)`
  if (scope === "departement") return Prisma.sql`s.departement = ${scopeValue}`
  if (scope === "profil") return Prisma.sql`${scopeValue} = ANY (${heldCodes})`
  return Prisma.sql`true`
}

/** Closes a review: what was answered stays, and nobody can answer any more. Rights that were not suspended stay as they are. */
export function closeReview(context: ActorContext, { reviewId }: Closing): Promise<Result<Done, "not-found" | "already-closed">> {
  const trace = { action: "review.close", targetId: reviewId } as const
  return asManager(context, "review.manage", trace, async (tx): Promise<Result<Done, "not-found" | "already-closed">> => {
    const { count } = await tx.review.updateMany({
      where: { id: reviewId, closedAt: null },
      data: { closedAt: context.now, closedBy: context.actor.accountId },
    })
    if (count === 0) return refuse((await tx.review.count({ where: { id: reviewId } })) > 0 ? "already-closed" : "not-found")
    await record(tx, context, trace)
    return ok({ reviewId })
  })
}

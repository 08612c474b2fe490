import "server-only"
import type { Route } from "next"
import { notFound } from "next/navigation"
import { enter } from "@/lib/identity/entrance/actor"
import { visit } from "@/lib/identity/entrance/auth"
import { reviewExists, reviewFor } from "@/lib/membership/review-answers/queries"
import { isUuid, transaction } from "@/lib/platform/db/client"
import { refuse, tolerate } from "@/lib/platform/result"
import { refuseWithTrace } from "@/lib/trace/journal/operations"

/**
 * Lets those who answer for a structure into its part of a review: the one they name, else the first that waits (a manager always names one).
 * "Page introuvable" for anyone else, with one trace when there is such a review.
 */
export async function enterReview(path: Route, reviewId: string, structureId: string) {
  const actor = await enter(path)
  const found = await reviewFor(actor, reviewId, structureId)
  const structure = found?.structures.find(({ id }) => id === structureId) ?? (structureId ? undefined : found?.structures[0])
  if (found && structure) return { actor, structure, ...found }
  if (isUuid(reviewId) && (await reviewExists(reviewId))) {
    const context = { actor, ...(await visit()) }
    const attempt = { action: "review.answer", targetId: reviewId, structureId: isUuid(structureId) ? structureId : null } as const
    tolerate(await transaction((tx) => refuseWithTrace(tx, context, attempt, refuse("not-found"))), "not-found")
  }
  notFound()
}

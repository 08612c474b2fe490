/** A review of rights that waits, with a few answers already. */
import { keepPeople } from "@/lib/membership/review-answers/operations"
import { openReview } from "@/lib/membership/reviews/operations"
import { db } from "@/lib/platform/db/client"
import { tolerate } from "@/lib/platform/result"
import { dayOf } from "@/lib/platform/time/working-days"
import { actingAs } from "./acting"

const day = 24 * 3_600_000
const answered = 2

/** A manager has opened it for the prescripteurs; the référent has begun. */
export async function seedReview(now: Date, emails: { referent: string; manager: string }) {
  const opened = await openReview(await actingAs(emails.manager, now), {
    scope: "type",
    scopeValue: "prescripteur",
    deadline: dayOf(new Date(now.getTime() + 21 * day)),
    message: "Merci de regarder d’abord les niveaux 2 et 3 : ils envoient des préinscriptions sans validation.",
    suspends: true,
  })
  if (!opened.ok) throw new Error(`the review of the demonstration: ${opened.why}`)
  const { reviewId } = opened.value
  const context = await actingAs(emails.referent, now)
  const theirs = { reviewId, structure: { affiliations: { some: { accountId: context.actor.accountId, isReferent: true } } } }
  const items = await db.reviewItem.findMany({ where: theirs, orderBy: { personOrder: "asc" }, take: answered })
  for (const { structureId, affiliationId } of items)
    tolerate(await keepPeople(context, { reviewId, structureId, affiliationIds: [affiliationId] }))
}

/** Several listing requests or corrections answered in one gesture, each in a transaction of its own: one that was decided meanwhile stops no other. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { acceptCorrection, refuseCorrection } from "@/lib/desk/corrections/operations"
import type { SeveralAcceptance, SeveralQuestion, SeveralRefusal } from "@/lib/desk/errand-answers/schema"
import { askAboutErrand } from "@/lib/desk/errand-questions/operations"
import type { Nature } from "@/lib/desk/errands/rules"
import { acceptListing, refuseListing } from "@/lib/membership/listings/operations"
import { ok, type Result, refuse } from "@/lib/platform/result"

/**
 * `done`: answered by this gesture; `others`: decided by someone else meanwhile, changed since the page was read, one's own, or of people whose accounts
 * are closed.
 */
export type Several = { nature: Nature; done: number; others: number }
type Step = Result<unknown, string>

async function each(
  nature: Nature,
  ids: readonly string[],
  step: (id: string, index: number) => Promise<Step>,
): Promise<Result<Several, "not-found">> {
  const several: Several = { nature, done: 0, others: 0 }
  let unknown = 0
  for (const [index, id] of ids.entries()) {
    const { ok: isDone, ...refusal } = await step(id, index)
    if (isDone) several.done += 1
    else several.others += 1
    if ("why" in refusal && refusal.why === "not-found") unknown += 1
  }
  // Part of a gesture is done: what became of it is said, even when its author may do no more.
  return unknown === ids.length ? refuse("not-found") : ok(several)
}

/** Adds each structure to the list, or makes each correction as the page showed it. */
export function acceptErrands(context: ActorContext, { nature, ids, marks }: SeveralAcceptance) {
  return each(nature, ids, (id, index) =>
    nature === "referencements"
      ? acceptListing(context, { listingRequestId: id })
      : acceptCorrection(context, { correctionId: id, ...(marks[index] ?? { seen: "", people: 0 }) }),
  )
}

/** Refuses each, for one reason that everyone concerned reads. */
export function refuseErrands(context: ActorContext, { nature, ids, reason }: SeveralRefusal) {
  return each(nature, ids, (id) =>
    nature === "referencements"
      ? refuseListing(context, { listingRequestId: id, reason })
      : refuseCorrection(context, { correctionId: id, reason }),
  )
}

/** Asks the same question about each. */
export function askAboutErrands(context: ActorContext, { nature, ids, text }: SeveralQuestion) {
  return each(nature, ids, (id) => askAboutErrand(context, { nature, id, text }))
}

/** What a gesture on someone's rights writes in the reviews that are open: whoever changes or detaches someone has looked at them. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"

/** The profils of an affiliation `f`, by their codes. */
export const heldCodes = Prisma.sql`array_remove(ARRAY[
  f.rafael_profil::text, CASE WHEN f.is_employeur THEN 'employeur' END, CASE WHEN f.is_prestataire THEN 'prestataire' END], NULL)`

/** Someone who could not sign in has read no warning: once they can, the clock warns them before anything is suspended. */
export async function warnAgain(tx: Tx, accountId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE review_item i SET warned_at = NULL FROM affiliation f, review r
     WHERE f.id = i.affiliation_id AND f.account_id = ${accountId}::uuid AND i.answer IS NULL AND i.suspended_at IS NULL
       AND r.id = i.review_id AND r.closed_at IS NULL`
}

/**
 * The answer of the actor about someone, in the reviews that are open and list them: wherever the gesture was made, it counts, and the last one does; but to
 * keep them as they are takes nothing back of what a colleague has answered.
 * The caller's transaction holds the affiliation.
 */
export async function answerMeanwhile(
  tx: Tx,
  { actor, now }: ActorContext,
  affiliationId: string,
  answer: "kept" | "changed" | "detached",
): Promise<void> {
  await tx.$executeRaw`
    UPDATE review_item i SET answer = ${answer}::review_answer, answered_at = ${now}, answered_by = ${actor.accountId}::uuid,
           confirmed = CASE WHEN ${answer} = 'detached' THEN '{}'::text[] ELSE ${heldCodes} END
      FROM review r, affiliation f
     WHERE r.id = i.review_id AND r.closed_at IS NULL AND f.id = i.affiliation_id AND i.affiliation_id = ${affiliationId}::uuid
       AND (${answer} <> 'kept' OR i.answer IS NULL OR i.suspended_at IS NOT NULL)`
}

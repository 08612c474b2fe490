/** "Demander une précision": the decider asks, the applicant answers on their page, and the request comes back to the decider. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import type { AnswerInput, ClarificationInput } from "@/lib/membership/clarifications/schema"
import { asDeciderOf } from "@/lib/membership/decisions/operations"
import { decidersOf } from "@/lib/membership/referents/queries"
import { isUniqueViolation, type Tx, transaction } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record, refuseWithTrace } from "@/lib/trace/journal/operations"
import { queueMessage, queueMessages } from "@/lib/trace/messages/operations"
import { formatName, nameInPlace } from "@/lib/vocabulary/accounts/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"

/** Each request has at most one open question. The request stays pending, and its delays keep running. */
export async function askForClarification(
  context: ActorContext,
  { affiliationId, text }: ClarificationInput,
): Promise<Result<{ affiliationId: string }, "not-found" | "own-request" | "already-decided" | "already-asked">> {
  try {
    return await asDeciderOf(context, affiliationId, async (tx, { account, structure, structureId, absent }) => {
      await tx.clarification.create({ data: { affiliationId, askedBy: context.actor.accountId, askedAt: context.now, text } })
      await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "question-asked", {
        ...structureRef(structure),
        firstName: account.firstName,
        by: nameInPlace(context.actor, absent),
        question: text,
      })
      await record(tx, context, { action: "affiliation.ask", structureId, targetId: affiliationId })
      return ok({ affiliationId })
    })
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("already-asked")
    throw error
  }
}

/** Keeps the applicant's answer, once. The person who asked is told, with what they need to decide. */
export function answerClarification(
  context: ActorContext,
  { questionId, answer, from }: AnswerInput,
): Promise<Result<AnswerInput["from"], "not-found" | "already-answered" | "already-decided">> {
  const { actor, now } = context
  return transaction(async (tx) => {
    const question = await tx.clarification.findFirst({
      where: { id: questionId, affiliation: { accountId: actor.accountId } },
      select: {
        text: true,
        askedBy: true,
        affiliation: { select: { id: true, status: true, structureId: true, structure: { select: { raisonSociale: true, siret: true } } } },
      },
    })
    const attempt = { action: "affiliation.answer", targetId: questionId } as const
    if (!question) return refuseWithTrace(tx, context, attempt, refuse("not-found"))
    const { affiliation } = question
    if (affiliation.status !== "pending") return refuse("already-decided")
    const { count } = await tx.clarification.updateMany({ where: { id: questionId, answeredAt: null }, data: { answer, answeredAt: now } })
    if (count === 0) return refuse("already-answered")
    await queueMessages(tx, now, await whoReads(tx, context, question.askedBy, affiliation.structureId), "question-answered", {
      ...structureRef(affiliation.structure),
      affiliationId: affiliation.id,
      applicant: formatName(actor),
      question: question.text,
      answer,
    })
    await record(tx, context, { action: "affiliation.answer", structureId: affiliation.structureId, targetId: affiliation.id })
    return ok(from)
  })
}

/** The person who asked, if they still decide for the structure; otherwise those who decide today. */
async function whoReads(tx: Tx, { now }: ActorContext, accountId: string, structureId: string) {
  const [asker] = await tx.$queryRaw<{ accountId: string; email: string }[]>`
    SELECT a.id AS "accountId", a.email FROM account a
     WHERE a.id = ${accountId}::uuid AND a.disabled_at IS NULL AND a.erased_at IS NULL
       AND (a.is_manager OR EXISTS (SELECT FROM answering(${now}) w WHERE w.structure_id = ${structureId}::uuid AND w.account_id = a.id))`
  return asker ? [asker] : (await decidersOf(tx, structureId, now)).deciders
}

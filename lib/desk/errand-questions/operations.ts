/** "Demander une précision" about a listing request or a correction: a manager asks, whoever asked for it answers on their page. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { hold } from "@/lib/access/locks"
import type { ErrandAnswer, ErrandQuestion } from "@/lib/desk/errand-questions/schema"
import { errandOf, keyOf } from "@/lib/desk/errands/queries"
import type { Errand } from "@/lib/desk/errands/rules"
import { asManager } from "@/lib/identity/managers/operations"
import { managersToTell } from "@/lib/identity/managers/queries"
import { isUniqueViolation, type Tx, transaction } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record, refuseWithTrace } from "@/lib/trace/journal/operations"
import { queueMessage, queueMessages } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

export type AskingRefusal = "not-found" | "own-request" | "already-decided" | "already-asked" | "nobody-answers"

/** At most one open question for each. It goes on waiting, and its delays keep running. */
export async function askAboutErrand(context: ActorContext, { text, ...errand }: ErrandQuestion): Promise<Result<Errand, AskingRefusal>> {
  const { actor, now } = context
  const permission = errand.nature === "referencements" ? "listing-request.decide" : "correction.decide"
  try {
    return await asManager(
      context,
      permission,
      { action: "errand.ask", targetId: errand.id },
      async (tx): Promise<Result<Errand, Exclude<AskingRefusal, "already-asked">>> => {
        await holdErrand(tx, errand)
        const found = await errandOf(tx, errand)
        if (!found) return refuse("not-found")
        if (found.people.some(({ id }) => id === actor.accountId)) return refuse("own-request")
        if (!found.isPending) return refuse("already-decided")
        // Whoever cannot sign in could not answer.
        const answerers = found.people.filter(({ erasedAt, disabledAt }) => !erasedAt && !disabledAt)
        if (answerers.length === 0) return refuse("nobody-answers")
        await tx.errandQuestion.create({ data: { ...keyOf(errand), askedBy: actor.accountId, askedAt: now, text } })
        for (const { id, email, firstName } of answerers)
          await queueMessage(tx, now, { email, accountId: id }, "errand-question", {
            ...found.structure,
            nature: errand.nature,
            firstName,
            by: formatName(actor),
            question: text,
          })
        await record(tx, context, { action: "errand.ask", structureId: found.structureId, targetId: errand.id })
        return ok(errand)
      },
    )
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("already-asked")
    throw error
  }
}

/** Whoever decides it at this moment waits, or is waited for. */
async function holdErrand(tx: Tx, { nature, id }: Errand) {
  if (nature === "referencements")
    await hold(tx, "account", Prisma.sql`id IN (SELECT account_id FROM listing_applicant WHERE listing_request_id = ${id}::uuid)`, "read")
  const table = nature === "referencements" ? Prisma.sql`listing_request` : Prisma.sql`correction`
  await tx.$queryRaw`SELECT id FROM ${table} WHERE id = ${id}::uuid FOR NO KEY UPDATE`
}

/** Keeps the answer, once; of several people who wait for the same structure, the first one answers. The manager who asked is told. */
export function answerAboutErrand(
  context: ActorContext,
  { questionId, answer }: ErrandAnswer,
): Promise<Result<undefined, "not-found" | "already-answered" | "already-decided">> {
  const { actor, now } = context
  return transaction(async (tx) => {
    const question = await tx.errandQuestion.findFirst({
      where: {
        id: questionId,
        OR: [{ listingRequest: { applicants: { some: { accountId: actor.accountId } } } }, { correction: { accountId: actor.accountId } }],
      },
      select: { text: true, askedBy: true, listingRequestId: true, correctionId: true },
    })
    if (!question) return refuseWithTrace(tx, context, { action: "errand.answer", targetId: questionId }, refuse("not-found"))
    const { listingRequestId, correctionId, text, askedBy } = question
    const errand: Errand = listingRequestId
      ? { nature: "referencements", id: listingRequestId }
      : { nature: "modifications", id: correctionId ?? "" }
    await holdErrand(tx, errand)
    const found = await errandOf(tx, errand)
    if (!found?.isPending) return refuse("already-decided")
    const { count } = await tx.errandQuestion.updateMany({
      where: { id: questionId, answeredAt: null },
      data: { answer, answeredAt: now, answeredBy: actor.accountId },
    })
    if (count === 0) return refuse("already-answered")
    const managers = await managersToTell(tx)
    const asker = managers.filter(({ accountId }) => accountId === askedBy)
    await queueMessages(tx, now, asker.length > 0 ? asker : managers, "errand-answered", {
      ...found.structure,
      nature: errand.nature,
      person: formatName(actor),
      question: text,
      answer,
    })
    await record(tx, context, { action: "errand.answer", structureId: found.structureId, targetId: errand.id })
    return ok()
  })
}

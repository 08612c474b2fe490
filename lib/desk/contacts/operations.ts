/** "Nous contacter": what people write to the managers, and the answers. */
import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { addressLimits } from "@/lib/access/limits"
import type { EitherContact } from "@/lib/desk/contacts/schema"
import { asManager } from "@/lib/identity/managers/operations"
import { managersToTell } from "@/lib/identity/managers/queries"
import { transaction } from "@/lib/platform/db/client"
import { env } from "@/lib/platform/process/env"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record, refuseUnderControl } from "@/lib/trace/journal/operations"
import { queueMessage, queueMessages } from "@/lib/trace/messages/operations"
import { formatName } from "@/lib/vocabulary/accounts/rules"

/**
 * Keeps a message and tells the managers and the support address. The sender gets a copy. Someone who is not signed in gets a receipt
 * without the message, because a stranger could have typed anyone's address.
 */
export async function writeToManagers(context: Context, input: EitherContact): Promise<Result<undefined, "who-asks" | "under-control">> {
  const { actor, now } = context
  if (actor?.control) return refuseUnderControl({ ...context, actor })
  const sender = actor
    ? { accountId: actor.accountId, name: formatName(actor), email: actor.email }
    : "email" in input
      ? { accountId: null, name: input.name, email: input.email }
      : null
  if (!sender) return refuse("who-asks")
  const mayWriteBack = actor !== null || (await addressLimits.invitations.take(sender.email)).allowed
  const { subject, page, structure, message } = input
  await transaction(async (tx) => {
    const { id } = await tx.contactMessage.create({
      data: { ...sender, subject, page, structure, message, createdAt: now },
      select: { id: true },
    })
    const told = [...(await managersToTell(tx)), { email: env.supportEmail }]
    const unique = told.filter(({ email }, index) => told.findIndex((other) => other.email === email) === index)
    await queueMessages(tx, now, unique, "contact-to-answer", {
      name: sender.name,
      email: sender.email,
      subject,
      page,
      structure,
      message,
    })
    const to = { email: sender.email, ...(sender.accountId ? { accountId: sender.accountId } : {}) }
    if (mayWriteBack) await queueMessage(tx, now, to, "contact-received", { subject: actor ? subject : "", message: actor ? message : "" })
    await record(tx, context, { action: "contact.send", targetId: id })
  })
  return ok()
}

type Answer = { contactMessageId: string; answer: string }

/** Sends the answer by mail, once: when two managers answer, the second one reads that a colleague has answered. */
export function answerContact(
  context: ActorContext,
  { contactMessageId, answer }: Answer,
): Promise<Result<undefined, "not-found" | "already-answered">> {
  const { actor, now } = context
  return asManager(context, "contact.answer", { action: "contact.answer", targetId: contactMessageId }, async (tx) => {
    const found = await tx.contactMessage.findUnique({ where: { id: contactMessageId } })
    if (!found) return refuse("not-found")
    const { count } = await tx.contactMessage.updateMany({
      where: { id: contactMessageId, answeredAt: null },
      data: { answer, answeredAt: now, answeredBy: actor.accountId },
    })
    if (count === 0) return refuse("already-answered")
    const { name, email, subject, message, accountId } = found
    await queueMessage(tx, now, { email, ...(accountId ? { accountId } : {}) }, "contact-answered", {
      name,
      subject,
      message,
      answer,
      by: formatName(actor),
    })
    await record(tx, context, { action: "contact.answer", targetId: contactMessageId })
    return ok()
  })
}

/** Closes a message that needs no answer, or that was answered by telephone: it no longer waits. */
export function closeContact(
  context: ActorContext,
  { contactMessageId }: { contactMessageId: string },
): Promise<Result<undefined, "not-found" | "already-answered">> {
  return asManager(context, "contact.answer", { action: "contact.close", targetId: contactMessageId }, async (tx) => {
    if ((await tx.contactMessage.count({ where: { id: contactMessageId } })) === 0) return refuse("not-found")
    const { count } = await tx.contactMessage.updateMany({
      where: { id: contactMessageId, answeredAt: null },
      data: { answeredAt: context.now, answeredBy: context.actor.accountId },
    })
    if (count === 0) return refuse("already-answered")
    await record(tx, context, { action: "contact.close", targetId: contactMessageId })
    return ok()
  })
}

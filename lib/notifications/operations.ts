import "server-only"
import type { Catalogue, TemplateName } from "@/lib/notifications/catalogue"
import type { Tx } from "@/lib/platform/db"
import { enqueue } from "@/lib/platform/jobs"

/** The fields of a decider that do not concern a mail are left aside. */
export type Recipient = { email: string; accountId?: string }

/** Writes a message and its sending job in the caller's transaction: announced only if committed. */
export async function queueMessage<T extends TemplateName>(tx: Tx, now: Date, to: Recipient, template: T, data: Catalogue[T]) {
  const message = await tx.message.create({
    data: { template, data, toEmail: to.email, accountId: to.accountId ?? null, createdAt: now },
    select: { id: true },
  })
  await enqueue(tx, "send-message", { messageId: message.id })
}

/** The same message to several people. */
export async function queueMessages<T extends TemplateName>(tx: Tx, now: Date, to: Recipient[], template: T, data: Catalogue[T]) {
  for (const recipient of to) await queueMessage(tx, now, recipient, template, data)
}

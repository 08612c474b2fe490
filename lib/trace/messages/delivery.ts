/** Sends the messages that operations queued; runs in the worker. */
import "server-only"
import { render } from "@react-email/render"
import { type ErrorResponse, Resend } from "resend"
import { db } from "@/lib/platform/db/client"
import type { Message, Prisma } from "@/lib/platform/generated/client"
import { env } from "@/lib/platform/process/env"
import { counter } from "@/lib/platform/process/metrics"
import { storable } from "@/lib/platform/text/storable"
import { type KeptMessage, readMessage, type TemplateName } from "@/lib/trace/messages/catalogue"
import { fateOf, isInDoubt } from "@/lib/trace/messages/rules"
import { compose } from "@/lib/trace/messages/templates"

const countAttempt = counter("portail_mail_attempts_total", "Messages handed to the mail provider, by what it answered", ["outcome"])

/**
 * Sends one message, once: a message that was already sent is skipped, and the provider recognises a repeat by its idempotency key. Throws
 * when the message did not leave and should be tried again later; a message that the provider refuses for good is abandoned at once.
 */
export async function deliver(messageId: string, now: Date) {
  const message = await db.message.findUnique({ where: { id: messageId } })
  if (!message || message.status === "sent" || message.status === "kept") return
  if (isInDoubt(message, now)) return abandon(messageId, lostFromSight)
  const kept = readMessage(message)
  const mail = await rendered(kept)
  if (!env.resendApiKey) {
    await note(messageId, { status: "kept", subject: mail.subject, text: mail.text, ...forgotten(kept.template) })
    return
  }
  await note(messageId, { attemptedAt: message.attemptedAt ?? now })
  const resend = new Resend(env.resendApiKey, { baseUrl: env.resendBaseUrl })
  const { data, error } = await resend.emails
    .send(
      { from: env.mailFrom, replyTo: env.supportEmail, to: message.toEmail, ...mail },
      { idempotencyKey: messageId, signal: AbortSignal.timeout(env.mailPatience) },
    )
    .catch(noAnswer)
  if (error) return hearRefusal(message, error)
  countAttempt({ outcome: "sent" })
  await note(messageId, {
    status: "sent",
    tries: { increment: 1 },
    lastError: null,
    providerId: data.id,
    sentAt: now,
    attemptedAt: null,
    ...spent(kept),
  })
}

/**
 * Records what became of a message, unless another worker has sent it meanwhile, because a job that lasts too long is given to another
 * worker too. Returns whether it was recorded.
 */
async function note(messageId: string, data: Prisma.MessageUpdateManyMutationInput) {
  const { count } = await db.message.updateMany({ where: { id: messageId, status: { in: ["queued", "failed", "abandoned"] } }, data })
  return count > 0
}

/** The dead letter: the message is not tried again unless a manager asks. One that has left meanwhile does not change. */
export async function abandon(messageId: string, why?: string) {
  await db.message.updateMany({
    where: { id: messageId, status: { in: ["queued", "failed"] } },
    data: { status: "abandoned", ...(why ? { lastError: why } : {}) },
  })
}

const lostFromSight =
  "Un envoi a été interrompu il y a presque un jour sans que le prestataire ait pu répondre : ce message est peut-être déjà parti."

/** The client usually reports a broken or slow connection as a refusal without status, but it sometimes throws. */
function noAnswer(error: unknown): { data: null; error: Refusal } {
  return { data: null, error: { name: "application_error", statusCode: null, message: String(error) } }
}

type Refusal = Pick<ErrorResponse, "message" | "name" | "statusCode">

async function hearRefusal({ id, attemptedAt }: Message, { name, message, statusCode }: Refusal) {
  const fate = fateOf({ name, statusCode })
  countAttempt({ outcome: fate })
  const lastError = statusCode === null ? "Le prestataire n’a pas répondu." : storable(message, 500)
  const tries = { increment: 1 }
  if (fate === "refused") {
    await note(id, { status: "abandoned", tries, lastError, attemptedAt: null })
    return
  }
  // When the provider answered that it did not take the message, there is no doubt. Only silence, or a failure of the provider, leaves
  // one.
  const doubt = fate === "postponed" ? { attemptedAt } : {}
  if (await note(id, { status: "failed", tries, lastError, ...doubt })) throw new Error(`Resend: ${name}`)
}

/** Drops what has no use once a message has left: the secret of its link, and the address of a person who asked to be forgotten. */
function spent({ template, data }: KeptMessage) {
  const { token: _token, ...rest } = { token: "", ...data }
  return { data: rest, ...forgotten(template) }
}

function forgotten(template: TemplateName) {
  return template === "account-erased" || template === "candidate-erased" ? { toEmail: "", data: {}, text: null } : {}
}

/** The same bytes at each try: the provider compares them with its idempotency key. */
function attached(calendar: string) {
  return { filename: "rendez-vous.ics", content: Buffer.from(calendar).toString("base64"), contentType: "text/calendar; charset=utf-8" }
}

async function rendered({ template, data }: KeptMessage) {
  const { subject, body, calendar } = compose(template, data, env)
  const [html, text] = await Promise.all([render(body), render(body, { plainText: true })])
  return { subject, html, text, ...(calendar ? { attachments: [attached(calendar)] } : {}) }
}

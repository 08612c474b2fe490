/** Sends what operations queued; runs in the worker. */
import "server-only"
import { render } from "@react-email/render"
import { Resend } from "resend"
import type { Catalogue, TemplateName } from "@/lib/notifications/catalogue"
import { compose } from "@/lib/notifications/templates"
import { db } from "@/lib/platform/db"
import { env } from "@/lib/platform/env"

/**
 * Sends one message, once: an already sent one is left alone, and the provider recognises a repeat by its
 * idempotency key. Throws when the provider refuses, so that the job is tried again later.
 */
export async function deliver(messageId: string, now: Date) {
  const message = await db.message.findUnique({ where: { id: messageId } })
  if (!message || message.status === "sent" || message.status === "kept") return
  const mail = await rendered(message.template as TemplateName, message.data as Catalogue[TemplateName])
  if (!env.resendApiKey) {
    await db.message.update({
      where: { id: messageId },
      data: { status: "kept", subject: mail.subject, text: mail.text, ...forgotten(message) },
    })
    return
  }
  const resend = new Resend(env.resendApiKey, { baseUrl: env.resendBaseUrl })
  const { data, error } = await resend.emails.send(
    { from: env.mailFrom, replyTo: env.supportEmail, to: message.toEmail, ...mail },
    { idempotencyKey: messageId },
  )
  if (error) {
    await db.message.update({ where: { id: messageId }, data: { status: "failed", tries: { increment: 1 }, lastError: error.message } })
    throw new Error(`Resend: ${error.name}`)
  }
  await db.message.update({
    where: { id: messageId },
    data: { status: "sent", tries: { increment: 1 }, lastError: null, providerId: data.id, sentAt: now, ...spent(message) },
  })
}

/** What no longer serves once a message has left: the secret of its link, and the address of someone who asked to be forgotten. */
function spent({ template, data }: { template: string; data: unknown }) {
  const { token: _token, ...rest } = data as Record<string, string>
  return { data: rest, ...forgotten({ template }) }
}

function forgotten({ template }: { template: string }) {
  return template === "account-erased" ? { toEmail: "", data: {}, text: null } : {}
}

async function rendered<T extends TemplateName>(template: T, data: Catalogue[T]) {
  const { subject, body } = compose(template, data, env)
  const [html, text] = await Promise.all([render(body), render(body, { plainText: true })])
  return { subject, html, text }
}

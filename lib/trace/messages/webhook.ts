/** What Resend reports about the mails it took, once its signature is checked (https://resend.com/docs/webhooks). */
import "server-only"
import { Resend, type WebhookEventPayload } from "resend"
import { env } from "@/lib/platform/process/env"
import type { ProviderNews } from "@/lib/trace/messages/operations"

type Signed = { payload: string; id: string; timestamp: string; signature: string }

/** The news that a signed call brings; null when it does not matter here; "forged" when the signature is not valid. */
export function readProviderNews({ payload, id, timestamp, signature }: Signed, webhookSecret: string): ProviderNews | null | "forged" {
  const resend = new Resend(env.resendApiKey ?? "re_unused")
  try {
    return newsOf(resend.webhooks.verify({ payload, headers: { id, timestamp, signature }, webhookSecret }))
  } catch {
    return "forged"
  }
}

function newsOf(event: WebhookEventPayload): ProviderNews | null {
  const at = new Date(event.created_at)
  switch (event.type) {
    case "email.delivered":
      return { providerId: event.data.email_id, kind: "delivered", at, words: "" }
    case "email.bounced":
      // A full mailbox may be emptied later, so only a permanent refusal counts.
      if (event.data.bounce.type !== "Permanent") return null
      return { providerId: event.data.email_id, kind: "refused", at, words: event.data.bounce.message }
    case "email.complained":
      return { providerId: event.data.email_id, kind: "refused", at, words: "Signalé comme indésirable." }
    case "email.suppressed":
      return { providerId: event.data.email_id, kind: "refused", at, words: "Adresse bloquée chez le prestataire." }
    default:
      return null
  }
}

import * as z from "zod/mini"
import { emailField } from "@/lib/vocabulary/accounts/schema"

/** How many messages are sent again at once: those of a page. */
const mostResent = 50

/** `from`: the page where the manager asks, and to which they come back. */
const usual = "/admin/courriels"
const page = z.string().check(z.regex(/^\/admin\/(courriels|comptes)(\/[0-9a-f-]{36})?(\?[\w=&.%@+-]*)?$/))
const from = z._default(page, usual)
export const resendSchema = z.strictObject({ messageId: z.uuid("Message inconnu."), from })
export type ResendInput = z.infer<typeof resendSchema>

export const signupResendSchema = z.strictObject({ email: emailField })

const field = /^message-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** Several messages: one field `message-…` for each that is ticked, and `from`. */
export const severalResendSchema = z.pipe(
  z.record(z.string().check(z.regex(/^(?:from|message-[0-9a-f-]{36})$/)), z.string()),
  z.pipe(
    z.transform(({ from = usual, ...ticked }: Record<string, string>) => ({
      from,
      messageIds: Object.keys(ticked).flatMap((name) => field.exec(name)?.[1] ?? []),
    })),
    z.object({ from: page, messageIds: z.array(z.uuid()).check(z.maxLength(mostResent, `${mostResent} messages au plus à la fois.`)) }),
  ),
)
export type SeveralResend = z.infer<typeof severalResendSchema>

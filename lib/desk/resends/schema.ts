import * as z from "zod/mini"
import { emailField } from "@/lib/vocabulary/accounts/schema"

/** `from`: the page where the manager asks, and to which they come back. */
const from = z._default(z.string().check(z.regex(/^\/admin\/(courriels|comptes)(\/[0-9a-f-]{36})?(\?[\w=&.%@+-]*)?$/)), "/admin/courriels")
export const resendSchema = z.strictObject({ messageId: z.uuid("Message inconnu."), from })
export type ResendInput = z.infer<typeof resendSchema>

export const signupResendSchema = z.strictObject({ email: emailField })

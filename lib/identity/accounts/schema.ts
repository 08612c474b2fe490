import * as z from "zod/mini"
import { currentPassword, passwordAgain } from "@/lib/identity/credentials/schema"
import { linkSchema } from "@/lib/platform/text/fields"
import { emailField, personFields } from "@/lib/vocabulary/accounts/schema"

export const informationSchema = z.strictObject(personFields)
export type Information = z.infer<typeof informationSchema>

export const addressChangeSchema = z.strictObject({ email: emailField, currentPassword })

/** The link sent to the new address. The password, unless the account is signed in in this browser. */
export const addressConfirmSchema = z.extend(linkSchema, { currentPassword: passwordAgain })

/** What the links of an address change contain: the old address and the new one. */
export const addressChangePayload = z.object({ from: z.string(), to: z.string() })
export type AddressChange = z.infer<typeof addressChangePayload>

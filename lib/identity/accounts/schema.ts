import * as z from "zod/mini"
import { currentPassword } from "@/lib/identity/credentials/schema"
import { emailField, personFields } from "@/lib/vocabulary/accounts/schema"

export const informationSchema = z.strictObject(personFields)
export type Information = z.infer<typeof informationSchema>

export const addressChangeSchema = z.strictObject({ email: emailField, currentPassword })

/** What the links of an address change contain: the old address and the new one. */
export const addressChangePayload = z.object({ from: z.string(), to: z.string() })
export type AddressChange = z.infer<typeof addressChangePayload>

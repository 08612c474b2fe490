import * as z from "zod/mini"
import { newPassword } from "@/lib/identity/credentials/schema"
import { linkSchema } from "@/lib/platform/text/fields"
import { personFields } from "@/lib/vocabulary/accounts/schema"

/** What someone invited types to have an account: the structure and the address come with the link. */
export const newcomerFields = z.strictObject({ ...personFields, password: newPassword })
export const newcomerSchema = z.extend(newcomerFields, { ...linkSchema.shape })
export type Newcomer = z.infer<typeof newcomerSchema>

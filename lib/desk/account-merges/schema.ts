import * as z from "zod/mini"
import { passwordAgain } from "@/lib/identity/credentials/schema"

/** Two accounts of one person: `accountId` stays, `absorbedId` is closed. */
export const accountMergeSchema = z.strictObject({
  accountId: z.uuid("Compte inconnu."),
  absorbedId: z.uuid("Compte inconnu."),
  currentPassword: passwordAgain,
})
export type AccountMerge = z.infer<typeof accountMergeSchema>

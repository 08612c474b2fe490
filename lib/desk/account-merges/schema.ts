import * as z from "zod/mini"
import { passwordAgain, passwordAgainSchema } from "@/lib/identity/credentials/schema"

/** Two accounts of one person: `accountId` stays, `absorbedId` is closed. */
export const accountMergeSchema = z.strictObject({
  accountId: z.uuid("Compte inconnu."),
  absorbedId: z.uuid("Compte inconnu."),
  currentPassword: passwordAgain,
})
export type AccountMerge = z.infer<typeof accountMergeSchema>

export const partingSchema = z.extend(passwordAgainSchema, { mergeId: z.uuid("Réunion inconnue.") })
export type Parting = z.infer<typeof partingSchema>

/** What else moved, as a merge stores it: the invitations the absorbed account had sent, and the listing requests where it alone waited. */
export const othersShape = z.object({ invitations: z.array(z.string()), listings: z.array(z.string()) })

import * as z from "zod/mini"
import { passwordAgain, passwordAgainSchema } from "@/lib/identity/credentials/schema"
import { AffiliationOrigin, Need } from "@/lib/platform/generated/enums"

/** Two accounts of one person: `accountId` stays, `absorbedId` is closed. */
export const accountMergeSchema = z.strictObject({
  accountId: z.uuid("Compte inconnu."),
  absorbedId: z.uuid("Compte inconnu."),
  currentPassword: passwordAgain,
})
export type AccountMerge = z.infer<typeof accountMergeSchema>

export const partingSchema = z.extend(passwordAgainSchema, { mergeId: z.uuid("Réunion inconnue.") })
export type Parting = z.infer<typeof partingSchema>

/**
 * What else moved, as a merge stores it: the invitations the absorbed account had sent, the listing requests where it alone waited, those where both did
 * (`shared`: what it had asked), its absences, and those in which it stands in. The last three are not in the oldest merges.
 */
export const othersShape = z.object({
  invitations: z.array(z.string()),
  listings: z.array(z.string()),
  shared: z._default(
    z.array(
      z.object({
        listingRequestId: z.string(),
        origin: z.enum(AffiliationOrigin),
        need: z.nullable(z.enum(Need)),
        requestedAt: z.iso.datetime(),
      }),
    ),
    [],
  ),
  absences: z._default(z.array(z.string()), []),
  standIns: z._default(z.array(z.string()), []),
})
export type Others = z.infer<typeof othersShape>

import * as z from "zod/mini"
import { newPassword } from "@/lib/identity/credentials/schema"
import { keptListingShape } from "@/lib/membership/listings/schema"
import { emailField, personFields } from "@/lib/vocabulary/accounts/schema"
import { needs } from "@/lib/vocabulary/profils/rules"

/**
 * The cookie that says only one thing: the device keeps a draft of a sign-up. The page then comes with an empty place for its banner,
 * and nothing moves when the device gives the rest.
 */
export const deviceDraftMark = "inscription-brouillon"

const optionalNeed = z.pipe(
  z.enum(["", ...needs], "Choisissez une des réponses proposées."),
  z.transform((need) => need || null),
)

/** Step 2 of sign-up. An empty password keeps the one already chosen, when there is one. */
export const identitySchema = z.strictObject({
  ...personFields,
  need: optionalNeed,
  email: emailField,
  password: z.union([z.literal(""), newPassword], {
    error: (issue) =>
      issue.code === "invalid_union" ? issue.errors.flat().find(({ message }) => !message.startsWith("Invalid"))?.message : undefined,
  }),
})
export type Identity = z.infer<typeof identitySchema>

/** What the sealed cookies of a sign-up hold: it was checked when it was typed, and is read back as it was kept. */
const keptPerson = z.object({
  id: z.uuid(),
  firstName: z.string(),
  lastName: z.string(),
  jobTitle: z.string(),
  phone: z.string(),
  need: z.nullable(z.enum(needs)),
  email: z.string(),
  passwordHash: z.string(),
})
export const draftShape = z.object({
  target: z.union([z.object({ siret: z.string(), listing: z.null() }), z.object({ siret: z.null(), listing: keptListingShape })]),
  person: keptPerson,
})
export const listingShape = z.object({ listing: keptListingShape })
export const sentShape = z.object({ id: z.string(), email: z.string() })

import * as z from "zod/mini"
import { newPassword, resetSchema } from "@/lib/identity/credentials/schema"
import { keptListingShape } from "@/lib/membership/listings/schema"
import { tick } from "@/lib/platform/text/fields"
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

/** Step 2 when no password was chosen yet: all that is missing is said at once. */
export const firstIdentitySchema = z.extend(identitySchema, { password: newPassword })

/** The address corrected once the link has gone to a wrong one. */
export const correctedAddress = z.strictObject({ email: emailField })
export const correctionSchema = z.extend(correctedAddress, { demande: z.string().check(z.maxLength(40)) })

/** What the sealed cookie of a sign-up holds: it was checked when it was typed, and is read back as it was kept. */
const keptPerson = z.object({
  firstName: z.string(),
  lastName: z.string(),
  jobTitle: z.string(),
  phone: z.string(),
  need: z.nullable(z.enum(needs)),
  email: z.string(),
  passwordHash: z.string(),
})
const toBeListed = z.object({ siret: z.null(), listing: keptListingShape })
const target = z.union([z.object({ siret: z.string(), listing: z.null() }), toBeListed])
export type Target = z.infer<typeof target>

/** The last step that was kept: the structure described, the person, or the sending. `savedAt`: milliseconds. */
export const draftShape = z.discriminatedUnion("step", [
  z.object({ step: z.literal("structure"), savedAt: z.number(), target: toBeListed }),
  z.object({ step: z.literal("person"), savedAt: z.number(), target, person: keptPerson }),
  // What was typed stays, in case the address was wrong; a browser may still hold a draft from before it did.
  z.object({ step: z.literal("sent"), savedAt: z.number(), email: z.string(), target: z.optional(target), person: z.optional(keptPerson) }),
])
export type Draft = z.infer<typeof draftShape>
export type Step = Draft["step"]

/** Which sign-up of this browser a form belongs to; absent when the form begins one. */
export const ofSignup = { demande: z.optional(z.string().check(z.maxLength(40))) }

/** The link of a sign-up. `again`: the password is the one typed at sign-up; otherwise it is chosen now. */
export const confirmSchema = z.extend(resetSchema, { again: tick })
export type Confirmation = z.infer<typeof confirmSchema>
export const signupSchema = z.strictObject({ demande: z.string().check(z.maxLength(40)) })

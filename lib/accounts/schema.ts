import * as z from "zod/mini"
import { parseEmail } from "@/lib/accounts/rules"
import { line, requiredLine } from "@/lib/platform/fields"
import { needs } from "@/lib/profils/rules"

const emailField = z.pipe(
  z.string().check(
    z.minLength(1, "Saisissez votre adresse e-mail."),
    z.refine((text) => parseEmail(text) !== null, "Saisissez une adresse e-mail valide, par exemple prenom.nom@structure.fr."),
  ),
  z.transform((text: string) => parseEmail(text) ?? ""),
)

const passwordLength = { min: 15, max: 256 }

const password = z
  .string()
  .check(
    z.minLength(
      passwordLength.min,
      `Choisissez au moins ${passwordLength.min} caractères, par exemple quelques mots sans rapport entre eux.`,
    ),
    z.maxLength(passwordLength.max, `${passwordLength.max} caractères au plus.`),
  )

const optionalNeed = z.pipe(
  z.enum(["", ...needs], "Choisissez une des réponses proposées."),
  z.transform((need) => need || null),
)

/** Step 2 of sign-up. An empty password keeps the one already chosen, when there is one. */
export const identitySchema = z.strictObject({
  firstName: requiredLine(80, "Saisissez votre prénom."),
  lastName: requiredLine(80, "Saisissez votre nom."),
  jobTitle: requiredLine(120, "Saisissez votre fonction, par exemple « Conseillère en insertion »."),
  phone: z.pipe(
    line(30),
    z.string().check(z.regex(/^$|^\+?[0-9][0-9 .()-]{5,24}$/, "Saisissez un numéro de téléphone, par exemple 05 56 00 00 00.")),
  ),
  need: optionalNeed,
  email: emailField,
  password: z.union([z.literal(""), password], {
    error: (issue) =>
      typeof issue.input === "string" && issue.input.length > passwordLength.max
        ? `${passwordLength.max} caractères au plus.`
        : `Choisissez au moins ${passwordLength.min} caractères, par exemple quelques mots sans rapport entre eux.`,
  }),
})
export type Identity = z.infer<typeof identitySchema>

export const emptySchema = z.strictObject({})
export const verificationSchema = z.strictObject({ token: z.string().check(z.maxLength(200)) })

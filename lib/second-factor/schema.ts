import * as z from "zod/mini"
import { passwordAgain } from "@/lib/credentials/schema"
import { paragraph } from "@/lib/platform/fields"
import { readCode } from "@/lib/second-factor/rules"

const code = z.string({ error: "Saisissez le code." }).check(
  z.minLength(1, "Saisissez le code à 6 chiffres de votre application, ou un code de secours."),
  z.maxLength(60, "Ce code est trop long."),
  z.refine((text) => readCode(text) !== null, "Un code compte 6 chiffres ; un code de secours, quatre groupes de quatre caractères."),
)

const factorResetReason = z.pipe(
  paragraph(500),
  z.string().check(z.minLength(5, "Dites pourquoi, et comment la personne a prouvé qui elle est.")),
)

/** Taking someone's second factors away says why. */
export const factorResetFields = z.strictObject({ reason: factorResetReason, currentPassword: passwordAgain })
export const factorResetSchema = z.extend(factorResetFields, { accountId: z.uuid() })

export const codeSchema = z.strictObject({ code, retour: z.optional(z.string()) })
export const totpConfirmationSchema = z.strictObject({ code })

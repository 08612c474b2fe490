import * as z from "zod/mini"
import { readCode } from "@/lib/identity/second-factor/rules"

const code = z.string({ error: "Saisissez le code." }).check(
  z.minLength(1, "Saisissez le code à 6 chiffres de votre application, ou un code de secours."),
  z.maxLength(60, "Ce code est trop long."),
  z.refine((text) => readCode(text) !== null, "Un code compte 6 chiffres ; un code de secours, des groupes de quatre caractères."),
)

export const codeSchema = z.strictObject({ code, retour: z.optional(z.string()) })
export const totpConfirmationSchema = z.strictObject({ code })

import * as z from "zod/mini"

export const passwordLength = { min: 15, max: 256 }

/** Why a password is too short or too long; undefined when it is neither. */
export function lengthProblem(password: string): string | undefined {
  // Counted as people read it: a Mac types « é » as two characters.
  if (password.normalize("NFC").length < passwordLength.min)
    return `Choisissez au moins ${passwordLength.min} caractères, par exemple quelques mots sans rapport entre eux.`
  if (password.length > passwordLength.max) return `${passwordLength.max} caractères au plus.`
  return undefined
}

/** Any characters, typed or pasted: only the length counts here, and `isGuessable` judges how easy the password is to guess. */
export const newPassword = z.string({ error: "Choisissez un mot de passe." }).check(
  z.refine((text) => lengthProblem(text) === undefined, { error: (issue) => lengthProblem(String(issue.input)) }),
  z.refine((text) => text.isWellFormed() && !text.includes("\0"), "Ce mot de passe contient un caractère qui ne peut pas être enregistré."),
)

/** The password again, where it is always asked. */
export const currentPassword = z
  .string({ error: "Saisissez votre mot de passe actuel." })
  .check(z.minLength(1, "Saisissez votre mot de passe actuel."), z.maxLength(1000, "Ce mot de passe est trop long."))

/** The password again, where a recent sign-in is enough. */
export const passwordAgain = z.optional(z.string().check(z.maxLength(1000, "Ce mot de passe est trop long.")))
export const passwordAgainSchema = z.strictObject({ currentPassword: passwordAgain })

export const passwordChangeSchema = z.strictObject({ currentPassword, password: newPassword })
export const newPasswordSchema = z.strictObject({ password: newPassword })
export const resetSchema = z.extend(newPasswordSchema, { token: z.string().check(z.maxLength(200)) })

import * as z from "zod/mini"

export const signInSchema = z.strictObject({
  email: z.string().check(z.minLength(1, "Saisissez votre adresse e-mail."), z.maxLength(500)),
  password: z.string().check(z.minLength(1, "Saisissez votre mot de passe."), z.maxLength(1000)),
  retour: z.optional(z.string()),
})

export const sessionSchema = z.strictObject({ sessionId: z.string().check(z.maxLength(100)) })

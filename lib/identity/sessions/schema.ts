import * as z from "zod/mini"

/** An address and a password as someone gives them to sign in; whatever else was posted is left out. */
export const credentialsSchema = z.object({
  email: z.string().check(z.minLength(1, "Saisissez votre adresse e-mail."), z.maxLength(500)),
  password: z.string().check(z.minLength(1, "Saisissez votre mot de passe."), z.maxLength(1000)),
})

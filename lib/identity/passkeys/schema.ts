import * as z from "zod/mini"
import { passwordAgain } from "@/lib/identity/credentials/schema"
import { requiredLine } from "@/lib/platform/text/fields"

/** What the browser's authenticator answered, as JSON; its content is verified, not trusted. */
const assertion = z.string().check(z.minLength(1, "Votre appareil n’a rien répondu."), z.maxLength(20_000))
const challenge = z.string().check(z.maxLength(2000))

export const passkeySignInSchema = z.strictObject({ assertion, challenge, retour: z.optional(z.string()) })
export const passkeySchema = z.strictObject({
  name: requiredLine(60, "Donnez un nom à cette clé, par exemple « Mon téléphone »."),
  assertion,
  challenge,
})
export const passkeyRemovalSchema = z.strictObject({ passkeyId: z.uuid(), currentPassword: passwordAgain })

/** What a sealed challenge holds; `expiresAt` in milliseconds. */
export const challengeShape = z.object({ challenge: z.string(), expiresAt: z.number() })

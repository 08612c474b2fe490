import * as z from "zod/mini"
import { passwordAgain } from "@/lib/identity/credentials/schema"
import { credentialsSchema } from "@/lib/identity/sessions/schema"

export const signInSchema = z.strictObject({ ...credentialsSchema.shape, retour: z.optional(z.string()) })

export const sessionSchema = z.strictObject({ sessionId: z.string().check(z.maxLength(100)), currentPassword: passwordAgain })

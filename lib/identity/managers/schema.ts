import * as z from "zod/mini"
import { passwordAgain } from "@/lib/identity/credentials/schema"
import { reasonSchema } from "@/lib/platform/text/fields"

/** A manager's gesture on an account needs a reason, and the password again when it was given too long ago. */
export const gestureFields = z.extend(reasonSchema, { currentPassword: passwordAgain })
export const accountGestureSchema = z.extend(gestureFields, { accountId: z.uuid("Compte inconnu.") })
export type AccountGesture = z.infer<typeof accountGestureSchema>

export const nominationSchema = z.strictObject({ nominationId: z.uuid("Proposition inconnue."), currentPassword: passwordAgain })

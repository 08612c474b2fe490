import * as z from "zod/mini"
import { gestureFields } from "@/lib/identity/managers/schema"
import { emailField } from "@/lib/vocabulary/accounts/schema"

/** The right address of someone whose own is wrong or gone, and why a manager changes it. */
export const addressCorrectionFields = z.extend(gestureFields, { email: emailField })
export const addressCorrectionSchema = z.extend(addressCorrectionFields, { accountId: z.uuid("Compte inconnu.") })
export type AddressCorrection = z.infer<typeof addressCorrectionSchema>

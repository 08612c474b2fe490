import * as z from "zod/mini"
import { passwordAgain } from "@/lib/identity/credentials/schema"
import { gestureFields } from "@/lib/identity/managers/schema"
import { reasonSchema, tick } from "@/lib/platform/text/fields"

export const appointmentSchema = z.strictObject({ affiliationId: z.uuid("Personne inconnue."), currentPassword: passwordAgain })
export type Appointment = z.infer<typeof appointmentSchema>

/** The reason why someone is no longer référent, which they read. `withoutReferent`: the structure may be left without référent. */
export const removalSchema = z.extend(gestureFields, { withoutReferent: tick, affiliationId: z.uuid("Personne inconnue.") })
export type Removal = z.infer<typeof removalSchema>

export const changeAcceptanceSchema = z.strictObject({ referentChangeId: z.uuid("Demande inconnue."), currentPassword: passwordAgain })
export type ChangeAcceptance = z.infer<typeof changeAcceptanceSchema>
export const changeRefusalSchema = z.extend(reasonSchema, { referentChangeId: z.uuid("Demande inconnue.") })
export type ChangeRefusal = z.infer<typeof changeRefusalSchema>

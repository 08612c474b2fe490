import * as z from "zod/mini"
import { requiredLine, tick } from "@/lib/platform/text/fields"
import { contactFields, personalText } from "@/lib/rafael/candidates/schema"
import { dayField } from "@/lib/vocabulary/fields/schema"

const token = z.string().check(z.maxLength(200))

/** The private page opens to whoever has the link and knows the birth date: mailboxes are shared. */
export const openingFields = z.strictObject({ birthDate: dayField("Saisissez votre date de naissance.") })
export const opening = z.extend(openingFields, { token })
export type Opening = z.infer<typeof opening>

export const correctionFields = z.strictObject({ ...contactFields, city: requiredLine(100, "Saisissez votre commune.") })
export const contactCorrection = z.extend(correctionFields, { token })
export type ContactCorrection = z.infer<typeof contactCorrection>

export const renunciationFields = z.strictObject({ reasonText: personalText(500) })
export const renunciation = z.extend(renunciationFields, { token, preregistrationId: z.uuid("Candidature inconnue.") })
export type Renunciation = z.infer<typeof renunciation>

export const erasureFields = z.strictObject({
  sure: z.pipe(tick, z.boolean().check(z.refine((sure) => sure, "Cochez la case pour confirmer."))),
})
export const candidateErasure = z.extend(erasureFields, { token })
export type CandidateErasure = z.infer<typeof candidateErasure>

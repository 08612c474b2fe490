import * as z from "zod/mini"
import { listingSchema } from "@/lib/listings/schema"
import { line } from "@/lib/platform/fields"

/** "Signaler une modification": the structure as it should be. Address, postcode and city may be unknown to us, not to them. */
export const correctedSchema = z.strictObject({
  raisonSociale: listingSchema.shape.raisonSociale,
  sigle: listingSchema.shape.sigle,
  enseigne: line(120),
  address: line(200),
  postcode: z.pipe(line(5), z.string().check(z.regex(/^([0-9]{5})?$/, "Saisissez un code postal à 5 chiffres."))),
  city: line(100),
  type: listingSchema.shape.type,
  message: listingSchema.shape.message,
})

export const correctionSchema = z.extend(correctedSchema, { structureId: z.uuid("Structure inconnue.") })
export type CorrectionInput = z.infer<typeof correctionSchema>

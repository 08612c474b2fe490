import * as z from "zod/mini"
import { paragraph, reasonSchema } from "@/lib/platform/text/fields"
import { nameFields, placeFields, siretField, typeField } from "@/lib/structures/schema"

/** "Ma structure n'est pas dans la liste". Type is what the person believes; managers decide. */
export const listingSchema = z.strictObject({
  siret: siretField,
  ...nameFields,
  ...placeFields,
  type: typeField,
  message: paragraph(600),
})
export type Listing = z.infer<typeof listingSchema>

export const acceptanceSchema = z.strictObject({ listingRequestId: z.uuid("Demande inconnue.") })
export const listingRefusalSchema = z.extend(reasonSchema, { listingRequestId: z.uuid("Demande inconnue.") })

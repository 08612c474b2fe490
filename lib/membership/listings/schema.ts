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

/** The same fields as a sign-up keeps them: they were checked when they were typed. */
export const keptListingShape = z.object({
  siret: z.string(),
  raisonSociale: z.string(),
  sigle: z.string(),
  address: z.string(),
  postcode: z.string(),
  city: z.string(),
  type: typeField,
  message: z.string(),
})

export const acceptanceSchema = z.strictObject({ listingRequestId: z.uuid("Demande inconnue.") })
export const listingRefusalSchema = z.extend(reasonSchema, { listingRequestId: z.uuid("Demande inconnue.") })

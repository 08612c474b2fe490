import * as z from "zod/mini"
import { line, paragraph, reasonSchema, requiredLine } from "@/lib/platform/text/fields"
import { parseSiret } from "@/lib/vocabulary/structures/rules"

/** "Ma structure n'est pas dans la liste". Type is what the person believes; managers decide. */
export const listingSchema = z.strictObject({
  siret: z.pipe(
    z.string().check(
      z.minLength(1, "Saisissez le numéro SIRET de la structure (14 chiffres)."),
      z.refine((text) => parseSiret(text) !== null, "Ce numéro SIRET n’est pas valide : vérifiez ses 14 chiffres."),
    ),
    z.transform((text: string) => parseSiret(text) ?? ""),
  ),
  raisonSociale: requiredLine(200, "Saisissez la raison sociale."),
  sigle: line(60),
  address: requiredLine(200, "Saisissez l’adresse."),
  postcode: z.pipe(line(5), z.string().check(z.regex(/^[0-9]{5}$/, "Saisissez un code postal à 5 chiffres."))),
  city: requiredLine(100, "Saisissez la ville."),
  type: z.enum(["", "formateur", "prescripteur", "les-deux"], "Choisissez un des types proposés."),
  message: paragraph(600),
})
export type Listing = z.infer<typeof listingSchema>

export const acceptanceSchema = z.strictObject({ listingRequestId: z.uuid("Demande inconnue.") })
export const listingRefusalSchema = z.extend(reasonSchema, { listingRequestId: z.uuid("Demande inconnue.") })

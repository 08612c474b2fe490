/** The fields of a structure, for every form that describes one. */
import * as z from "zod/mini"
import { line, requiredLine } from "@/lib/platform/text/fields"
import { parseSiret } from "@/lib/vocabulary/structures/rules"

export const siretField = z.pipe(
  z.string().check(
    z.minLength(1, "Saisissez le numéro SIRET de la structure (14 chiffres)."),
    z.refine((text) => parseSiret(text) !== null, "Ce numéro SIRET n’est pas valide : vérifiez ses 14 chiffres."),
  ),
  z.transform((text: string) => parseSiret(text) ?? ""),
)

export const typeField = z.enum(["", "formateur", "prescripteur", "les-deux"], "Choisissez un des types proposés.")

export const nameFields = { raisonSociale: requiredLine(200, "Saisissez la raison sociale."), sigle: line(60) }

const postcodeWords = "Saisissez un code postal à 5 chiffres."

/** The place of a structure, which a person who asks for it to be listed must give. */
export const placeFields = {
  address: requiredLine(200, "Saisissez l’adresse."),
  postcode: z.pipe(line(5), z.string().check(z.regex(/^[0-9]{5}$/, postcodeWords))),
  city: requiredLine(100, "Saisissez la ville."),
}

/** The data of a structure of the list. Address, postcode and city may be unknown. */
export const structureFields = z.strictObject({
  ...nameFields,
  enseigne: line(120),
  address: line(200),
  postcode: z.pipe(line(5), z.string().check(z.regex(/^([0-9]{5})?$/, postcodeWords))),
  city: line(100),
})

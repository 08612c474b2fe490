/** The fields of a structure, for every form that describes one. */
import * as z from "zod/mini"
import { line, nameLine, requiredLine, requiredName } from "@/lib/platform/text/fields"
import { parsePostcode, parseSiret } from "@/lib/vocabulary/structures/rules"

export const siretField = z.pipe(
  z.string().check(
    z.minLength(1, "Saisissez le numéro SIRET de la structure (14 chiffres)."),
    z.refine((text) => parseSiret(text) !== null, "Ce numéro SIRET n’est pas valide : vérifiez ses 14 chiffres."),
  ),
  z.transform((text: string) => parseSiret(text) ?? ""),
)

export const typeField = z.enum(["", "formateur", "prescripteur", "les-deux"], "Choisissez un des types proposés.")

const missingName = "Saisissez la raison sociale."

/** The names that anyone may give to a structure to be listed, and that mails repeat: without link. */
export const nameFields = { raisonSociale: requiredName(200, missingName), sigle: nameLine(60) }

const postcodeWords = "Saisissez un code postal à 5 chiffres."

/** As people write it ("33 000", "33077 CEDEX"); kept as its five digits. */
const postcode = z.pipe(
  line(30),
  z.pipe(
    z.string().check(z.refine((text) => text === "" || parsePostcode(text) !== null, postcodeWords)),
    z.transform((text: string) => parsePostcode(text) ?? ""),
  ),
)

/** The place of a structure, which a person who asks for it to be listed must give. */
export const placeFields = {
  address: requiredLine(200, "Saisissez l’adresse."),
  postcode: z.pipe(postcode, z.string().check(z.minLength(1, postcodeWords))),
  city: requiredLine(100, "Saisissez la ville."),
}

/** The data of a structure of the list. Address, postcode and city may be unknown. */
export const structureFields = z.strictObject({
  // Real structures are called "SIMPLON.CO": those who know them, managers and référents, may write it.
  raisonSociale: requiredLine(200, missingName),
  sigle: line(60),
  enseigne: line(120),
  address: line(200),
  postcode,
  city: line(100),
})

/** The fields of a delivery, and of the place where it is given. */
import * as z from "zod/mini"
import { line, paragraph, tick } from "@/lib/platform/text/fields"
import { lookup } from "@/lib/platform/text/lookup"
import { entryModes, funders, modes } from "@/lib/rafael/codes/rules"
import { codeList } from "@/lib/rafael/codes/schema"
import { linesOf, oneOf, optionalCode, optionalPostcode, partsOf, wholeNumber } from "@/lib/vocabulary/fields/schema"
import { parsePostcode, parseSiret } from "@/lib/vocabulary/structures/rules"

/** Who pays, and for how many places when it is known. */
export const fundersShape = z.array(z.object({ code: z.string(), places: z.nullable(z.number()) }))

/** The codes of dict-financeurs (LHÉO 2.3), those that our list does not name too. */
const funderCode = /^(1?\d|20)$/

/** A funder as it is typed: its name in our list, or its code; null for anything else. */
function funderTyped(typed: string): { code: string; places: number | null } | null {
  const [said = "", places = ""] = partsOf(typed)
  const named = Object.entries(funders).find(([, name]) => name.toLocaleLowerCase("fr") === said.toLocaleLowerCase("fr"))
  const code = named ? named[0] : said
  if (!funderCode.test(code) || !/^\d{0,4}$/.test(places)) return null
  return { code, places: places === "" ? null : Number(places) }
}

/** The funders after the first as the form shows them again, one a line. */
export function funderLines(list: z.infer<typeof fundersShape>) {
  return list.map(({ code, places }) => [lookup(funders, code) ?? code, ...(places === null ? [] : [places])].join(" ; ")).join("\n")
}

const otherFunders = z.pipe(
  paragraph(1000).check(
    z.refine(
      (text) => linesOf(text).every((typed) => funderTyped(typed) !== null),
      "Une ligne par financeur, de la liste ci-dessus, avec son nombre de places s’il est connu : France Travail ; 4.",
    ),
    z.refine((text) => linesOf(text).length <= 7, "Huit financeurs au plus."),
  ),
  z.transform((text: string) => linesOf(text).flatMap((typed) => funderTyped(typed) ?? [])),
)

type TypedPlace = { name: string; address: string; postcode: string; city: string }

function placeTyped(typed: string): TypedPlace | null {
  const [address = "", postcode = "", city = "", name = ""] = partsOf(typed)
  const known = parsePostcode(postcode)
  return address && known && city ? { name, address, postcode: known, city } : null
}

/** The places after the first as the form shows them again, one a line. */
export function placeLines(list: readonly TypedPlace[]) {
  return list.map(({ name, address, postcode, city }) => [address, postcode, city, ...(name ? [name] : [])].join(" ; ")).join("\n")
}

const otherPlaces = z.pipe(
  paragraph(4000).check(
    z.refine(
      (text) => linesOf(text).every((typed) => placeTyped(typed) !== null),
      "Une ligne par lieu : adresse ; code postal ; ville. Par exemple : 2 quai Nord ; 64100 ; Bayonne.",
    ),
    z.refine((text) => linesOf(text).length <= 30, "Trente autres lieux au plus."),
  ),
  z.transform((text: string) => linesOf(text).flatMap((typed) => placeTyped(typed) ?? [])),
)

export const deliveryFields = z.strictObject({
  mode: oneOf(modes),
  entryMode: oneOf(entryModes),
  rhythm: paragraph(3000),
  alternance: paragraph(3000),
  hoursCentre: wholeNumber(0, 20_000),
  hoursCompany: wholeNumber(0, 20_000),
  publics: codeList(/^\d{5}$/, 10, "Un public se dit par un Formacode à cinq chiffres, par exemple 81000."),
  conditions: paragraph(3000),
  isLevelRequired: tick,
  isFunded: tick,
  funder: optionalCode(funders, "Choisissez un des financeurs proposés."),
  fundedPlaces: z.pipe(z._default(z.string(), ""), wholeNumber(0, 9999)),
  otherFunders: z.pipe(z._default(z.string(), ""), otherFunders),
  remainingCost: line(200),
  accessibility: line(250),
  accessDelay: line(120),
  providerSiret: z.pipe(
    line(30),
    z.pipe(
      z
        .string()
        .check(
          z.refine((text) => text === "" || parseSiret(text) !== null, "Ce numéro SIRET n’est pas valide : vérifiez ses 14 chiffres."),
        ),
      z.transform((text: string) => parseSiret(text)),
    ),
  ),
  placeName: line(120),
  address: line(200),
  postcode: optionalPostcode,
  city: line(100),
  otherPlaces: z.pipe(z._default(z.string(), ""), otherPlaces),
})

export const deliveryCreation = z.extend(deliveryFields, { courseId: z.uuid("Formation inconnue.") })
export type DeliveryCreation = z.infer<typeof deliveryCreation>
export const deliveryEdition = z.extend(deliveryFields, { deliveryId: z.uuid("Action inconnue."), seen: z.string().check(z.maxLength(40)) })
export type DeliveryEdition = z.infer<typeof deliveryEdition>
export type DeliveryFields = z.infer<typeof deliveryFields>

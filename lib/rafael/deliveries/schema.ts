/** The fields of a delivery, and of the place where it is given. */
import * as z from "zod/mini"
import { line, paragraph, tick } from "@/lib/platform/text/fields"
import { entryModes, funders, modes } from "@/lib/rafael/codes/rules"
import { codeList, oneOf, optionalCode, optionalPostcode, wholeNumber } from "@/lib/rafael/codes/schema"
import { parseSiret } from "@/lib/vocabulary/structures/rules"

/** Who pays, and for how many places when it is known. */
export const fundersShape = z.array(z.object({ code: z.string(), places: z.nullable(z.number()) }))

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
})

export const deliveryCreation = z.extend(deliveryFields, { courseId: z.uuid("Formation inconnue.") })
export type DeliveryCreation = z.infer<typeof deliveryCreation>
export const deliveryEdition = z.extend(deliveryFields, { deliveryId: z.uuid("Action inconnue."), seen: z.string().check(z.maxLength(40)) })
export type DeliveryEdition = z.infer<typeof deliveryEdition>
export type DeliveryFields = z.infer<typeof deliveryFields>

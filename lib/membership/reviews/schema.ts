import { parseAsInteger } from "nuqs/server"
import * as z from "zod/mini"
import { type Asked, addressWith, reading, words } from "@/lib/platform/http/search-params"
import { isDay, paragraph, tick } from "@/lib/platform/text/fields"
import { grantable } from "@/lib/vocabulary/profils/rules"
import { scopes } from "@/lib/vocabulary/reviews/rules"

/**
 * A review to open: the scope, and the value that goes with it (a type, a département, a profil), each in a field of its own so that the form works
 * without script.
 */
export const openingSchema = z.pipe(
  z.strictObject({
    scope: z.enum(scopes, "Choisissez une des portées proposées."),
    type: z.enum(["formateur", "prescripteur"], "Choisissez un des types proposés."),
    departement: z.string().check(z.regex(/^(?:|\d{2,3}|2[AB])$/, "Choisissez un département.")),
    profil: z.enum(grantable, "Choisissez un des profils proposés."),
    deadline: z.string().check(z.refine(isDay, "Indiquez le dernier jour pour répondre.")),
    message: paragraph(1000),
    suspends: tick,
  }),
  z.transform(({ type, departement, profil, ...asked }) => ({
    ...asked,
    scopeValue: { all: null, type, departement, profil }[asked.scope],
  })),
)
export type Opening = z.infer<typeof openingSchema>

export const closingSchema = z.strictObject({ reviewId: z.uuid("Revue inconnue.") })
export type Closing = z.infer<typeof closingSchema>

/** What the page of a review's progress reads of its address. */
const progressParams = { etat: words, page: parseAsInteger.withDefault(1), fait: words }
export const readProgressAddress = reading(progressParams)
export const progressAddress = addressWith(progressParams)
export type ProgressParams = Asked<typeof readProgressAddress>

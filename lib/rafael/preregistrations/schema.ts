import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import * as z from "zod/mini"
import { type Asked, addressWith, reading, words } from "@/lib/platform/http/search-params"
import { dossierShape, personalText } from "@/lib/rafael/candidates/schema"
import { leavingReasons, type Reason, reasons, returnReasons } from "@/lib/rafael/codes/rules"
import { oneOf, optionalDay } from "@/lib/vocabulary/fields/schema"

export const preregistrationId = z.uuid("Préinscription inconnue.")

/** A pre-registration of someone the structure does not know yet. */
export const newPreregistration = z.strictObject({
  ...dossierShape,
  structureId: z.uuid("Structure inconnue."),
  sessionId: z.uuid("Session inconnue."),
})
export type NewPreregistration = z.infer<typeof newPreregistration>

/** A further wish of someone the structure knows. */
export const wishFields = z.strictObject({ project: personalText(1000), wishedStart: optionalDay })
export const furtherWish = z.extend(wishFields, { candidateId: z.uuid("Candidat·e inconnu·e."), sessionId: z.uuid("Session inconnue.") })
export type FurtherWish = z.infer<typeof furtherWish>

export const preregistrationEdition = z.strictObject({ ...dossierShape, preregistrationId })
export type PreregistrationEdition = z.infer<typeof preregistrationEdition>

export const preregistrationTarget = z.strictObject({ preregistrationId })

/** Why, from the list of what is done, and in the person's own words when they add some. */
const whyOf = (choices: readonly Reason[]) => ({
  reason: oneOf(reasons).check(z.refine((reason) => choices.includes(reason), "Choisissez un des motifs proposés.")),
  reasonText: personalText(500),
})
/** Why something comes back to whoever prepared it. */
export const whyReturned = whyOf(returnReasons)
const whyWithdrawn = whyOf(leavingReasons)
export const withdrawalFields = z.strictObject(whyWithdrawn)
export const returnFields = z.strictObject(whyReturned)
export const withdrawal = z.strictObject({ preregistrationId, ...whyWithdrawn })
export const preregistrationReturn = z.strictObject({ preregistrationId, ...whyReturned })
export type PreregistrationReason = z.infer<typeof withdrawal>

/** The lists of a prescriber, then that of a training body. */
const views = ["brouillons", "a-valider", "envoyees", "terminees", "structure", "sans-suivi", "recues"] as const
export type View = (typeof views)[number]

const parsers = {
  structure: words,
  vue: parseAsStringLiteral(views),
  q: words,
  session: words,
  statut: parseAsStringLiteral(["a-repondre", "retenues", "terminees", "toutes"]).withDefault("a-repondre"),
  page: parseAsInteger.withDefault(1),
  fait: words,
  faites: words,
  refusees: words,
  pourquoi: words,
}
/** Reads the address of the lists of pre-registrations: every filter is in it. */
export const readListAddress = reading(parsers)
export type ListAddress = Asked<typeof readListAddress>
export const listAddress = addressWith(parsers)

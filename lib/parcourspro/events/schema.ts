/** The fields of an action of the programme. */
import * as z from "zod/mini"
import { type Kind, kinds, natures } from "@/lib/parcourspro/codes/rules"
import { line, paragraph, requiredLine, tick } from "@/lib/platform/text/fields"
import { decimal, oneOf } from "@/lib/vocabulary/fields/schema"
import { parseSiret } from "@/lib/vocabulary/structures/rules"

const kindCodes = Object.keys(kinds) as [Kind, ...Kind[]]

export const eventFields = z.strictObject({
  title: requiredLine(200, "Saisissez le titre de l’action."),
  themeId: z.uuid("Choisissez un thème."),
  kind: z.enum(kindCodes, "Choisissez un format."),
  providerSiret: z.pipe(
    line(30).check(z.refine((text) => parseSiret(text) !== null, "Saisissez les 14 chiffres du SIRET du prestataire.")),
    z.transform((text: string) => parseSiret(text) ?? ""),
  ),
  objectives: paragraph(3000),
  audience: paragraph(1000),
  prerequisites: paragraph(1000),
  programme: paragraph(5000),
  methods: paragraph(3000),
  evaluation: paragraph(1000),
  nature: oneOf(natures),
  /** Typed in hours, kept in minutes. */
  duration: z.pipe(
    decimal(60, 60_000, "Saisissez une durée en heures, par exemple 7 ou 3,5."),
    z.number().check(z.gte(15, "Saisissez une durée d’un quart d’heure au moins.")),
  ),
  adherentsOnly: tick,
  needsEmployer: tick,
  /** Typed in euros, kept in cents. */
  price: decimal(100, 10_000_000, "Saisissez un prix en euros, par exemple 0 ou 120,50."),
})
export type EventFields = z.infer<typeof eventFields>

const eventId = z.uuid("Action inconnue.")
/** `seen`: the time of the version that the form showed. */
export const eventEdition = z.extend(eventFields, { eventId, seen: z.string().check(z.maxLength(40)) })
export type EventEdition = z.infer<typeof eventEdition>
export const eventChosen = z.strictObject({ eventId })
export type EventChosen = z.infer<typeof eventChosen>

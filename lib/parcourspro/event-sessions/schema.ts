/** The fields of a session of the programme. */
import * as z from "zod/mini"
import { overlap, parseHalfDays, parseTrainers } from "@/lib/parcourspro/event-sessions/rules"
import { line, paragraph, reasonSchema, tick } from "@/lib/platform/text/fields"
import {
  dayField,
  neededNumber,
  optionalDay,
  optionalEmail,
  optionalPhone,
  optionalPostcode,
  wholeNumber,
} from "@/lib/vocabulary/fields/schema"

const halfDays = z.pipe(
  paragraph(2000).check(
    z.superRefine((text, context) => {
      const read = parseHalfDays(text)
      const refuse = (message: string) => context.addIssue({ code: "custom", message, input: text })
      if (!Array.isArray(read))
        refuse(`Ligne ${read.line} : écrivez un jour et deux heures, par exemple 01/03/2027 09:00-12:30 (huit heures au plus).`)
      else if (read.length === 0) refuse("Saisissez au moins une demi-journée, par exemple 01/03/2027 09:00-12:30.")
      else if (read.length > 40) refuse("Quarante demi-journées au plus.")
      else if (overlap(read)) refuse("Deux demi-journées se chevauchent : vérifiez les heures.")
    }),
  ),
  z.transform((text: string) => {
    const read = parseHalfDays(text)
    return Array.isArray(read) ? read : []
  }),
)

const trainers = z.pipe(
  paragraph(1000).check(
    z.refine(
      (text) => parseTrainers(text).every(({ name, quality }) => name.length <= 80 && quality.length <= 120),
      "Un nom et une qualité par ligne, séparés par un point-virgule.",
    ),
    z.refine((text) => parseTrainers(text).length <= 10, "Dix personnes au plus."),
  ),
  z.transform(parseTrainers),
)

/** What the form of a session judges as it is typed. */
export const eventSessionFields = z.strictObject({
  halfDays,
  isRemote: tick,
  place: line(200),
  postcode: optionalPostcode,
  city: line(80),
  trainers,
  places: neededNumber(1, 9999, "Saisissez le nombre de places, au moins une."),
  minimum: wholeNumber(0, 9999),
  opensOn: optionalDay,
  closesOn: dayField("Saisissez le dernier jour d’inscription."),
  contactName: line(120),
  contactEmail: optionalEmail,
  contactPhone: optionalPhone,
  adaptationContact: line(200),
  internalRules: z._default(line(300), ""),
})
export type EventSessionFields = z.infer<typeof eventSessionFields>

const sessionId = z.uuid("Session inconnue.")
export const eventSessionCreation = z.extend(eventSessionFields, { eventId: z.uuid("Action inconnue.") })
export type EventSessionCreation = z.infer<typeof eventSessionCreation>

/** `seen`: the time of the version that the form showed. */
export const eventSessionEdition = z.extend(eventSessionFields, { sessionId, seen: z.string().check(z.maxLength(40)) })
export type EventSessionEdition = z.infer<typeof eventSessionEdition>

export const eventSessionOpening = z.strictObject({ sessionId, to: z.enum(["open", "closed"]) })
export type EventSessionOpening = z.infer<typeof eventSessionOpening>

/** `concerned`: how many people the change concerns, as the page showed it. */
const concerned = z.pipe(z.string().check(z.regex(/^\d{1,6}$/)), z.transform(Number))
export const eventSessionCancellation = z.extend(reasonSchema, { sessionId, concerned })
export type EventSessionCancellation = z.infer<typeof eventSessionCancellation>

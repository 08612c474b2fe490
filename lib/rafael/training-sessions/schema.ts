/** The fields of a session, and of what is done to it. */
import * as z from "zod/mini"
import { line, reasonSchema, tick } from "@/lib/platform/text/fields"
import { dayField, neededNumber, optionalDay, optionalEmail, optionalPhone, wholeNumber } from "@/lib/vocabulary/fields/schema"

const unknownSession = "Session inconnue."
const sessionId = z.uuid(unknownSession)

const dates = {
  startsOn: dayField("Saisissez le premier jour de la session."),
  endsOn: dayField("Saisissez le dernier jour de la session."),
  registrationFrom: optionalDay,
  registrationUntil: optionalDay,
}
type Dates = { startsOn: string; endsOn: string; registrationFrom: string | null; registrationUntil: string | null }

/** What must be true of the dates together; each message stands beside the field to mend. */
const inOrder = [
  z.refine<Dates>(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ["endsOn"],
    error: "La session finit avant d’avoir commencé : vérifiez les deux dates.",
  }),
  z.refine<Dates>(({ registrationFrom: from, registrationUntil: until }) => !from || !until || from <= until, {
    path: ["registrationUntil"],
    error: "Les préinscriptions finissent avant d’avoir commencé : vérifiez les deux dates.",
  }),
  z.refine<Dates>(({ registrationFrom, startsOn }) => !registrationFrom || registrationFrom <= startsOn, {
    path: ["registrationFrom"],
    error: "Les préinscriptions ne peuvent pas s’ouvrir après le début de la session.",
  }),
  z.refine<Dates>(({ registrationUntil, endsOn }) => !registrationUntil || registrationUntil <= endsOn, {
    path: ["registrationUntil"],
    error: "Les préinscriptions ne peuvent pas se fermer après la fin de la session.",
  }),
]

const seats = {
  places: neededNumber(1, 9999, "Saisissez le nombre de places, au moins une."),
  minimum: wholeNumber(0, 9999),
  hasLateEntry: tick,
}
const orNothing = <Field extends z.ZodMiniType<string, string>>(field: Field) => z.pipe(z._default(z.string(), ""), field)
/** Whom to ask about one session; nobody: whom to ask about its course. */
export const sessionContact = {
  contactName: orNothing(line(120)),
  contactEmail: orNothing(optionalEmail),
  contactPhone: orNothing(optionalPhone),
}

const everything = z.strictObject({ ...dates, ...seats, ...sessionContact })
/** What the form of a session judges as it is typed. */
export const sessionFields = everything.check(...inOrder)

export const sessionCreation = z.extend(everything, { deliveryId: z.uuid("Action inconnue.") }).check(...inOrder)
export type SessionCreation = z.infer<typeof sessionCreation>

/** "Reproduire à d'autres dates": everything but the dates comes from another session. */
export const sessionCopyFields = z.strictObject(dates).check(...inOrder)
export const sessionCopy = z.extend(z.strictObject(dates), { sessionId }).check(...inOrder)
export type SessionCopy = z.infer<typeof sessionCopy>

/** `concerned`: how many people the change concerns, as the page showed it. */
const concerned = z.pipe(z.string().check(z.regex(/^\d{1,6}$/)), z.transform(Number))

export const dateChangeFields = z.extend(z.strictObject(dates), reasonSchema.shape).check(...inOrder)
export const dateChange = z.extend(z.strictObject(dates), { ...reasonSchema.shape, sessionId, concerned }).check(...inOrder)
export type DateChange = z.infer<typeof dateChange>

export const seatsFields = z.strictObject({ ...seats, ...sessionContact })
export const seatsChange = z.extend(seatsFields, { sessionId })
export type SeatsChange = z.infer<typeof seatsChange>

export const recruitmentChange = z.strictObject({ sessionId, recruitment: z.enum(["open", "closed", "suspended"]) })
export type RecruitmentChange = z.infer<typeof recruitmentChange>

export const cancellation = z.extend(reasonSchema, { sessionId, concerned })
export type Cancellation = z.infer<typeof cancellation>

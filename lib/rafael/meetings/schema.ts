import * as z from "zod/mini"
import { isDay, line, tick } from "@/lib/platform/text/fields"
import { instantOf } from "@/lib/platform/time/working-days"
import { meetingKinds } from "@/lib/rafael/codes/rules"
import { dayField, oneOf, wholeNumber } from "@/lib/rafael/codes/schema"

const hourShape = /^([01]\d|2[0-3]):[0-5]\d$/
const hour = (missing: string) => z.string().check(z.regex(hourShape, missing))

/** A meeting or a test of a session. `seats`: how many may come; null when nobody counts. */
export const meetingShape = {
  kind: oneOf(meetingKinds),
  day: dayField("Saisissez le jour."),
  from: hour("Saisissez l’heure de début, par exemple 09:30."),
  until: hour("Saisissez l’heure de fin, par exemple 11:00."),
  place: z.pipe(line(300), z.string().check(z.minLength(1, "Dites où, ou comment rejoindre la réunion."))),
  isRemote: tick,
  seats: z.pipe(z._default(z.string(), ""), wholeNumber(1, 999)),
}
const isMoment = (day: string, time: string) => isDay(day) && hourShape.test(time)

/** By the clocks, and by the time that passes: on the night they go forward, an hour does not exist. */
export const meetingInOrder = z.refine<{ day: string; from: string; until: string }>(
  ({ day, from, until }) => from < until && !(isMoment(day, from) && isMoment(day, until) && instantOf(day, from) >= instantOf(day, until)),
  { path: ["until"], error: "La réunion finit avant d’avoir commencé : vérifiez les deux heures." },
)

export const meetingForm = z.strictObject(meetingShape).check(meetingInOrder)
export const meetingCreation = z.strictObject({ ...meetingShape, sessionId: z.uuid("Session inconnue.") }).check(meetingInOrder)
export type MeetingCreation = z.infer<typeof meetingCreation>

export const attendance = z.strictObject({
  preregistrationId: z.uuid("Préinscription inconnue."),
  attended: z.pipe(
    z.enum(["oui", "non"], "Choisissez une des réponses proposées."),
    z.transform((said) => said === "oui"),
  ),
})
export type Attendance = z.infer<typeof attendance>

import * as z from "zod/mini"
import { line, tick } from "@/lib/platform/text/fields"
import { meetingKinds } from "@/lib/rafael/codes/rules"
import { dayField, oneOf, wholeNumber } from "@/lib/vocabulary/fields/schema"

const hour = (missing: string) => z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, missing))

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
export const meetingInOrder = z.refine<{ from: string; until: string }>(({ from, until }) => from < until, {
  path: ["until"],
  error: "La réunion finit avant d’avoir commencé : vérifiez les deux heures.",
})

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

/** What is typed to register for a session of the programme, and to leave it. */
import * as z from "zod/mini"
import { line, paragraph, reasonSchema, tick } from "@/lib/platform/text/fields"
import { parseEmail } from "@/lib/vocabulary/accounts/rules"
import { parseSiret } from "@/lib/vocabulary/structures/rules"

const registrationId = z.uuid("Inscription inconnue.")

/** What the form of a registration judges as it is typed. Adaptation: yes or no, and nothing of anyone's health. */
export const registrationFields = z.strictObject({
  structureId: z.uuid("Choisissez pour quelle structure vous venez."),
  sessionId: z.uuid("Choisissez une session."),
  expectations: paragraph(1000),
  needsAdaptation: tick,
})
export type NewRegistration = z.infer<typeof registrationFields>

/** A manager registers someone, whom the address of their account and the SIRET of their structure name, and says why. */
export const onBehalfFields = z.strictObject({
  ...reasonSchema.shape,
  sessionId: z.uuid("Choisissez une session."),
  email: z.pipe(
    line(254).check(z.refine((text) => parseEmail(text) !== null, "Saisissez l’adresse e-mail du compte de la personne.")),
    z.transform((text: string) => parseEmail(text) ?? ""),
  ),
  siret: z.pipe(
    line(30).check(z.refine((text) => parseSiret(text) !== null, "Saisissez les 14 chiffres du SIRET de sa structure.")),
    z.transform((text: string) => parseSiret(text) ?? ""),
  ),
  needsAdaptation: tick,
})
export type RegistrationOnBehalf = z.infer<typeof onBehalfFields>

/** A manager takes someone off a session, whom the address of their account names, and says why. */
export const withdrawalOnBehalf = z.strictObject({
  ...reasonSchema.shape,
  sessionId: onBehalfFields.shape.sessionId,
  email: onBehalfFields.shape.email,
})
export type WithdrawalOnBehalf = z.infer<typeof withdrawalOnBehalf>

export const ownRegistration = z.strictObject({ registrationId })
export type OwnRegistration = z.infer<typeof ownRegistration>

export const withdrawal = z.strictObject({ registrationId, reason: paragraph(500) })
export type Withdrawal = z.infer<typeof withdrawal>

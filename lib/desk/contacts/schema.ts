import * as z from "zod/mini"
import { line, paragraph, requiredLine, requiredName } from "@/lib/platform/text/fields"
import { emailField } from "@/lib/vocabulary/accounts/schema"

const words = {
  subject: requiredLine(120, "Dites en quelques mots de quoi il s’agit."),
  page: z._default(line(120), ""),
  structure: z._default(line(200), ""),
  message: z.pipe(paragraph(3000), z.string().check(z.minLength(10, "Écrivez votre message."))),
}
/** The form "Nous contacter" for someone signed in: the portal knows who they are. */
export const contactSchema = z.strictObject(words)

/** The same form for anyone else. */
export const openContactSchema = z.strictObject({ name: requiredName(120, "Saisissez votre nom."), email: emailField, ...words })

/** The input of the action: one form or the other. */
export const eitherContactSchema = z.union([openContactSchema, contactSchema])
export type EitherContact = z.infer<typeof eitherContactSchema>

export const contactAnswerFields = z.strictObject({
  answer: z.pipe(paragraph(3000), z.string().check(z.minLength(5, "Écrivez votre réponse : la personne la recevra par e-mail."))),
})
export const contactAnswerSchema = z.extend(contactAnswerFields, { contactMessageId: z.uuid("Message inconnu.") })
export const contactClosingSchema = z.strictObject({ contactMessageId: z.uuid("Message inconnu.") })

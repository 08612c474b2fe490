import * as z from "zod/mini"
import { paragraph } from "@/lib/platform/text/fields"

export const clarificationFields = z.strictObject({
  text: z.pipe(paragraph(600), z.string().check(z.minLength(10, "Écrivez votre question, en une phrase au moins."))),
})
export const clarificationSchema = z.extend(clarificationFields, { affiliationId: z.uuid("Demande inconnue.") })
export type ClarificationInput = z.infer<typeof clarificationSchema>

export const answerFields = z.strictObject({
  answer: z.pipe(paragraph(1000), z.string().check(z.minLength(1, "Écrivez votre réponse."))),
})
export const answerSchema = z.extend(answerFields, {
  questionId: z.uuid("Question inconnue."),
  from: z._default(z.enum(["/accueil", "/mes-structures"]), "/accueil"),
})
export type AnswerInput = z.infer<typeof answerSchema>

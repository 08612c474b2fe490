import * as z from "zod/mini"
import { natures } from "@/lib/desk/errands/rules"
import { paragraph } from "@/lib/platform/text/fields"

export const errandQuestionFields = z.strictObject({
  text: z.pipe(paragraph(600), z.string().check(z.minLength(10, "Écrivez votre question, en une phrase au moins."))),
})

const id = z.uuid("Demande inconnue.")

/** One question about an errand. */
export const errandQuestionSchema = z.extend(errandQuestionFields, { nature: z.enum(natures), id })
export type ErrandQuestion = z.infer<typeof errandQuestionSchema>

export const errandAnswerSchema = z.strictObject({
  questionId: z.uuid("Question inconnue."),
  answer: z.pipe(paragraph(1000), z.string().check(z.minLength(1, "Écrivez votre réponse."))),
})
export type ErrandAnswer = z.infer<typeof errandAnswerSchema>

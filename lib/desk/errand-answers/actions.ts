"use server"
import type { Route } from "next"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { acceptErrands, askAboutErrands, refuseErrands, type Several } from "@/lib/desk/errand-answers/operations"
import { severalAcceptanceSchema, severalQuestionSchema, severalRefusalSchema } from "@/lib/desk/errand-answers/schema"
import { action } from "@/lib/identity/entrance/action"

const words = { "not-found": unknownPage }

function next({ nature, others }: Several): Route {
  return done("/admin/demandes", others > 0 ? "plusieurs-en-partie" : "plusieurs", { onglet: nature })
}

function afterQuestions({ nature, others }: Several): Route {
  return done("/admin/demandes", others > 0 ? "questions-en-partie" : "questions", { onglet: nature })
}

export const acceptSeveral = action(severalAcceptanceSchema, acceptErrands, { budget: budgets.work, words, next })
export const refuseSeveral = action(severalRefusalSchema, refuseErrands, { budget: budgets.work, words, next })
export const askSeveral = action(severalQuestionSchema, askAboutErrands, { budget: budgets.work, words, next: afterQuestions })

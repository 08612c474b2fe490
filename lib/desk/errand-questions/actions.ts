"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { answerAboutErrand, askAboutErrand } from "@/lib/desk/errand-questions/operations"
import { errandAnswerSchema, errandQuestionSchema } from "@/lib/desk/errand-questions/schema"
import { action } from "@/lib/identity/entrance/action"

export const askErrand = action(errandQuestionSchema, askAboutErrand, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    "own-request": "Vous ne pouvez pas décider de votre propre demande.",
    "already-decided": "Cette demande a déjà reçu une réponse.",
    "already-asked": "Une question attend déjà la réponse de cette personne.",
    "nobody-answers": "Plus personne ne peut répondre : le compte de qui a fait cette demande est fermé. Décidez sans précision.",
  },
  refresh: ["already-asked", "already-decided"],
  next: ({ nature }) => done("/admin/demandes", "question", { onglet: nature }),
})

export const answerErrand = action(errandAnswerSchema, answerAboutErrand, {
  budget: budgets.managers,
  words: {
    "not-found": unknownPage,
    "already-answered": "Cette question a déjà reçu une réponse.",
    "already-decided": "Votre demande a déjà reçu une réponse : la question n’attend plus.",
  },
  refresh: ["already-answered", "already-decided"],
  next: done("/accueil", "reponse"),
})

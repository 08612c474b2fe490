"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { decidedWords, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { answerClarification, askForClarification } from "@/lib/membership/clarifications/operations"
import { answerSchema, clarificationSchema } from "@/lib/membership/clarifications/schema"

export const askApplicant = action(clarificationSchema, askForClarification, {
  budget: budgets.tells,
  words: {
    ...decidedWords,
    "own-request": "Vous ne pouvez pas décider de votre propre demande.",
    "already-asked": "Une question attend déjà la réponse de cette personne.",
  },
  refresh: ["already-asked"],
  next: ({ affiliationId }) => done("/demandes/[id]/valider", "question", { id: affiliationId }),
})

export const answerDecider = action(answerSchema, answerClarification, {
  budget: budgets.tells,
  words: {
    "not-found": unknownPage,
    "already-answered": "Vous avez déjà répondu à cette question.",
    "already-decided": "Votre demande a déjà reçu une réponse : la question n’attend plus.",
  },
  refresh: ["already-answered", "already-decided"],
  next: (from) => done(from, "reponse"),
})

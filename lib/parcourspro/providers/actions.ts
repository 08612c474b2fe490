"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { answerRegistrations } from "@/lib/parcourspro/providers/operations"
import { providerAnswer } from "@/lib/parcourspro/several/schema"

export const answerAsProvider = action(providerAnswer, answerRegistrations, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    "structure-closed": structureClosed,
    "reason-needed": { field: "reason", message: "Dites pourquoi, en quelques mots : la personne lira cette raison." },
  },
  next: ({ sessionId, done: faites, waited, refused, first }) =>
    at("/parcourspro/prestataire/sessions/[id]", {
      id: sessionId,
      faites,
      attente: waited || null,
      refusees: refused || null,
      pourquoi: first,
    }),
})

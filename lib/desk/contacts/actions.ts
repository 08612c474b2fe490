"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { underControl, unknownPage } from "@/lib/access/words"
import { answerContact, closeContact, writeToManagers } from "@/lib/desk/contacts/operations"
import { contactAnswerSchema, contactClosingSchema, eitherContactSchema } from "@/lib/desk/contacts/schema"
import { action, openAction } from "@/lib/identity/entrance/action"

export const contact = openAction(eitherContactSchema, writeToManagers, {
  words: {
    "under-control": underControl,
    "who-asks": "Votre session a expiré : dites aussi qui vous êtes, ou reconnectez-vous dans un autre onglet.",
  },
  budget: budgets.contacts,
  next: done("/aide", "message", {}, "contact"),
})

const words = { "not-found": unknownPage, "already-answered": "Un·e collègue vient de répondre à ce message." }
export const answerMessage = action(contactAnswerSchema, answerContact, {
  budget: budgets.work,
  words,
  next: done("/admin/demandes", "reponse", { onglet: "messages" }),
})
export const closeMessage = action(contactClosingSchema, closeContact, {
  budget: budgets.work,
  words,
  next: done("/admin/demandes", "message-classe", { onglet: "messages" }),
})

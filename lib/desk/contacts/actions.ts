"use server"
import { networkLimits } from "@/lib/access/limits"
import { underControl, unknownPage } from "@/lib/access/words"
import { answerContact, closeContact, writeToManagers } from "@/lib/desk/contacts/operations"
import { contactAnswerSchema, contactClosingSchema, eitherContactSchema } from "@/lib/desk/contacts/schema"
import { action, openAction } from "@/lib/identity/entrance/action"

export const contact = openAction(eitherContactSchema, writeToManagers, {
  words: {
    "under-control": underControl,
    "who-asks": "Votre session a expiré : dites aussi qui vous êtes, ou reconnectez-vous dans un autre onglet.",
  },
  limit: networkLimits.contacts,
  next: "/aide?fait=message#contact",
})

const words = { "not-found": unknownPage, "already-answered": "Un·e collègue vient de répondre à ce message." }
export const answer = action(contactAnswerSchema, answerContact, { words, next: "/admin/demandes?onglet=messages&fait=reponse" })
export const close = action(contactClosingSchema, closeContact, { words, next: "/admin/demandes?onglet=messages&fait=message-classe" })

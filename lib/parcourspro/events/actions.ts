"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { archiveEvent, createEvent, editEvent } from "@/lib/parcourspro/events/operations"
import { eventChosen, eventEdition, eventFields } from "@/lib/parcourspro/events/schema"

const words = {
  "not-found": unknownPage,
  "provider-unknown": {
    field: "providerSiret",
    message: "Aucun organisme de formation ouvert n’a ce SIRET dans le portail : vérifiez-le, ou ajoutez d’abord la structure.",
  },
  "theme-unknown": { field: "themeId", message: "Ce thème n’est plus proposé : choisissez-en un autre." },
} as const
const people = "Des personnes sont inscrites à ses sessions : annulez-les d’abord."

export const create = action(eventFields, createEvent, {
  budget: budgets.work,
  words,
  next: ({ eventId }) => done("/admin/parcourspro/actions/[id]", "creee", { id: eventId }),
})

export const edit = action(eventEdition, editEvent, {
  budget: budgets.work,
  words: {
    ...words,
    "changed-meanwhile": "Quelqu’un a modifié cette action depuis que vous l’avez ouverte : rechargez la page, puis recommencez.",
    "people-on-it": { field: "providerSiret", message: `Le prestataire ne change plus : ${people.toLowerCase()}` },
  },
  next: ({ eventId }) => done("/admin/parcourspro/actions/[id]", "enregistree", { id: eventId }),
})

export const archive = action(eventChosen, archiveEvent, {
  budget: budgets.work,
  words: { "not-found": unknownPage, "people-on-it": people, already: "Cette action est déjà archivée." },
  next: ({ eventId }) => done("/admin/parcourspro/actions/[id]", "archivee", { id: eventId }),
})

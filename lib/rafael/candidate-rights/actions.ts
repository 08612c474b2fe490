"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { phoneUnreadable, structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { correctPerson, erasePerson, sendPersonLink } from "@/lib/rafael/candidate-rights/operations"
import { contactOfPerson, personErasure } from "@/lib/rafael/candidate-rights/schema"
import { preregistrationTarget } from "@/lib/rafael/preregistrations/schema"

const theirs = {
  "not-found": unknownPage,
  "structure-closed": structureClosed,
  "not-theirs":
    "Une partie des préinscriptions de cette personne est suivie par quelqu’un d’autre : c’est à cette personne, ou à un niveau 3, de le faire.",
  erased: "Les données de cette personne sont déjà effacées.",
}

export const correctContactOf = action(contactOfPerson, correctPerson, {
  // Another address receives a mail: nobody writes to many by correcting one person again and again.
  budget: budgets.tells,
  words: {
    ...theirs,
    "phone-unreadable": phoneUnreadable,
    unreachable: { field: "email", message: "Gardez une adresse e-mail ou un téléphone : sinon personne ne peut joindre cette personne." },
    gone: theirs.erased,
  },
  next: ({ preregistrationId }) => done("/rafael/preinscriptions/[id]/donnees", "corrigees", { id: preregistrationId }),
})

export const sendLinkTo = action(preregistrationTarget, sendPersonLink, {
  budget: budgets.tells,
  words: {
    ...theirs,
    unreachable: "Cette personne n’a pas d’adresse e-mail : ajoutez-en une d’abord.",
    "nothing-sent": "Rien n’a encore été envoyé en son nom : sa page s’ouvrira avec le premier envoi.",
  },
  next: ({ preregistrationId }) => done("/rafael/preinscriptions/[id]/donnees", "lien", { id: preregistrationId }),
})

export const eraseDataOf = action(personErasure, erasePerson, {
  budget: budgets.work,
  words: theirs,
  next: done("/rafael/preinscriptions", "effacee"),
})

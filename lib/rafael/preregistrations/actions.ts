"use server"
import { budgets } from "@/lib/access/limits"
import { done, type OutcomeOf } from "@/lib/access/outcomes"
import { phoneUnreadable, structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import {
  addWish,
  deletePreregistration,
  editPreregistration,
  preparePreregistration,
  raiseWish,
  returnPreregistration,
  sendPreregistration,
  submitPreregistration,
  takeBackPreregistration,
  takeOverPreregistration,
  withdrawPreregistration,
} from "@/lib/rafael/preregistrations/operations"
import {
  furtherWish,
  newPreregistration,
  preregistrationEdition,
  preregistrationReason,
  preregistrationTarget,
} from "@/lib/rafael/preregistrations/schema"

const theirs = {
  "not-found": unknownPage,
  "structure-closed": structureClosed,
  "see-only": "Une autre personne de niveau 3 suit cette préinscription : vous pouvez la lire, pas agir à sa place.",
}
const state = { ...theirs, "not-possible": "L’état de cette préinscription ne permet plus ce geste : rechargez la page." }
const ready = { closed: "{detail}", incomplete: "Avant l’envoi, il manque : {detail}." }
const known = {
  "phone-unreadable": phoneUnreadable,
  "known-person": {
    field: "lastName",
    message:
      "Cette personne est déjà connue de votre structure : elle y a été préinscrite {detail}. Cherchez-la parmi les candidats connus.",
  },
  "maybe-known": {
    field: "isOther",
    message:
      "{detail} a déjà cette adresse ou ce téléphone dans votre structure. Si c’est une autre personne, cochez la case ; sinon, cherchez-la parmi les candidats connus.",
  },
}
const alreadyOn = "Cette personne a déjà une préinscription en cours sur cette session."
const back =
  (outcome: OutcomeOf<"/rafael/preinscriptions/[id]">) =>
  ({ preregistrationId }: { preregistrationId: string }) =>
    done("/rafael/preinscriptions/[id]", outcome, { id: preregistrationId })

export const prepare = action(newPreregistration, preparePreregistration, {
  budget: budgets.work,
  words: { "not-found": unknownPage, "structure-closed": structureClosed, ...known, closed: "{detail}", "already-on": alreadyOn },
  next: back("preparee"),
})

export const addFurtherWish = action(furtherWish, addWish, {
  budget: budgets.work,
  words: { "not-found": unknownPage, "structure-closed": structureClosed, ...known, closed: "{detail}", "already-on": alreadyOn },
  next: back("preparee"),
})

export const saveDossier = action(preregistrationEdition, editPreregistration, {
  budget: budgets.work,
  words: { ...state, ...known },
  next: back("enregistree"),
})

export const remove = action(preregistrationTarget, deletePreregistration, {
  budget: budgets.work,
  words: state,
  next: done("/rafael/preinscriptions", "supprimee"),
})

export const raise = action(preregistrationTarget, raiseWish, {
  budget: budgets.work,
  words: { ...state, "not-possible": "Ce vœu est déjà le premier, ou une réponse est déjà donnée." },
  refresh: ["not-possible"],
  next: back("voeux"),
})

export const submit = action(preregistrationTarget, submitPreregistration, {
  budget: budgets.work,
  words: { ...state, ...ready },
  next: back("transmise"),
})
export const takeBack = action(preregistrationTarget, takeBackPreregistration, {
  budget: budgets.work,
  words: state,
  next: back("reprise"),
})
export const send = action(preregistrationTarget, sendPreregistration, {
  budget: budgets.work,
  words: { ...state, ...ready },
  next: back("envoyee"),
})
export const giveBack = action(preregistrationReason, returnPreregistration, { budget: budgets.work, words: state, next: back("renvoyee") })
export const withdraw = action(preregistrationReason, withdrawPreregistration, {
  budget: budgets.work,
  words: state,
  next: back("retiree"),
})
export const takeOver = action(preregistrationTarget, takeOverPreregistration, {
  budget: budgets.work,
  words: theirs,
  next: back("suivie"),
})

"use server"
import { budgets } from "@/lib/access/limits"
import { done, type OutcomeOf } from "@/lib/access/outcomes"
import { phoneUnreadable, structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import {
  deletePreregistration,
  editPreregistration,
  preparePreregistration,
  takeOverPreregistration,
  withdrawPreregistration,
} from "@/lib/rafael/preregistrations/operations"
import { newPreregistration, preregistrationEdition, preregistrationTarget, withdrawal } from "@/lib/rafael/preregistrations/schema"
import { notPossibleWords, seeOnlyWords } from "@/lib/rafael/rights/rules"

const theirs = {
  "not-found": unknownPage,
  "structure-closed": structureClosed,
  "see-only": seeOnlyWords,
}
const state = { ...theirs, "not-possible": notPossibleWords }
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
const back =
  (outcome: OutcomeOf<"/rafael/preinscriptions/[id]">) =>
  ({ preregistrationId }: { preregistrationId: string }) =>
    done("/rafael/preinscriptions/[id]", outcome, { id: preregistrationId })

export const prepare = action(newPreregistration, preparePreregistration, {
  budget: budgets.work,
  words: { "not-found": unknownPage, "structure-closed": structureClosed, ...known, closed: "{detail}" },
  next: back("preparee"),
})

export const saveDossier = action(preregistrationEdition, editPreregistration, {
  budget: budgets.work,
  words: {
    ...state,
    ...known,
    "person-shared":
      "D’autres préinscriptions de cette personne sont envoyées, ou suivies par quelqu’un d’autre : gardez ici ce qui la décrit. Ses coordonnées se corrigent depuis « Ses données ».",
  },
  next: back("enregistree"),
})

export const remove = action(preregistrationTarget, deletePreregistration, {
  budget: budgets.work,
  words: state,
  next: done("/rafael/preinscriptions", "supprimee"),
})

export const withdraw = action(withdrawal, withdrawPreregistration, {
  budget: budgets.work,
  words: state,
  next: back("retiree"),
})
export const takeOver = action(preregistrationTarget, takeOverPreregistration, {
  budget: budgets.work,
  words: theirs,
  next: back("suivie"),
})

"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { done, type OutcomeOf } from "@/lib/access/outcomes"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { preregistrationReason, preregistrationTarget, severalReasons, severalTargets } from "@/lib/rafael/preregistrations/schema"
import { notPossibleWords, seeOnlyWords } from "@/lib/rafael/rights/rules"
import type { Several } from "@/lib/rafael/states/rules"
import {
  returnPreregistration,
  returnSeveral,
  sendPreregistration,
  sendSeveral,
  submitPreregistration,
  takeBackPreregistration,
} from "@/lib/rafael/validations/operations"

const state = {
  "not-found": unknownPage,
  "structure-closed": structureClosed,
  "see-only": seeOnlyWords,
  "not-possible": notPossibleWords,
}
const ready = { closed: "{detail}", incomplete: "Avant l’envoi, il manque : {detail}." }
const back =
  (outcome: OutcomeOf<"/rafael/preinscriptions/[id]">) =>
  ({ preregistrationId }: { preregistrationId: string }) =>
    done("/rafael/preinscriptions/[id]", outcome, { id: preregistrationId })

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

const morning = ({ done, refused, first, structureId }: Several) =>
  at("/rafael/preinscriptions/a-valider", { structure: structureId, faites: done, refusees: refused || null, pourquoi: first })

export const validateSeveral = action(severalTargets, sendSeveral, {
  budget: budgets.work,
  words: { "not-found": unknownPage },
  next: morning,
})
export const giveBackSeveral = action(severalReasons, returnSeveral, {
  budget: budgets.work,
  words: { "not-found": unknownPage },
  next: morning,
})

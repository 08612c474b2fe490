"use server"
import { budgets } from "@/lib/access/limits"
import { done, type OutcomeOf } from "@/lib/access/outcomes"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { preregistrationReturn, preregistrationTarget } from "@/lib/rafael/preregistrations/schema"
import { notPossibleWords, seeOnlyWords } from "@/lib/rafael/rights/rules"
import {
  returnPreregistration,
  sendPreregistration,
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
export const giveBack = action(preregistrationReturn, returnPreregistration, { budget: budgets.work, words: state, next: back("renvoyee") })

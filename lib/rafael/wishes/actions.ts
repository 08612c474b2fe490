"use server"
import { budgets } from "@/lib/access/limits"
import { done, type OutcomeOf } from "@/lib/access/outcomes"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { furtherWish, preregistrationTarget } from "@/lib/rafael/preregistrations/schema"
import { alreadyOnWords, notPossibleWords, seeOnlyWords } from "@/lib/rafael/rights/rules"
import { addWish, raiseWish } from "@/lib/rafael/wishes/operations"

const state = {
  "not-found": unknownPage,
  "structure-closed": structureClosed,
  "see-only": seeOnlyWords,
  "not-possible": notPossibleWords,
}
const back =
  (outcome: OutcomeOf<"/rafael/preinscriptions/[id]">) =>
  ({ preregistrationId }: { preregistrationId: string }) =>
    done("/rafael/preinscriptions/[id]", outcome, { id: preregistrationId })

export const addFurtherWish = action(furtherWish, addWish, {
  budget: budgets.work,
  words: { "not-found": unknownPage, "structure-closed": structureClosed, closed: "{detail}", "already-on": alreadyOnWords },
  next: back("preparee"),
})

export const raise = action(preregistrationTarget, raiseWish, {
  budget: budgets.work,
  words: {
    ...state,
    "not-possible": "Ce vœu est déjà le premier, ou une réponse est déjà donnée.",
    "not-theirs": "Le vœu d’avant est suivi par quelqu’un d’autre : voyez avec cette personne, ou avec un niveau 3.",
  },
  refresh: ["not-possible"],
  next: back("voeux"),
})

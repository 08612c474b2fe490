"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { action } from "@/lib/identity/entrance/action"
import { followSeveral, returnSeveral, sendSeveral } from "@/lib/rafael/several/operations"
import { type Several, severalSteps } from "@/lib/rafael/several/rules"
import { severalFollowed, severalReasons, severalTargets } from "@/lib/rafael/several/schema"

const morning = ({ done, refused, first, structureId }: Several) =>
  at("/rafael/preinscriptions/a-valider", { structure: structureId, faites: done, refusees: refused || null, pourquoi: first })

export const validateSeveral = action(severalTargets, sendSeveral, {
  budget: budgets.work,
  words: {},
  next: morning,
})
export const giveBackSeveral = action(severalReasons, returnSeveral, {
  budget: budgets.work,
  words: {},
  next: morning,
})

export const follow = action(severalFollowed, followSeveral, {
  budget: budgets.work,
  words: { "reason-needed": { field: "reason", message: "Choisissez un motif." } },
  next: ({ step, list, done, refused, first, structureId }) =>
    at("/rafael/preinscriptions", {
      vue: list || severalSteps[step].list,
      structure: structureId,
      faites: done,
      refusees: refused || null,
      pourquoi: first,
    }),
})

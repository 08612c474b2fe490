"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { severalReasons, severalTargets } from "@/lib/rafael/preregistrations/schema"
import { returnSeveral, type Several, sendSeveral } from "@/lib/rafael/validations/operations"

const back = ({ done, refused, first }: Several) =>
  at("/rafael/preinscriptions/a-valider", { faites: done, refusees: refused || null, pourquoi: first })

export const validateSeveral = action(severalTargets, sendSeveral, {
  budget: budgets.work,
  words: { "not-found": unknownPage },
  next: back,
})
export const giveBackSeveral = action(severalReasons, returnSeveral, {
  budget: budgets.work,
  words: { "not-found": unknownPage },
  next: back,
})

"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { judge } from "@/lib/parcourspro/satisfactions/operations"
import { judgement } from "@/lib/parcourspro/satisfactions/schema"

export const say = action(judgement, judge, {
  budget: budgets.own,
  words: { "not-found": unknownPage, "not-possible": "Le délai pour donner votre avis sur cette session est passé." },
  next: done("/parcourspro/inscriptions", "avis"),
})

"use server"
import { budgets } from "@/lib/access/limits"
import { done, type OutcomeOf } from "@/lib/access/outcomes"
import { proofWords, unknownPage } from "@/lib/access/words"
import { changeTypes, closeStructure, createStructure, editStructure, reopenStructure } from "@/lib/desk/structures/operations"
import { closureSchema, creationSchema, editionSchema, structureSchema, typesSchema } from "@/lib/desk/structures/schema"
import { action } from "@/lib/identity/entrance/action"

const back =
  (outcome: OutcomeOf<"/admin/structures/[id]">) =>
  ({ structureId }: { structureId: string }) =>
    done("/admin/structures/[id]", outcome, { id: structureId })

export const create = action(creationSchema, createStructure, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    "already-listed": { field: "siret", message: "Une structure de la liste a déjà ce SIRET." },
  },
  next: back("creee"),
})

export const edit = action(editionSchema, editStructure, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    "changed-meanwhile":
      "Quelqu’un vient de modifier cette structure. Rien n’a été changé : rechargez la page pour voir ce qu’elle dit maintenant.",
  },
  next: back("modifiee"),
})

export const changeStructureTypes = action(typesSchema, changeTypes, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    "changed-meanwhile": "Le nombre de personnes concernées vient de changer ({detail}) : relisez l’effet, puis confirmez à nouveau.",
  },
  refresh: ["changed-meanwhile"],
  next: back("types"),
})

export const close = action(closureSchema, closeStructure, {
  words: {
    ...proofWords,
    "not-found": unknownPage,
    "already-closed": "Cette structure est déjà fermée.",
    "successor-unknown": { field: "successor", message: "Aucune autre structure ouverte de la liste n’a ce SIRET." },
  },
  budget: budgets.changes,
  refresh: ["already-closed"],
  next: back("fermee"),
})

export const reopen = action(structureSchema, reopenStructure, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    "not-closed": "Cette structure est déjà ouverte.",
    merged: "Cette structure a été réunie à une autre : annulez la fusion pour la rouvrir.",
  },
  refresh: ["not-closed"],
  next: back("rouverte"),
})

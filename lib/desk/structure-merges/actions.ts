"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { proofWords, unknownPage } from "@/lib/access/words"
import { mergeStructures, undoMerge } from "@/lib/desk/structure-merges/operations"
import { mergeSchema, mergeUndoingSchema } from "@/lib/desk/structure-merges/schema"
import { action } from "@/lib/identity/entrance/action"

export const merge = action(mergeSchema, mergeStructures, {
  words: {
    ...proofWords,
    "not-found": unknownPage,
    "structure-unknown": "Cette structure est introuvable.",
    "same-structure": "C’est la même structure : choisissez-en une autre.",
    "kept-closed": "La structure qui resterait est fermée : rouvrez-la d’abord.",
    "already-merged": "Cette structure a déjà été réunie à une autre.",
    "changed-meanwhile": "Le nombre de personnes concernées vient de changer ({detail}) : relisez la liste, puis confirmez à nouveau.",
  },
  budget: budgets.changes,
  refresh: ["changed-meanwhile", "already-merged"],
  next: ({ structureId }) => done("/admin/structures/[id]", "fusion", { id: structureId }),
})

export const undo = action(mergeUndoingSchema, undoMerge, {
  words: {
    ...proofWords,
    "not-found": unknownPage,
    "already-undone": "Cette fusion est déjà annulée.",
    "merged-since": "La structure qui reste a été réunie à une autre depuis : annulez d’abord cette fusion-là.",
    "last-referent":
      "Les personnes qui restent dans {detail} n’auraient plus de référent : nommez-y d’abord l’une d’elles, puis annulez la fusion.",
    "too-late": "Cette fusion date de plus de 30 jours : elle ne s’annule plus.",
  },
  budget: budgets.changes,
  refresh: ["already-undone"],
  next: ({ structureId }) => done("/admin/structures/[id]", "fusion-annulee", { id: structureId }),
})

"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { acceptCorrection, refuseCorrection, sendCorrection } from "@/lib/desk/corrections/operations"
import { acceptanceSchema, correctionSchema, refusalSchema } from "@/lib/desk/corrections/schema"
import { action } from "@/lib/identity/entrance/action"

export const reportCorrection = action(correctionSchema, sendCorrection, {
  budget: budgets.managers,
  words: {
    "not-found": unknownPage,
    "already-sent": "Une modification est déjà à l’étude pour cette structure : vous pourrez en signaler une autre après la réponse.",
    "nothing-changed": { field: "message", message: "Changez au moins une information, ou dites ici ce qui est à corriger." },
  },
  underControl: true,
  next: ({ structureId }) => done("/mes-structures/[id]", "modification", { id: structureId }),
})

const words = {
  "not-found": unknownPage,
  "already-decided": "Ce signalement a déjà été traité par {detail}.",
  "changed-meanwhile": "Cette structure, ou ses personnes, viennent de changer : relisez ce qui serait fait, puis confirmez à nouveau.",
}

export const applyCorrection = action(acceptanceSchema, acceptCorrection, {
  budget: budgets.work,
  words,
  refresh: ["changed-meanwhile"],
  next: done("/admin/demandes", "modification", { onglet: "modifications" }),
})
export const declineCorrection = action(refusalSchema, refuseCorrection, {
  budget: budgets.work,
  words,
  next: done("/admin/demandes", "refus-envoye", { onglet: "modifications" }),
})

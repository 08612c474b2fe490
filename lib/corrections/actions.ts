"use server"
import { action } from "@/lib/access/action"
import { unknownPage } from "@/lib/access/words"
import { sendCorrection } from "@/lib/corrections/operations"
import { correctionSchema } from "@/lib/corrections/schema"

export const reportCorrection = action(correctionSchema, sendCorrection, {
  words: {
    "not-found": unknownPage,
    "already-sent": "Une modification est déjà à l’étude pour cette structure : vous pourrez en signaler une autre après la réponse.",
    "nothing-changed": { field: "message", message: "Changez au moins une information, ou dites ici ce qui est à corriger." },
  },
  next: ({ structureId }) => `/mes-structures/${structureId}?fait=modification`,
})

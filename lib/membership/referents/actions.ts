"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { sendReferentChange, setPace } from "@/lib/membership/referents/operations"
import { paceSchema, referentChangeSchema } from "@/lib/membership/referents/schema"

export const askForReferentChange = action(referentChangeSchema, sendReferentChange, {
  budget: budgets.managers,
  words: {
    "not-found": unknownPage,
    "already-asked":
      "Vous avez déjà une demande de changement de référent en cours pour cette structure : l’équipe Cap Métiers va y répondre.",
    "person-unknown": {
      field: "affiliationId",
      message: "Cette personne n’est plus rattachée à la structure, ou en est déjà référente. Choisissez-en une autre.",
    },
  },
  next: ({ structureId }) => done("/mes-structures/[id]", "referent", { id: structureId }),
})

export const choosePace = action(paceSchema, setPace, {
  budget: budgets.own,
  words: {
    "not-found": unknownPage,
    "only-one-told": {
      field: "pace",
      message: "Vous êtes la seule personne prévenue des demandes de cette structure : sans vous, elles attendraient en silence.",
    },
  },
  underControl: true,
  next: ({ structureId }) => done("/mes-structures/[id]", "messages", { id: structureId }),
})

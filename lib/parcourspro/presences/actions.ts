"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { recordOwnPresence, recordPresences } from "@/lib/parcourspro/presences/operations"
import { ownPresence, presenceSheet } from "@/lib/parcourspro/presences/schema"

export const saveSheet = action(presenceSheet, recordPresences, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    "structure-closed": structureClosed,
    "too-early": "Cette demi-journée n’a pas commencé : la présence se note dès un quart d’heure avant.",
    "no-place": "Une des personnes n’a plus de place sur cette session : rechargez la page.",
  },
  refresh: ["no-place"],
  next: ({ sessionId, halfDayId }) =>
    done("/parcourspro/prestataire/sessions/[id]", "presence", { id: sessionId, onglet: "presence", demi: halfDayId }),
})

export const iAmHere = action(ownPresence, recordOwnPresence, {
  budget: budgets.own,
  words: {
    stale: "Ce code n’est plus bon : il change toutes les trente secondes. Scannez celui qui est à l’écran.",
    "no-place": "Vous n’avez pas de place confirmée sur cette session : voyez avec la personne qui l’anime.",
  },
  next: done("/parcourspro/inscriptions", "present"),
})

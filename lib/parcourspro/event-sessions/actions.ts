"use server"
import { budgets } from "@/lib/access/limits"
import { done, type OutcomeOf } from "@/lib/access/outcomes"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import {
  cancelEventSession,
  createEventSession,
  editEventSession,
  setEventSessionOpening,
} from "@/lib/parcourspro/event-sessions/operations"
import {
  eventSessionCancellation,
  eventSessionCreation,
  eventSessionEdition,
  eventSessionOpening,
} from "@/lib/parcourspro/event-sessions/schema"

const closed = { "not-found": unknownPage, "structure-closed": structureClosed }
const written = {
  past: { field: "halfDays", message: "La première demi-journée est passée : vérifiez les dates." },
  minimum: { field: "minimum", message: "Le minimum ne peut pas dépasser le nombre de places." },
  "closes-late": { field: "closesOn", message: "Les inscriptions se ferment au plus tard le premier jour de la session." },
  "opens-late": { field: "opensOn", message: "Les inscriptions s’ouvriraient après leur fermeture : vérifiez les deux dates." },
  "no-place": { field: "place", message: "Saisissez le lieu, ou cochez que la session se tient à distance." },
} as const
const over = "Cette session est terminée : elle ne change plus."

const back =
  (outcome: OutcomeOf<"/parcourspro/prestataire/sessions/[id]">) =>
  ({ sessionId }: { sessionId: string }) =>
    done("/parcourspro/prestataire/sessions/[id]", outcome, { id: sessionId })

export const createSession = action(eventSessionCreation, createEventSession, {
  budget: budgets.work,
  words: { "not-found": unknownPage, ...written },
  next: back("creee"),
})

export const editSession = action(eventSessionEdition, editEventSession, {
  budget: budgets.work,
  words: {
    ...closed,
    ...written,
    over,
    presence: { field: "halfDays", message: "La présence est déjà notée sur une demi-journée que vous retirez : gardez-la." },
    taken: { field: "places", message: "{detail} places sont déjà prises : il en faut au moins autant." },
    "changed-meanwhile": "Quelqu’un a modifié cette session depuis que vous l’avez ouverte : rechargez la page, puis recommencez.",
  },
  next: back("enregistree"),
})

export const setOpening = action(eventSessionOpening, setEventSessionOpening, {
  budget: budgets.work,
  words: { ...closed, over, "no-dates": "Saisissez d’abord les demi-journées de la session.", cancelled: "Cette session est annulée." },
  next: back("ouverture"),
})

export const cancelSession = action(eventSessionCancellation, cancelEventSession, {
  budget: budgets.work,
  words: {
    ...closed,
    over,
    cancelled: "Cette session est déjà annulée.",
    "changed-meanwhile": "Le nombre de personnes concernées vient de changer ({detail}) : relisez l’effet, puis confirmez à nouveau.",
  },
  refresh: ["changed-meanwhile"],
  next: back("annulee"),
})

"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { acceptStandIn, declineStandIn, endAbsence, setAbsence } from "@/lib/membership/absences/operations"
import { absenceSchema, oneAbsenceSchema } from "@/lib/membership/absences/schema"

const page = "/mes-structures/[id]/absence"

export const announceAbsence = action(absenceSchema, setAbsence, {
  budget: budgets.tells,
  words: {
    "not-found": unknownPage,
    past: { field: "from", message: "Ce jour est passé : une absence commence aujourd’hui au plus tôt." },
    "ends-before": { field: "to", message: "Le retour vient avant le départ : choisissez un jour qui suit." },
    "too-long": { field: "to", message: "Une absence dure un an au plus. Vous partez ? Demandez un changement de référent." },
    overlaps: { field: "from", message: "Vous avez déjà une absence {detail} : ces jours se recouvrent." },
    oneself: { field: "standIn", message: "Vous ne pouvez pas vous suppléer vous-même." },
    "stand-in-unknown": { field: "standIn", message: "Cette personne n’est plus rattachée à la structure : choisissez quelqu’un d’autre." },
    "answers-already": {
      field: "standIn",
      message: "Cette personne est référente : elle répond déjà aux demandes, en votre absence aussi.",
    },
  },
  next: ({ structureId, isAsked }) => done(page, isAsked ? "demandee" : "enregistree", { id: structureId }),
})

const over = "Cette absence est déjà finie, ou une réponse a déjà été donnée."

export const comeBack = action(oneAbsenceSchema, endAbsence, {
  budget: budgets.tells,
  words: { "not-found": unknownPage, "already-over": over },
  refresh: ["already-over"],
  next: ({ structureId }) => done(page, "close", { id: structureId }),
})

export const accept = action(oneAbsenceSchema, acceptStandIn, {
  budget: budgets.tells,
  words: { "not-found": unknownPage, "already-over": over },
  refresh: ["already-over"],
  next: ({ structureId }) => done(page, "acceptee", { id: structureId }),
})

export const decline = action(oneAbsenceSchema, declineStandIn, {
  budget: budgets.tells,
  words: { "not-found": unknownPage, "already-over": over },
  refresh: ["already-over"],
  next: ({ structureId }) => done(page, "refusee", { id: structureId }),
})

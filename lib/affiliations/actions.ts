"use server"
import { action } from "@/lib/access/action"
import { decidedWords } from "@/lib/access/words"
import { cancelRequest, remindDeciders, requestAffiliation } from "@/lib/affiliations/operations"
import { ownRequestSchema, requestSchema } from "@/lib/affiliations/schema"

export const request = action(requestSchema, requestAffiliation, {
  words: {
    "managers-do-not-ask": "Les gestionnaires ne demandent pas de rattachement.",
    "structure-unknown": { field: "siret", message: "Choisissez votre structure dans la liste." },
    "structure-closed": { field: "siret", message: "Cette structure est fermée : elle ne peut pas être choisie." },
    "already-attached": { field: "siret", message: "Vous êtes déjà rattaché à cette structure, ou votre demande est en attente." },
  },
  next: "/mes-structures?fait=demande",
})

export const cancel = action(ownRequestSchema, cancelRequest, {
  words: decidedWords,
  next: "/mes-structures?fait=annulation",
})

export const remind = action(ownRequestSchema, remindDeciders, {
  words: {
    ...decidedWords,
    "too-soon": "Vous pourrez relancer 48 heures après votre demande ou votre dernière relance.",
  },
  next: "/accueil?fait=relance",
})

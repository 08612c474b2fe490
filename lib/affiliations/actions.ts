"use server"
import { action } from "@/lib/access/action"
import { cancelRequest, refuseRequest, remindDeciders, requestAffiliation, validateRequest } from "@/lib/affiliations/operations"
import { ownRequestSchema, refusalSchema, requestSchema, validationSchema } from "@/lib/affiliations/schema"

const gone = "Cette demande est introuvable."
const decided = "Cette demande a déjà été traitée par {detail}."
const decision = { "not-found": gone, "own-request": "Vous ne pouvez pas décider de votre propre demande.", "already-decided": decided }
const showDecision = ({ affiliationId }: { affiliationId: string }) => `/demandes?traitee=${affiliationId}`

export const validate = action(validationSchema, validateRequest, {
  words: {
    ...decision,
    "structure-closed": "Cette structure a fermé depuis : la demande ne peut plus qu’être refusée.",
    "profil-not-open": { field: "rafaelProfil", message: "Ce profil n’est pas ouvert à cette structure." },
  },
  next: showDecision,
})

export const refuse = action(refusalSchema, refuseRequest, { words: decision, next: showDecision })

export const request = action(requestSchema, requestAffiliation, {
  words: {
    "not-found": "Les gestionnaires ne demandent pas de rattachement.",
    "structure-unknown": { field: "siret", message: "Choisissez votre structure dans la liste." },
    "structure-closed": { field: "siret", message: "Cette structure est fermée : elle ne peut pas être choisie." },
    "already-attached": { field: "siret", message: "Vous êtes déjà rattaché à cette structure, ou votre demande est en attente." },
  },
  next: "/mes-structures?fait=demande",
})

export const cancel = action(ownRequestSchema, cancelRequest, {
  words: { "not-found": gone, "already-decided": decided },
  next: "/mes-structures?fait=annulation",
})

export const remind = action(ownRequestSchema, remindDeciders, {
  words: {
    "not-found": gone,
    "already-decided": decided,
    "too-soon": "Vous pourrez relancer 48 heures après votre demande ou votre dernière relance.",
  },
  next: "/accueil?fait=relance",
})

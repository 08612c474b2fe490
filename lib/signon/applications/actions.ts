"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { proofWords, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import {
  addSecret,
  grantStructures,
  removeSecret,
  resendEvent,
  resumeApplication,
  saveApplication,
  sendTestEvent,
  suspendApplication,
} from "@/lib/signon/applications/operations"
import {
  applicationIdSchema,
  applicationSchema,
  deliverySchema,
  provenApplicationSchema,
  secretSchema,
} from "@/lib/signon/applications/schema"

const sheet = "/admin/applications/[id]"
const inside = "Cette adresse est celle d’un réseau privé, ou n’est pas en https : le portail ne la demandera pas."

export const save = action(applicationSchema, saveApplication, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    "changed-meanwhile": "Quelqu’un a changé cette application depuis : rechargez la page.",
    "redirect-outside": { field: "redirectAddresses", message: "Hors démonstration, chaque adresse commence par https://." },
    "logout-inside": { field: "logoutAddress", message: inside },
    "event-inside": { field: "eventAddress", message: inside },
    "keys-inside": { field: "keysAddress", message: inside },
  },
  next: ({ applicationId }) => done(sheet, "enregistree", { id: applicationId }),
})

export const revealSecret = action(provenApplicationSchema, addSecret, {
  budget: budgets.changes,
  words: {
    ...proofWords,
    "not-found": unknownPage,
    "two-secrets": "Cette application a déjà deux secrets : retirez celui qui ne sert plus.",
  },
  next: "/admin/applications",
  reveal: ({ secret }) => [secret],
})

export const dropSecret = action(secretSchema, removeSecret, {
  budget: budgets.changes,
  words: { ...proofWords, "not-found": unknownPage },
  next: ({ applicationId }) => done(sheet, "secret-retire", { id: applicationId }),
})

export const suspend = action(applicationIdSchema, suspendApplication, {
  budget: budgets.work,
  words: { "not-found": unknownPage },
  next: ({ applicationId }) => done(sheet, "suspendue", { id: applicationId }),
})

export const resume = action(applicationIdSchema, resumeApplication, {
  budget: budgets.work,
  words: { "not-found": unknownPage },
  next: ({ applicationId }) => done(sheet, "rouverte", { id: applicationId }),
})

export const grantAllStructures = action(applicationIdSchema, grantStructures, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    "not-asked": "Personne ne demande plus d’ouvrir toutes les structures à cette application : rechargez la page.",
    "own-request": "C’est votre propre demande : un·e autre gestionnaire l’accorde.",
    "already-granted": "C’est déjà accordé.",
  },
  next: ({ applicationId }) => done(sheet, "structures-accordees", { id: applicationId }),
})

export const test = action(applicationIdSchema, sendTestEvent, {
  budget: budgets.work,
  words: { "not-found": unknownPage, "hears-nothing": "Cette application n’écoute aucun événement, ou elle est suspendue." },
  next: ({ applicationId }) => done(sheet, "evenement-envoye", { id: applicationId }),
})

export const resend = action(deliverySchema, resendEvent, {
  budget: budgets.work,
  words: { "not-found": "Cet événement est déjà reparti : rechargez la page." },
  next: ({ applicationId }) => done(sheet, "renvoye", { id: applicationId }),
})

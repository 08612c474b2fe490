"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { answerRequests, setEmployerPace } from "@/lib/parcourspro/employers/operations"
import { employerPace } from "@/lib/parcourspro/employers/schema"
import { employerAnswer } from "@/lib/parcourspro/several/schema"

const closed = { "not-found": unknownPage, "structure-closed": structureClosed }

const pages = { employer: "/parcourspro/employeur", referent: "/parcourspro/employeur/sans-employeur" } as const

export const answerAsEmployer = action(employerAnswer, answerRequests, {
  budget: budgets.work,
  words: {
    ...closed,
    "reason-needed": { field: "reason", message: "Dites pourquoi, en quelques mots : la personne lira cette raison." },
  },
  next: ({ done: faites, refused, first, structureId, as }) => {
    const said = { faites, refusees: refused || null, pourquoi: first }
    return as === "manager"
      ? at("/admin/parcourspro", { vue: "inscriptions", ...said })
      : at(pages[as], { structure: structureId, ...said })
  },
})

export const choosePace = action(employerPace, setEmployerPace, {
  budget: budgets.own,
  words: {
    ...closed,
    "only-one": {
      field: "pace",
      message: "Personne d’autre n’est prévenu des demandes de cette structure : choisissez chaque demande, ou une fois par jour.",
    },
  },
  next: ({ structureId }) => done("/parcourspro/employeur", "messages", { structure: structureId }),
})

"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { changeEmployer, detach, leave } from "@/lib/membership/departures/operations"
import { detachmentSchema, employerChangeSchema, leavingSchema } from "@/lib/membership/departures/schema"

const notActive = "Ce rattachement a déjà pris fin."

export const detachPerson = action(detachmentSchema, detach, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    oneself: "Vous ne pouvez pas vous détacher vous-même : contactez-nous.",
    "not-active": notActive,
    "last-referent":
      "C’est la seule personne référente de cette structure : sans elle, personne ne répondrait aux demandes. Faites d’abord nommer un autre référent.",
  },
  next: ({ structureId, affiliationId }) => at("/mes-structures/[id]", { id: structureId, detachee: affiliationId }),
})

export const leaveStructure = action(leavingSchema, leave, {
  budget: budgets.tells,
  words: {
    "not-found": unknownPage,
    "not-active": notActive,
    referent: "Vous êtes référent·e de cette structure : demandez d’abord un changement de référent.",
  },
  next: done("/mes-structures", "depart"),
})

export const announceEmployerChange = action(employerChangeSchema, changeEmployer, {
  budget: budgets.tells,
  words: { "not-found": unknownPage, "not-active": notActive },
  next: ({ left, announced }) => done("/mes-structures", announced > 0 ? (left > 0 ? "depart-et-annonce" : "annonce") : "depart"),
})

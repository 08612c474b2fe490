"use server"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { changeEmployer, detach, leave } from "@/lib/membership/departures/operations"
import { detachmentSchema, employerChangeSchema, leavingSchema } from "@/lib/membership/departures/schema"

const notActive = "Ce rattachement a déjà pris fin."

export const detachPerson = action(detachmentSchema, detach, {
  words: {
    "not-found": unknownPage,
    oneself: "Vous ne pouvez pas vous détacher vous-même : contactez-nous.",
    "not-active": notActive,
    "last-referent":
      "C’est la seule personne référente de cette structure : sans elle, personne ne répondrait aux demandes. Faites d’abord nommer un autre référent.",
  },
  next: ({ structureId, affiliationId }) => `/mes-structures/${structureId}?detachee=${affiliationId}`,
})

export const leaveStructure = action(leavingSchema, leave, {
  words: {
    "not-found": unknownPage,
    "not-active": notActive,
    referent: "Vous êtes référent·e de cette structure : demandez d’abord un changement de référent.",
  },
  next: "/mes-structures?fait=depart",
})

export const announceEmployerChange = action(employerChangeSchema, changeEmployer, {
  words: { "not-found": unknownPage, "not-active": notActive },
  next: ({ left, announced }) => `/mes-structures?fait=${announced > 0 ? (left > 0 ? "depart-et-annonce" : "annonce") : "depart"}`,
})

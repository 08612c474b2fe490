"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { restoreProfil, setProfil } from "@/lib/membership/profils/operations"
import { restorationSchema, rightsSchema } from "@/lib/membership/profils/schema"

export const setRights = action(rightsSchema, setProfil, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    "not-active": "Cette personne n’est plus rattachée à la structure.",
    "changed-meanwhile":
      "Ces droits viennent d’être modifiés par {detail}. Votre geste n’a pas été appliqué : voici les droits actuels, recommencez si besoin.",
    "profil-not-open": "Ce profil n’est pas ouvert à cette structure.",
  },
  refresh: ["changed-meanwhile", "not-active", "profil-not-open"],
  next: ({ structureId, affiliationId }) =>
    done("/mes-structures/[id]/droits/[affiliation]", "droits", { id: structureId, affiliation: affiliationId }),
})

export const restore = action(restorationSchema, restoreProfil, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    "not-active": "Cette personne n’est plus rattachée à la structure.",
    "not-suspended": "Ce droit n’est plus suspendu : rechargez la page.",
    "profil-not-open": "Ce profil n’est plus ouvert à cette structure.",
  },
  refresh: ["not-active", "not-suspended", "profil-not-open"],
  next: ({ structureId, affiliationId }) =>
    done("/mes-structures/[id]/droits/[affiliation]", "droits", { id: structureId, affiliation: affiliationId }),
})

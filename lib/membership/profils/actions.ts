"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { setProfil } from "@/lib/membership/profils/operations"
import { rightsSchema } from "@/lib/membership/profils/schema"

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

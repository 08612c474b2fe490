"use server"
import { networkLimits } from "@/lib/access/limits"
import { proofWords, unknownPage } from "@/lib/access/words"
import { changeTypes, closeStructure, createStructure, editStructure, reopenStructure } from "@/lib/desk/structures/operations"
import { closureSchema, creationSchema, editionSchema, structureSchema, typesSchema } from "@/lib/desk/structures/schema"
import { action } from "@/lib/identity/entrance/action"

const at =
  (outcome: string) =>
  ({ structureId }: { structureId: string }) =>
    `/admin/structures/${structureId}?fait=${outcome}`

export const create = action(creationSchema, createStructure, {
  words: {
    "not-found": unknownPage,
    "already-listed": { field: "siret", message: "Une structure de la liste a déjà ce SIRET." },
  },
  next: at("creee"),
})

export const edit = action(editionSchema, editStructure, {
  words: {
    "not-found": unknownPage,
    "changed-meanwhile":
      "Quelqu’un vient de modifier cette structure. Rien n’a été changé : rechargez la page pour voir ce qu’elle dit maintenant.",
  },
  next: at("modifiee"),
})

export const setTypes = action(typesSchema, changeTypes, {
  words: {
    "not-found": unknownPage,
    "changed-meanwhile": "Le nombre de personnes concernées vient de changer ({detail}) : relisez l’effet, puis confirmez à nouveau.",
  },
  refresh: ["changed-meanwhile"],
  next: at("types"),
})

export const close = action(closureSchema, closeStructure, {
  words: {
    ...proofWords,
    "not-found": unknownPage,
    "already-closed": "Cette structure est déjà fermée.",
    "successor-unknown": { field: "successor", message: "Aucune autre structure ouverte de la liste n’a ce SIRET." },
  },
  limit: networkLimits.changes,
  refresh: ["already-closed"],
  next: at("fermee"),
})

export const reopen = action(structureSchema, reopenStructure, {
  words: {
    "not-found": unknownPage,
    "not-closed": "Cette structure est déjà ouverte.",
    merged: "Cette structure a été réunie à une autre : annulez la fusion pour la rouvrir.",
  },
  refresh: ["not-closed"],
  next: at("rouverte"),
})

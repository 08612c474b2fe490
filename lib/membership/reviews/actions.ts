"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { closeReview, openReview } from "@/lib/membership/reviews/operations"
import { closingSchema, openingSchema } from "@/lib/membership/reviews/schema"

export const open = action(openingSchema, openReview, {
  budget: budgets.managers,
  words: {
    "not-found": unknownPage,
    past: { field: "deadline", message: "Ce jour est passé, ou c’est aujourd’hui : laissez au moins un jour pour répondre." },
    "too-long": { field: "deadline", message: "Une revue dure un an au plus : choisissez un jour plus proche." },
    "scope-unknown": { field: "departement", message: "Choisissez un département." },
    "empty-scope": {
      field: "scope",
      message: "Personne n’est dans cette portée : il n’y aurait rien à revoir. Aucune revue n’est ouverte.",
    },
    "already-open": { field: "scope", message: "Une revue de cette portée est déjà ouverte : suivez-la, ou fermez-la d’abord." },
  },
  next: ({ reviewId }) => done("/admin/revues/[id]", "ouverte", { id: reviewId }),
})

export const close = action(closingSchema, closeReview, {
  budget: budgets.work,
  words: { "not-found": unknownPage, "already-closed": "Cette revue est déjà close." },
  refresh: ["already-closed"],
  next: ({ reviewId }) => done("/admin/revues/[id]", "close", { id: reviewId }),
})

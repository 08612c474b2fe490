"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { acceptListing, refuseListing } from "@/lib/membership/listings/operations"
import { acceptanceSchema, listingRefusalSchema } from "@/lib/membership/listings/schema"

const words = {
  "not-found": unknownPage,
  "own-request": "Vous ne pouvez pas décider de votre propre demande.",
  "already-decided": "Cette demande a déjà été traitée par {detail}.",
}

export const addToList = action(acceptanceSchema, acceptListing, { budget: budgets.work, words, next: done("/admin/demandes", "ajout") })
export const declineListing = action(listingRefusalSchema, refuseListing, {
  budget: budgets.work,
  words,
  next: done("/admin/demandes", "refus", { onglet: "referencements" }),
})

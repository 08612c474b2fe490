"use server"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { acceptListing, refuseListing } from "@/lib/membership/listings/operations"
import { acceptanceSchema, listingRefusalSchema } from "@/lib/membership/listings/schema"

const words = {
  "not-found": unknownPage,
  "own-request": "Vous ne pouvez pas décider de votre propre demande.",
  "already-decided": "Cette demande a déjà été traitée par {detail}.",
}

export const accept = action(acceptanceSchema, acceptListing, { words, next: "/admin/demandes?fait=ajout" })
export const refuse = action(listingRefusalSchema, refuseListing, { words, next: "/admin/demandes?onglet=referencements&fait=refus" })

"use server"
import { action } from "@/lib/access/action"
import { acceptListing, refuseListing } from "@/lib/listings/operations"
import { acceptanceSchema, listingRefusalSchema } from "@/lib/listings/schema"

const words = {
  "not-found": "Cette demande est introuvable.",
  "already-decided": "Cette demande a déjà été traitée par {detail}.",
}

export const accept = action(acceptanceSchema, acceptListing, { words, next: "/admin/demandes?fait=ajout" })
export const refuse = action(listingRefusalSchema, refuseListing, { words, next: "/admin/demandes?onglet=referencements&fait=refus" })

"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { action } from "@/lib/identity/entrance/action"
import { withdraw } from "@/lib/signon/entries/operations"
import { entrySchema } from "@/lib/signon/entries/schema"

export const withdrawAccess = action(entrySchema, withdraw, {
  budget: budgets.own,
  words: { "not-found": "Cet accès est déjà retiré : rechargez la page." },
  next: done("/mon-compte", "acces-retire"),
})

"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { dropFile } from "@/lib/identity/kept-files/operations"
import { dropSchema } from "@/lib/identity/kept-files/schema"

export const drop = action(dropSchema, dropFile, {
  budget: budgets.own,
  words: { "not-found": unknownPage },
  next: done("/mes-fichiers", "supprime"),
})

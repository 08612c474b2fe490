"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { proofWords, unknownPage } from "@/lib/access/words"
import { mergeAccounts } from "@/lib/desk/account-merges/operations"
import { accountMergeSchema } from "@/lib/desk/account-merges/schema"
import { action } from "@/lib/identity/entrance/action"

export const mergeInto = action(accountMergeSchema, mergeAccounts, {
  words: {
    ...proofWords,
    "not-found": unknownPage,
    "same-account": "C’est le même compte : choisissez-en un autre.",
    manager: "Le compte d’un·e gestionnaire ne se réunit pas à un autre.",
    closed: "Un des deux comptes est désactivé : réactivez-le d’abord.",
  },
  budget: budgets.changes,
  next: ({ accountId }) => done("/admin/comptes/[id]", "fusion", { id: accountId }),
})

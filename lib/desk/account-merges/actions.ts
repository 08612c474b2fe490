"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { proofWords, unknownPage } from "@/lib/access/words"
import { mergeAccounts, partAccounts } from "@/lib/desk/account-merges/operations"
import { accountMergeSchema, partingSchema } from "@/lib/desk/account-merges/schema"
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

export const part = action(partingSchema, partAccounts, {
  words: {
    ...proofWords,
    "not-found": unknownPage,
    "already-undone": "Ces deux comptes sont déjà séparés.",
    "merged-since": "Un des deux comptes a été réuni à un autre depuis : séparez d’abord ceux-là.",
    closed: "Un des deux comptes a été désactivé depuis : réactivez-le d’abord.",
    "too-late": "Cette réunion date de plus de 30 jours : elle ne s’annule plus.",
  },
  budget: budgets.changes,
  refresh: ["already-undone"],
  next: ({ accountId }) => done("/admin/comptes/[id]", "separation", { id: accountId }),
})

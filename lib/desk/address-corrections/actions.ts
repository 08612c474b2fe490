"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { proofWords, unknownPage } from "@/lib/access/words"
import { correctAddress } from "@/lib/desk/address-corrections/operations"
import { addressCorrectionSchema } from "@/lib/desk/address-corrections/schema"
import { action } from "@/lib/identity/entrance/action"

export const correctAddressOf = action(addressCorrectionSchema, correctAddress, {
  budget: budgets.changes,
  words: {
    ...proofWords,
    "not-found": unknownPage,
    oneself: "C’est votre propre compte : changez d’adresse dans « Mon compte ».",
    closed: "Ce compte est désactivé : réactivez-le d’abord.",
    "manager-already": "C’est le compte d’une personne gestionnaire : elle change d’adresse elle-même, dans « Mon compte ».",
    "same-address": { field: "email", message: "C’est déjà l’adresse de ce compte." },
    "address-taken": {
      field: "email",
      message: "Un autre compte a déjà cette adresse. Si c’est la même personne, réunissez les deux comptes.",
    },
  },
  next: ({ accountId }) => done("/admin/comptes/[id]", "adresse", { id: accountId }),
})

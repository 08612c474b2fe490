"use server"
import { budgets } from "@/lib/access/limits"
import { done, type OutcomeOf } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { disableAccount, enableAccount, endSessionsFor, sendPasswordLink, unlockAccount } from "@/lib/desk/suspensions/operations"
import { accountSchema, disablingSchema } from "@/lib/desk/suspensions/schema"
import { action } from "@/lib/identity/entrance/action"

const back =
  (outcome: OutcomeOf<"/admin/comptes/[id]">) =>
  ({ accountId }: { accountId: string }) =>
    done("/admin/comptes/[id]", outcome, { id: accountId })

export const disable = action(disablingSchema, disableAccount, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    oneself: "C’est votre propre compte : demandez à un·e collègue.",
    "already-disabled": "Ce compte est déjà désactivé.",
    "last-referent":
      "C’est la seule personne référente de : {detail}. Nommez d’abord un autre référent, ou cochez que la structure peut rester sans référent.",
    "last-manager": "C’est la seule personne gestionnaire : nommez-en une autre d’abord.",
  },
  refresh: ["already-disabled"],
  next: back("desactive"),
})

export const enable = action(accountSchema, enableAccount, {
  budget: budgets.work,
  words: { "not-found": unknownPage, "not-disabled": "Ce compte n’est pas désactivé." },
  refresh: ["not-disabled"],
  next: back("reactive"),
})

export const unlock = action(accountSchema, unlockAccount, {
  budget: budgets.work,
  words: { "not-found": unknownPage },
  next: back("deverrouille"),
})

export const sendLink = action(accountSchema, sendPasswordLink, {
  budget: budgets.work,
  words: { "not-found": unknownPage, closed: "Ce compte est désactivé : un lien ne lui servirait à rien." },
  next: back("lien"),
})

export const endSessions = action(accountSchema, endSessionsFor, {
  budget: budgets.work,
  words: { "not-found": unknownPage },
  next: back("deconnecte"),
})

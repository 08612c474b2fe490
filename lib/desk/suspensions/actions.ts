"use server"
import { unknownPage } from "@/lib/access/words"
import { disableAccount, enableAccount, endSessionsFor, unlockAccount } from "@/lib/desk/suspensions/operations"
import { accountSchema, disablingSchema } from "@/lib/desk/suspensions/schema"
import { action } from "@/lib/identity/entrance/action"

const at =
  (outcome: string) =>
  ({ accountId }: { accountId: string }) =>
    `/admin/comptes/${accountId}?fait=${outcome}`

export const disable = action(disablingSchema, disableAccount, {
  words: {
    "not-found": unknownPage,
    oneself: "C’est votre propre compte : demandez à un·e collègue.",
    "already-disabled": "Ce compte est déjà désactivé.",
    "last-referent":
      "C’est la seule personne référente de : {detail}. Nommez d’abord un autre référent, ou cochez que la structure peut rester sans référent.",
    "last-manager": "C’est la seule personne gestionnaire : nommez-en une autre d’abord.",
  },
  refresh: ["already-disabled"],
  next: at("desactive"),
})

export const enable = action(accountSchema, enableAccount, {
  words: { "not-found": unknownPage, "not-disabled": "Ce compte n’est pas désactivé." },
  refresh: ["not-disabled"],
  next: at("reactive"),
})

export const unlock = action(accountSchema, unlockAccount, { words: { "not-found": unknownPage }, next: at("deverrouille") })

export const endSessions = action(accountSchema, endSessionsFor, { words: { "not-found": unknownPage }, next: at("deconnecte") })

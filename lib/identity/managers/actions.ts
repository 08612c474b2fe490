"use server"
import { budgets } from "@/lib/access/limits"
import { done, type OutcomeOf } from "@/lib/access/outcomes"
import { proofWords, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { confirmNomination, dropNomination, nominate, removeManager } from "@/lib/identity/managers/operations"
import { accountGestureSchema, nominationSchema } from "@/lib/identity/managers/schema"

const words = {
  ...proofWords,
  "not-found": unknownPage,
  oneself: "C’est votre propre compte : demandez à un·e collègue.",
  closed: "Ce compte est désactivé ou effacé.",
  "manager-already": "Cette personne est déjà gestionnaire.",
  "already-decided": "Cette proposition a déjà reçu une réponse.",
}
const back =
  (outcome: OutcomeOf<"/admin/comptes/[id]">) =>
  ({ accountId }: { accountId: string }) =>
    done("/admin/comptes/[id]", outcome, { id: accountId })

export const proposeManager = action(accountGestureSchema, nominate, {
  words: { ...words, "already-asked": "Cette personne est déjà proposée : une deuxième personne doit confirmer." },
  budget: budgets.changes,
  next: back("propose"),
})

export const confirmManager = action(nominationSchema, confirmNomination, {
  words: { ...words, proposer: "Vous avez proposé cette personne : c’est à un·e autre gestionnaire de confirmer." },
  budget: budgets.changes,
  next: back("gestionnaire"),
})

export const dropManager = action(nominationSchema, dropNomination, { budget: budgets.work, words, next: back("proposition-abandonnee") })

export const withdrawManager = action(accountGestureSchema, removeManager, {
  words: { ...words, "last-manager": "C’est la seule personne gestionnaire." },
  budget: budgets.changes,
  next: back("gestionnaire-retire"),
})

"use server"
import type { ActorContext } from "@/lib/access/context"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { changedMeanwhile, proofWords } from "@/lib/access/words"
import { eraseOwnAccount } from "@/lib/desk/personal-data/operations"
import { passwordAgainSchema } from "@/lib/identity/credentials/schema"
import { action } from "@/lib/identity/entrance/action"
import { takeSessionCookie } from "@/lib/identity/entrance/auth"

export const eraseMyAccount = action(passwordAgainSchema, eraseAndLeave, {
  words: {
    ...proofWords,
    "changed-meanwhile": changedMeanwhile,
    "last-referent":
      "Vous êtes la seule personne référente de : {detail}. Demandez d’abord aux gestionnaires d’en nommer une autre, puis revenez ici.",
    "last-manager": "Vous êtes la seule personne gestionnaire : nommez-en une autre d’abord.",
  },
  budget: budgets.changes,
  next: done("/", "compte-supprime"),
})

async function eraseAndLeave(context: ActorContext, input: { currentPassword?: string | undefined }) {
  const erased = await eraseOwnAccount(context, input)
  if (erased.ok) await takeSessionCookie()
  return erased
}

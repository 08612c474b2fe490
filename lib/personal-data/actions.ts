"use server"
import { action } from "@/lib/access/action"
import { takeSessionCookie } from "@/lib/access/auth"
import type { ActorContext } from "@/lib/access/context"
import { networkLimits } from "@/lib/access/limits"
import { changedMeanwhile, proofWords } from "@/lib/access/words"
import { passwordAgainSchema } from "@/lib/credentials/schema"
import { eraseOwnAccount } from "@/lib/personal-data/operations"

export const eraseMyAccount = action(passwordAgainSchema, eraseAndLeave, {
  words: {
    ...proofWords,
    "changed-meanwhile": changedMeanwhile,
    "last-referent":
      "Vous êtes la seule personne référente de : {detail}. Demandez d’abord aux gestionnaires d’en nommer une autre, puis revenez ici.",
    "last-manager": "Vous êtes la seule personne gestionnaire : nommez-en une autre d’abord.",
  },
  limit: networkLimits.changes,
  next: "/?fait=compte-supprime",
})

async function eraseAndLeave(context: ActorContext, input: { currentPassword?: string | undefined }) {
  const erased = await eraseOwnAccount(context, input)
  if (erased.ok) await takeSessionCookie()
  return erased
}

"use server"
import * as z from "zod/mini"
import { at } from "@/lib/access/addresses"
import type { ActorContext } from "@/lib/access/context"
import { networkLimits } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { changedMeanwhile, guessable, linkWords, proofWords } from "@/lib/access/words"
import { askReset, changePassword, resetPassword } from "@/lib/identity/credentials/operations"
import { passwordChangeSchema, resetSchema } from "@/lib/identity/credentials/schema"
import { action, openAction } from "@/lib/identity/entrance/action"
import { giveSessionCookie } from "@/lib/identity/entrance/auth"
import { ok } from "@/lib/platform/result"
import { emailField } from "@/lib/vocabulary/accounts/schema"

export const changeMyPassword = action(passwordChangeSchema, changeWithCookie, {
  words: {
    ...proofWords,
    guessable,
    "changed-meanwhile": changedMeanwhile,
    "same-password": { field: "password", message: "C’est le mot de passe que vous avez déjà : choisissez-en un autre." },
  },
  limit: networkLimits.changes,
  next: done("/mon-compte", "mot-de-passe"),
})

async function changeWithCookie(context: ActorContext, input: z.infer<typeof passwordChangeSchema>) {
  const changed = await changePassword(context, input)
  if (!changed.ok) return changed
  await giveSessionCookie(changed.value)
  return ok()
}

export const askForReset = openAction(z.strictObject({ email: emailField }), askReset, {
  words: {},
  forWhoever: true,
  limit: networkLimits.links,
  next: at("/mot-de-passe-oublie", { envoye: 1 }),
})

export const chooseNewPassword = openAction(resetSchema, resetPassword, {
  words: {
    guessable,
    ...linkWords,
  },
  forWhoever: true,
  limit: networkLimits.changes,
  next: done("/connexion", "mot-de-passe"),
})

"use server"
import * as z from "zod/mini"
import { at } from "@/lib/access/addresses"
import type { ActorContext, Context } from "@/lib/access/context"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { changedMeanwhile, guessable, linkWords, proofWords } from "@/lib/access/words"
import { askReset, changePassword, resetPassword } from "@/lib/identity/credentials/operations"
import { passwordChangeSchema, resetSchema } from "@/lib/identity/credentials/schema"
import { action, openAction } from "@/lib/identity/entrance/action"
import { giveSessionCookie } from "@/lib/identity/entrance/auth"
import { rememberDevice } from "@/lib/identity/entrance/device"
import { ok } from "@/lib/platform/result"
import { emailField } from "@/lib/vocabulary/accounts/schema"

export const changeMyPassword = action(passwordChangeSchema, changeWithCookie, {
  words: {
    ...proofWords,
    guessable,
    "changed-meanwhile": changedMeanwhile,
    "same-password": { field: "password", message: "C’est le mot de passe que vous avez déjà : choisissez-en un autre." },
  },
  budget: budgets.changes,
  next: done("/mon-compte", "mot-de-passe"),
})

async function changeWithCookie(context: ActorContext, input: z.infer<typeof passwordChangeSchema>) {
  const changed = await changePassword(context, input)
  if (!changed.ok) return changed
  await giveSessionCookie(changed.value)
  await rememberDevice("password", context.actor.email)
  return ok()
}

export const askForReset = openAction(z.strictObject({ email: emailField }), askReset, {
  words: {},
  forWhoever: true,
  budget: budgets.links,
  next: at("/mot-de-passe-oublie", { envoye: 1 }),
})

/** The owner has just shown that the mailbox is theirs: whoever guesses at their password does not keep them out of this browser. */
async function resetAndRemember(context: Context, input: z.infer<typeof resetSchema>) {
  const reset = await resetPassword(context, input)
  if (reset.ok) await rememberDevice("password", reset.value.email)
  return reset
}

export const chooseNewPassword = openAction(resetSchema, resetAndRemember, {
  words: {
    guessable,
    ...linkWords,
  },
  forWhoever: true,
  budget: budgets.changes,
  next: done("/connexion", "mot-de-passe"),
})

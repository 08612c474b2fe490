"use server"
import type * as z from "zod/mini"
import { safeReturn } from "@/lib/access/addresses"
import type { ActorContext, Context } from "@/lib/access/context"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { proofWords } from "@/lib/access/words"
import { passwordAgainSchema } from "@/lib/identity/credentials/schema"
import { action, openAction } from "@/lib/identity/entrance/action"
import { takeSessionCookie } from "@/lib/identity/entrance/auth"
import { knownDevice, rememberDevice } from "@/lib/identity/entrance/device"
import { endCurrentSession, enterHere } from "@/lib/identity/entrance/entering"
import { signIn } from "@/lib/identity/sessions/operations"
import { endOwnSession, endOwnSessions } from "@/lib/identity/sign-in/operations"
import { sessionSchema, signInSchema } from "@/lib/identity/sign-in/schema"
import { ok } from "@/lib/platform/result"
import { emptySchema } from "@/lib/platform/text/fields"

export const signInAction = openAction(signInSchema, signInWithCookie, {
  budget: budgets.entrance,
  words: {
    "wrong-credentials": "Adresse e-mail ou mot de passe incorrect.",
    throttled:
      "Adresse e-mail ou mot de passe incorrect. Après plusieurs essais, il faut attendre un peu : réessayez dans {detail}, ou choisissez un nouveau mot de passe.",
  },
  forWhoever: true,
  next: (retour) => retour,
})

async function signInWithCookie(context: Context, input: { email: string; password: string; retour?: string | undefined }) {
  const opened = await signIn(context, input, await knownDevice("password", input.email))
  if (!opened.ok) return opened
  await rememberDevice("password", input.email)
  await enterHere(context, opened.value)
  return ok(safeReturn(input.retour))
}

export const signOutAction = openAction(emptySchema, signOut, { budget: budgets.entrance, words: {}, forWhoever: true, next: "/" })

async function signOut(context: Context) {
  await endCurrentSession(context)
  await takeSessionCookie()
  return ok()
}

export const endMySession = action(sessionSchema, endOneAndMaybeLeave, {
  budget: budgets.changes,
  words: { ...proofWords, "not-found": "Cette connexion est introuvable : elle est sans doute déjà fermée." },
  next: (isThisOne: boolean) => (isThisOne ? done("/connexion", "deconnecte") : done("/mon-compte", "connexion-fermee")),
})

async function endOneAndMaybeLeave(context: ActorContext, input: z.infer<typeof sessionSchema>) {
  const ended = await endOwnSession(context, input)
  if (!ended.ok) return ended
  const isThisOne = input.sessionId === context.actor.sessionId
  if (isThisOne) await takeSessionCookie()
  return ok(isThisOne)
}

export const endMySessions = action(passwordAgainSchema, endAllAndLeave, {
  budget: budgets.changes,
  words: proofWords,
  next: done("/connexion", "tout-deconnecte"),
})

async function endAllAndLeave(context: ActorContext, input: z.infer<typeof passwordAgainSchema>) {
  const ended = await endOwnSessions(context, input)
  if (ended.ok) await takeSessionCookie()
  return ended
}

"use server"
import { redirect } from "next/navigation"
import { openAction } from "@/lib/access/action"
import { currentActor } from "@/lib/access/actor"
import { giveSessionCookie, takeSessionCookie } from "@/lib/access/auth"
import type { Context } from "@/lib/access/context"
import { safeReturn } from "@/lib/access/routes"
import { ok } from "@/lib/platform/result"
import { endSession, signIn } from "@/lib/sessions/operations"
import { signInSchema } from "@/lib/sessions/schema"

export const signInAction = openAction(signInSchema, signInWithCookie, {
  words: { "wrong-credentials": "Adresse e-mail ou mot de passe incorrect." },
  next: (retour: string) => retour,
})

async function signInWithCookie(context: Context, input: { email: string; password: string; retour?: string | undefined }) {
  const opened = await signIn(context, input)
  if (!opened.ok) return opened
  // Someone else may be signed in on this browser: their session ends with the cookie it loses.
  if (context.actor) await endSession(context.actor.sessionId, context.now)
  await giveSessionCookie(opened.value)
  return ok(safeReturn(input.retour))
}

export async function signOutAction() {
  const actor = await currentActor()
  if (actor) await endSession(actor.sessionId, new Date())
  await takeSessionCookie()
  redirect("/")
}

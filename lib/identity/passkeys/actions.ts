"use server"
import type * as z from "zod/mini"
import { safeReturn } from "@/lib/access/addresses"
import type { ActorContext, Context } from "@/lib/access/context"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { changedMeanwhile, mailboxNeeded, proofWords } from "@/lib/access/words"
import { proveIdentity } from "@/lib/identity/credentials/operations"
import { passwordAgainSchema } from "@/lib/identity/credentials/schema"
import { action, halfwayAction, openAction } from "@/lib/identity/entrance/action"
import { enterHere } from "@/lib/identity/entrance/entering"
import { addPasskey, givePasskey, removePasskey, signInWithPasskey } from "@/lib/identity/passkeys/operations"
import { passkeyRemovalSchema, passkeySchema, passkeySignInSchema } from "@/lib/identity/passkeys/schema"
import { ok } from "@/lib/platform/result"

const answerWords = {
  expired: "Cette page est restée ouverte trop longtemps. Réessayez.",
  refused: "Cette clé d’accès n’ouvre aucun compte ici. Utilisez votre mot de passe, ou une autre clé.",
}

export const enterWithPasskey = openAction(passkeySignInSchema, enterWithCookie, {
  budget: budgets.entrance,
  words: { ...answerWords, throttled: "Trop d’essais depuis votre réseau : réessayez dans {detail}." },
  forWhoever: true,
  next: (retour) => retour,
})

async function enterWithCookie(context: Context, { retour, ...answer }: z.infer<typeof passkeySignInSchema>) {
  const opened = await signInWithPasskey(context, answer)
  if (!opened.ok) return opened
  await enterHere(context, opened.value)
  return ok(safeReturn(retour))
}

export const giveMyPasskey = halfwayAction("give", passkeySignInSchema, giveAndReturn, {
  words: { ...answerWords, refused: "Cette clé d’accès n’est pas celle de votre compte." },
  budget: budgets.changes,
  next: (retour) => retour,
})

async function giveAndReturn(context: ActorContext, { retour, ...answer }: z.infer<typeof passkeySignInSchema>) {
  const given = await givePasskey(context, answer)
  return given.ok ? ok(safeReturn(retour)) : given
}

/** Asks for the password before the passkey when it was given too long ago: a device must not create a key that is then refused. */
export const proveMyself = halfwayAction("set-up", passwordAgainSchema, proveAgain, {
  words: proofWords,
  budget: budgets.changes,
  next: "/mon-compte/cle-acces",
})

function proveAgain(context: ActorContext, { currentPassword }: z.infer<typeof passwordAgainSchema>) {
  return proveIdentity(context, currentPassword)
}

export const addMyPasskey = halfwayAction("set-up", passkeySchema, addPasskey, {
  words: {
    ...answerWords,
    "mailbox-needed": mailboxNeeded,
    "wrong-password": "Donnez d’abord votre mot de passe.",
    "password-needed": "Vous avez donné votre mot de passe il y a plus de 15 minutes : donnez-le à nouveau.",
    throttled: "Après plusieurs essais, il faut attendre un peu : réessayez dans {detail}.",
    "changed-meanwhile": changedMeanwhile,
    refused: "Votre appareil n’a pas pu créer de clé d’accès pour ce portail. Réessayez, ou avec un autre appareil.",
    known: "Cette clé d’accès est déjà enregistrée.",
  },
  budget: budgets.changes,
  next: done("/mon-compte", "cle-ajoutee"),
  reveal: (codes) => codes,
})

export const removeMyPasskey = action(passkeyRemovalSchema, removePasskey, {
  words: {
    ...proofWords,
    "changed-meanwhile": changedMeanwhile,
    "last-factor": "Un second facteur est obligatoire pour les gestionnaires : ajoutez d’abord une autre clé, ou une application.",
    "not-found": "Cette clé est déjà retirée.",
  },
  budget: budgets.changes,
  next: done("/mon-compte", "cle-retiree"),
})

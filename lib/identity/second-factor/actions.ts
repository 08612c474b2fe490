"use server"
import type * as z from "zod/mini"
import { at, safeReturn } from "@/lib/access/addresses"
import type { ActorContext } from "@/lib/access/context"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { changedMeanwhile, linkWords, mailboxNeeded, proofWords } from "@/lib/access/words"
import { passwordAgainSchema } from "@/lib/identity/credentials/schema"
import { action, halfwayAction } from "@/lib/identity/entrance/action"
import { knownDevice, rememberDevice } from "@/lib/identity/entrance/device"
import { accountGestureSchema } from "@/lib/identity/managers/schema"
import {
  beginTotp,
  cancelTotp,
  confirmTotp,
  giveCode,
  proveMailbox,
  removeFactorsOf,
  removeTotp,
  renewRecoveryCodes,
  sendFactorLink,
} from "@/lib/identity/second-factor/operations"
import { codeSchema, totpConfirmationSchema } from "@/lib/identity/second-factor/schema"
import { ok } from "@/lib/platform/result"
import { emptySchema, linkSchema } from "@/lib/platform/text/fields"

const page = "/mon-compte/double-authentification"
const codeWords = {
  "wrong-code": { field: "code", message: "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant." },
  throttled: { field: "code", message: "Après plusieurs essais, il faut attendre un peu : réessayez dans {detail}." },
}
const budget = budgets.changes

export const askFactorLink = halfwayAction("set-up", emptySchema, sendFactorLink, {
  budget: budgets.links,
  words: {},
  next: at("/mon-compte/double-authentification", { envoye: 1 }),
})

export const proveMyMailbox = halfwayAction("set-up", linkSchema, proveMailbox, { budget, words: linkWords, next: page })

export const beginMyTotp = halfwayAction("set-up", passwordAgainSchema, beginTotp, {
  words: {
    ...proofWords,
    "changed-meanwhile": changedMeanwhile,
    "mailbox-needed": mailboxNeeded,
    "already-set-up": "Une application est déjà configurée : retirez-la d’abord.",
  },
  budget,
  next: page,
})

export const cancelMyTotp = halfwayAction("set-up", emptySchema, cancelTotp, { budget: budgets.own, words: {}, next: page })

export const confirmMyTotp = halfwayAction("set-up", totpConfirmationSchema, confirmTotp, {
  words: {
    ...codeWords,
    "changed-meanwhile": changedMeanwhile,
    "not-begun": "Cette configuration a été remplacée, ou elle a attendu plus de 15 minutes. Rechargez la page.",
  },
  budget,
  next: page,
  reveal: (codes) => codes,
})

export const giveMyCode = halfwayAction("give", codeSchema, giveAndReturn, { words: codeWords, budget, next: (retour) => retour })

async function giveAndReturn(context: ActorContext, { code, retour }: z.infer<typeof codeSchema>) {
  const { email } = context.actor
  const given = await giveCode(context, { code }, await knownDevice("code", email))
  if (!given.ok) return given
  await rememberDevice("code", email)
  return ok(safeReturn(retour))
}

export const renewMyRecoveryCodes = action(passwordAgainSchema, renewRecoveryCodes, {
  words: { ...proofWords, "changed-meanwhile": changedMeanwhile },
  budget,
  next: page,
  reveal: (codes) => codes,
})

export const resetFactors = action(accountGestureSchema, removeFactorsOf, {
  words: { ...proofWords, "not-found": "Ce compte est introuvable.", "own-account": "Les vôtres se retirent dans « Mon compte »." },
  budget,
  next: ({ accountId }: { accountId: string }) => done("/admin/comptes/[id]", "facteurs-retires", { id: accountId }),
})

export const removeMyTotp = action(passwordAgainSchema, removeTotp, {
  words: {
    ...proofWords,
    "changed-meanwhile": changedMeanwhile,
    "last-factor": "Un second facteur est obligatoire pour les gestionnaires : ajoutez d’abord une clé d’accès.",
    "not-found": "Cette application est déjà retirée.",
  },
  budget,
  next: done("/mon-compte", "application-retiree"),
})

"use server"
import type { ActorContext } from "@/lib/access/context"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { proofWords, unknownPage } from "@/lib/access/words"
import { giveControlBack, takeControl } from "@/lib/identity/control/operations"
import { action } from "@/lib/identity/entrance/action"
import { currentSession } from "@/lib/identity/entrance/actor"
import { giveSessionCookie, takeSessionCookie } from "@/lib/identity/entrance/auth"
import { type AccountGesture, accountGestureSchema } from "@/lib/identity/managers/schema"
import { ok } from "@/lib/platform/result"
import { emptySchema } from "@/lib/platform/text/fields"

export const takeControlOf = action(accountGestureSchema, takeWithCookie, {
  words: {
    ...proofWords,
    "not-found": unknownPage,
    "switched-off": "La prise de contrôle n’est pas ouverte à votre compte sur ce portail.",
    oneself: "C’est votre propre compte.",
    manager: "On ne prend pas le contrôle du compte d’un·e gestionnaire.",
    closed: "Ce compte est désactivé ou effacé : il n’y a rien à voir en son nom.",
  },
  budget: budgets.changes,
  next: "/accueil",
})

async function takeWithCookie(context: ActorContext, input: AccountGesture) {
  const taken = await takeControl(context, input)
  if (!taken.ok) return taken
  await giveSessionCookie(taken.value)
  return ok()
}

export const giveBack = action(emptySchema, giveBackWithCookie, {
  budget: budgets.entrance,
  words: { "no-control": "Vous n’avez pris le contrôle d’aucun compte." },
  underControl: true,
  // Pressed after the thirty minutes: the page was drawn for the other account.
  forWhoever: true,
  next: (path) => path,
})

async function giveBackWithCookie(context: ActorContext) {
  const given = await giveControlBack(context)
  const over = given.ok ? null : (await currentSession())?.backFrom
  if (over) {
    await giveSessionCookie(over.own)
    return ok(done("/admin/comptes/[id]", "controle-fini", { id: over.accountId }))
  }
  if (!given.ok) return given
  const { accountId, own } = given.value
  if (own) await giveSessionCookie(own)
  else await takeSessionCookie()
  return ok(own ? done("/admin/comptes/[id]", "rendu", { id: accountId }) : done("/connexion", "controle-fini"))
}

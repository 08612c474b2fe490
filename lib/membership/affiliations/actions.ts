"use server"
import type { ActorContext } from "@/lib/access/context"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { decidedWords } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { cancelRequest, remindDeciders, requestAffiliation } from "@/lib/membership/affiliations/operations"
import { type OwnRequest, ownRequestSchema, requestSchema } from "@/lib/membership/affiliations/schema"
import { ok, type Result } from "@/lib/platform/result"

export const request = action(requestSchema, requestAffiliation, {
  budget: budgets.tells,
  words: {
    "managers-do-not-ask": "Les gestionnaires ne demandent pas de rattachement.",
    "structure-unknown": { field: "siret", message: "Choisissez votre structure dans la liste." },
    "structure-closed": { field: "siret", message: "Cette structure est fermée : elle ne peut pas être choisie." },
    "account-closed": "Votre compte vient d’être désactivé.",
    "invited-under-control": "Une invitation attend cette personne pour cette structure : elle seule peut l’accepter, ou demander.",
    "already-attached": { field: "siret", message: "Vous êtes déjà rattaché·e à cette structure, ou votre demande est en attente." },
  },
  underControl: true,
  next: ({ isInvited }) => done("/mes-structures", isInvited ? "rejointe" : "demande"),
})

export const cancel = action(ownRequestSchema, andBack(cancelRequest), {
  budget: budgets.own,
  words: decidedWords,
  underControl: true,
  next: (from) => done(from, "annulation"),
})

export const remind = action(ownRequestSchema, andBack(remindDeciders), {
  budget: budgets.tells,
  words: {
    ...decidedWords,
    "too-soon": "Vous pourrez relancer 48 heures après votre demande ou votre dernière relance.",
  },
  underControl: true,
  next: (from) => done(from, "relance"),
})

/** Runs the operation, then returns to the page where the gesture was made. */
function andBack<Why extends string>(operation: (context: ActorContext, input: OwnRequest) => Promise<Result<unknown, Why>>) {
  return async (context: ActorContext, input: OwnRequest): Promise<Result<OwnRequest["from"], Why>> => {
    const result = await operation(context, input)
    return result.ok ? ok(input.from) : result
  }
}

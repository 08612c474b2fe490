"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { acceptMembership, askMembership, refuseMembership } from "@/lib/parcourspro/memberships/operations"
import { membershipAcceptance, membershipRefusal, membershipRequest } from "@/lib/parcourspro/memberships/schema"

export const ask = action(membershipRequest, askMembership, {
  budget: budgets.managers,
  words: {
    "not-found": unknownPage,
    "structure-closed": structureClosed,
    "not-open": { field: "offer", message: "La campagne d’adhésion de cette année n’est pas ouverte." },
    "fee-changed": { field: "offer", message: "Les cotisations de cette année viennent de changer : choisissez à nouveau." },
    already: "L’adhésion de cette structure est déjà demandée ou acceptée pour cette année.",
  },
  next: done("/adhesion", "demandee"),
})

const decided = { "not-found": unknownPage, "already-decided": "Quelqu’un a déjà répondu à cette demande : rechargez la page." }

export const accept = action(membershipAcceptance, acceptMembership, {
  budget: budgets.work,
  words: decided,
  next: done("/admin/adhesions", "acceptee"),
})

export const refuse = action(membershipRefusal, refuseMembership, {
  budget: budgets.work,
  words: decided,
  next: done("/admin/adhesions", "refusee"),
})

"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { register, registerOnBehalf, remind, takeOffer, withdraw, withdrawOnBehalf } from "@/lib/parcourspro/registrations/operations"
import { onBehalfFields, ownRegistration, registrationFields, withdrawal, withdrawalOnBehalf } from "@/lib/parcourspro/registrations/schema"

/** Each refusal of a rule names it, and what can be done. */
const rules = {
  "not-found": unknownPage,
  "structure-closed": structureClosed,
  closed: "{detail}",
  already: "Une demande est déjà en cours sur cette action : une seule à la fois par personne. Retirez-la d’abord pour changer de session.",
  wave: "Règle de l’année : les inscriptions ne sont pas encore ouvertes à toutes les personnes. Revenez plus tard, ou voyez les autres actions.",
  "adherents-only":
    "Action réservée aux structures adhérentes, et la vôtre ne l’est pas à cette date. Son référent peut demander l’adhésion ; les autres actions vous sont ouvertes.",
  "most-actions":
    "Règle de l’année : {detail} actions réservées aux adhérents au plus par personne. Retirez une demande en cours, ou choisissez une action ouverte à tous.",
  "most-formations":
    "Règle de l’année : {detail} formations réservées aux adhérents au plus par personne. Choisissez un autre format, ou une action ouverte à tous.",
} as const

export const registerForm = action(registrationFields, register, {
  budget: budgets.tells,
  words: rules,
  next: done("/parcourspro/inscriptions", "demandee"),
})

export const registerSomeone = action(onBehalfFields, registerOnBehalf, {
  budget: budgets.work,
  words: {
    ...rules,
    "person-unknown": {
      field: "email",
      message: "Aucune personne rattachée à cette structure n’a cette adresse : vérifiez l’adresse et le SIRET.",
    },
  },
  next: ({ sessionId }) => done("/parcourspro/prestataire/sessions/[id]", "inscrite", { id: sessionId }),
})

export const withdrawSomeone = action(withdrawalOnBehalf, withdrawOnBehalf, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    "person-unknown": { field: "email", message: "Aucune inscription en cours à cette session n’a cette adresse." },
    begun: "Cette session a commencé : notez plutôt la présence.",
  },
  next: ({ sessionId }) => done("/parcourspro/prestataire/sessions/[id]", "desistee", { id: sessionId }),
})

const own = {
  "not-found": unknownPage,
  "not-possible": "L’état de cette inscription ne permet plus ce geste : rechargez la page.",
}

export const withdrawForm = action(withdrawal, withdraw, {
  budget: budgets.tells,
  words: { ...own, begun: "Cette session a commencé : prévenez directement son contact." },
  next: done("/parcourspro/inscriptions", "retiree"),
})

export const takePlace = action(ownRegistration, takeOffer, {
  budget: budgets.own,
  words: { ...own, "too-late": "Le délai pour accepter cette place est passé : elle revient à la personne suivante." },
  next: done("/parcourspro/inscriptions", "place"),
})

export const askAgain = action(ownRegistration, remind, {
  budget: budgets.tells,
  words: { ...own, "too-soon": "Les personnes qui répondent viennent d’être prévenues : vous pourrez relancer dans deux jours ouvrés." },
  next: done("/parcourspro/inscriptions", "relance"),
})

"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { proofWords, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import {
  acceptReferentChange,
  appointReferent,
  refuseReferentChange,
  removeReferent,
} from "@/lib/membership/referent-appointments/operations"
import {
  appointmentSchema,
  changeAcceptanceSchema,
  changeRefusalSchema,
  removalSchema,
} from "@/lib/membership/referent-appointments/schema"

const appointing = {
  ...proofWords,
  "not-found": unknownPage,
  "not-active": "Cette personne n’est plus rattachée à la structure.",
  "already-referent": "Cette personne est déjà référente.",
  oneself: "Vous ne vous nommez pas vous-même : demandez à un·e collègue.",
  disabled: "Ce compte est désactivé : cette personne ne pourrait répondre à personne.",
}
const removing = {
  "not-referent": "Cette personne n’est pas, ou plus, référente.",
  "last-referent":
    "C’est la seule personne référente de la structure. Nommez d’abord quelqu’un d’autre, ou cochez que la structure peut rester sans référent.",
}
const answered = "Cette demande a déjà été traitée par {detail}."

export const appoint = action(appointmentSchema, appointReferent, {
  words: appointing,
  budget: budgets.changes,
  next: ({ structureId }) => done("/admin/structures/[id]", "referent-nomme", { id: structureId }),
})

export const remove = action(removalSchema, removeReferent, {
  words: { ...proofWords, "not-found": unknownPage, ...removing },
  budget: budgets.changes,
  next: ({ structureId }) => done("/admin/structures/[id]", "referent-retire", { id: structureId }),
})

export const acceptChange = action(changeAcceptanceSchema, acceptReferentChange, {
  words: {
    ...appointing,
    ...removing,
    "already-decided": answered,
    "person-gone": "La personne proposée n’est plus rattachée à la structure : refusez en proposant d’en choisir une autre.",
  },
  budget: budgets.changes,
  next: done("/admin/demandes", "changement", { onglet: "referents" }),
})

export const refuseChange = action(changeRefusalSchema, refuseReferentChange, {
  budget: budgets.work,
  words: { "not-found": unknownPage, "already-decided": answered },
  next: done("/admin/demandes", "refus-envoye", { onglet: "referents" }),
})

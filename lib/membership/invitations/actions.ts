"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { cancelInvitation, resendInvitation } from "@/lib/membership/invitations/operations"
import { invitationSchema } from "@/lib/membership/invitations/schema"

const page = "/mes-structures/[id]/invitations"

const answered = "Cette invitation a déjà reçu une réponse, ou a été annulée."

export const resend = action(invitationSchema, resendInvitation, {
  budget: budgets.tells,
  words: {
    "not-found": unknownPage,
    "structure-closed": "Cette structure est fermée : on ne peut plus y inviter personne.",
    "profil-not-open": "Ce profil n’est plus ouvert à cette structure : invitez cette personne à nouveau.",
    "already-asked": "Cette personne a demandé depuis à rejoindre la structure : répondez à sa demande.",
    "too-soon": "Le message est parti il y a moins de deux jours : rien n’est reparti. Il pourra repartir ensuite.",
    "already-answered": answered,
    "too-many-waiting": "500 invitations au plus peuvent attendre dans une structure.",
    "told-often": "Cette adresse a reçu beaucoup de messages du portail : réessayez dans une heure.",
  },
  refresh: ["already-answered"],
  next: ({ structureId }) => done(page, "renvoyee", { id: structureId }),
})

export const cancel = action(invitationSchema, cancelInvitation, {
  budget: budgets.work,
  words: { "not-found": unknownPage, "already-answered": answered },
  refresh: ["already-answered"],
  next: ({ structureId }) => done(page, "annulee", { id: structureId }),
})

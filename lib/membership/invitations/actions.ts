"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { cancelInvitation, previewInvitations, resendInvitation, sendInvitations } from "@/lib/membership/invitations/operations"
import { invitationSchema, invitationsAddress, invitationsSchema } from "@/lib/membership/invitations/schema"

const page = "/mes-structures/[id]/invitations"

const listWords = {
  "not-found": unknownPage,
  "structure-closed": "Cette structure est fermée : on ne peut plus y inviter personne.",
  "profil-not-open": { field: "rafaelProfil", message: "Ce profil n’est pas ouvert à cette structure." },
}

/** Shows what each line would do; nothing is sent. */
export const preview = action(invitationsSchema, previewInvitations, {
  budget: budgets.work,
  words: listWords,
  reveal: (found) => [JSON.stringify(found)],
  next: "/mes-structures",
})

const tooMany = "500 invitations au plus peuvent attendre dans une structure."

export const send = action(invitationsSchema, sendInvitations, {
  budget: budgets.invitations,
  words: {
    ...listWords,
    "too-many-waiting": {
      field: "addresses",
      message: `${tooMany} Raccourcissez la liste, ou annulez des invitations : rien n’est parti.`,
    },
    nobody: { field: "addresses", message: "Cette liste n’invite personne : voyez ce que dit l’aperçu de chaque ligne." },
  },
  next: ({ structureId, invited, validated, unchanged, unsent }) =>
    invitationsAddress(at(page, { id: structureId }), { envoyees: invited, validees: validated, inchangees: unchanged, retenues: unsent }),
})

const answered = "Cette invitation a déjà reçu une réponse, ou a été annulée."

export const resend = action(invitationSchema, resendInvitation, {
  budget: budgets.tells,
  words: {
    "not-found": unknownPage,
    "structure-closed": listWords["structure-closed"],
    "profil-not-open": "Ce profil n’est plus ouvert à cette structure : invitez cette personne à nouveau.",
    "already-asked": "Cette personne a demandé depuis à rejoindre la structure : répondez à sa demande.",
    "too-soon": "Le message est parti il y a moins de deux jours : il peut repartir ensuite.",
    "already-answered": answered,
    "too-many-waiting": tooMany,
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

"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { previewInvitations, sendInvitations } from "@/lib/membership/invitation-lists/operations"
import { invitationsAddress, invitationsSchema } from "@/lib/membership/invitation-lists/schema"

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
    invitationsAddress(at("/mes-structures/[id]/invitations", { id: structureId }), {
      envoyees: invited,
      validees: validated,
      inchangees: unchanged,
      retenues: unsent,
    }),
})

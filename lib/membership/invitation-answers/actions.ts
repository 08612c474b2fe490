"use server"
import type { Route } from "next"
import { budgets } from "@/lib/access/limits"
import { guessable, phoneUnreadable } from "@/lib/access/words"
import { openAction } from "@/lib/identity/entrance/action"
import { acceptHere, declineHere, signUpHere } from "@/lib/membership/invitation-answers/arrival"
import { newcomerSchema } from "@/lib/membership/invitation-answers/schema"
import { linkSchema } from "@/lib/platform/text/fields"

const linkWords = {
  "link-unknown": "Ce lien n’est plus valable. Si vous avez reçu un message plus récent, utilisez son lien.",
  "link-used": "Cette invitation a déjà reçu une réponse, ou a été annulée.",
  "link-expired": "Cette invitation a expiré : demandez à la personne qui vous invitait de la renvoyer.",
  "someone-else-here":
    "Vous êtes connecté·e avec un autre compte que celui de cette invitation. Déconnectez-vous, puis rouvrez le lien du message.",
}
const joiningWords = {
  ...linkWords,
  "inviter-gone":
    "La personne qui vous invitait ne décide plus pour cette structure : demandez votre rattachement, ses référents vous répondront.",
  "already-attached": "Vous êtes déjà rattaché·e à cette structure.",
  "structure-closed": "Cette structure a fermé : on ne peut plus la rejoindre.",
}

export const accept = openAction(linkSchema, acceptHere, {
  words: {
    ...joiningWords,
    "no-account": "Aucun compte n’a cette adresse : rechargez la page pour créer le vôtre.",
    "account-closed": "Ce compte est désactivé : écrivez à l’équipe Cap Métiers, par la page Aide.",
    "managers-do-not-ask": "Les gestionnaires ne sont rattachés à aucune structure.",
  },
  forWhoever: true,
  budget: budgets.signups,
  next: (page: Route) => page,
})

export const signUp = openAction(newcomerSchema, signUpHere, {
  words: {
    ...joiningWords,
    "account-exists": "Cette adresse a déjà un compte : rechargez la page pour accepter avec lui.",
    "phone-unreadable": phoneUnreadable,
    guessable,
  },
  forWhoever: true,
  budget: budgets.signups,
  next: (page: Route) => page,
})

export const decline = openAction(linkSchema, declineHere, {
  words: linkWords,
  forWhoever: true,
  budget: budgets.signups,
  next: (page: Route) => page,
})

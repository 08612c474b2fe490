"use server"
import * as z from "zod/mini"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { alreadyListed, guessable, phoneUnreadable } from "@/lib/access/words"
import { openAction } from "@/lib/identity/entrance/action"
import { listingSchema } from "@/lib/membership/listings/schema"
import { confirmHere, correctSentAddress, keepIdentity, keepListing, resendDraft, sendDraft } from "@/lib/membership/signups/draft"
import { renewVerification } from "@/lib/membership/signups/operations"
import {
  confirmSchema,
  correctionSchema,
  firstIdentitySchema,
  identitySchema,
  ofSignup,
  signupSchema,
} from "@/lib/membership/signups/schema"
import { ok } from "@/lib/platform/result"
import { linkSchema } from "@/lib/platform/text/fields"

const lost = "Choisissez d’abord votre structure : revenez à la première étape."
const structure = {
  "structure-unknown": "Cette structure est introuvable. Revenez à la première étape pour en choisir une.",
  "structure-closed": "Cette structure est fermée : elle ne peut pas être choisie. Revenez à la première étape.",
}

export const describeStructure = openAction(z.extend(listingSchema, ofSignup), keepListing, {
  budget: budgets.own,
  words: {
    "managers-do-not-ask": "Les gestionnaires ne demandent pas de rattachement.",
    "already-listed": { field: "siret", message: alreadyListed },
  },
  next: (next) => next,
})

const describing = {
  words: {
    ...structure,
    "no-structure": lost,
    "no-password": { field: "password", message: "Choisissez un mot de passe d’au moins 15 caractères." },
    "phone-unreadable": phoneUnreadable,
    guessable,
  },
  budget: budgets.signups,
  next: (demande: string) => at("/inscription/recapitulatif", { demande }),
}
const withStructure = { siret: z.optional(z.string()), ...ofSignup }
export const describeMyself = openAction(z.extend(firstIdentitySchema, withStructure), keepIdentity, describing)
export const describeMyselfAgain = openAction(z.extend(identitySchema, withStructure), keepIdentity, describing)

export const sendMyRequest = openAction(signupSchema, sendDraft, {
  words: { ...structure, "no-draft": "Votre saisie a expiré. Revenez à la première étape." },
  budget: budgets.signups,
  next: (demande) => at("/inscription/confirmation", { demande }),
})

export const resendLink = openAction(signupSchema, resendDraft, {
  words: {},
  budget: budgets.links,
  next: (next) => next,
})

export const correctMyAddress = openAction(correctionSchema, correctSentAddress, {
  words: {
    ...structure,
    "no-draft": "Vos réponses ne sont plus gardées dans ce navigateur. Recommencez l’inscription avec la bonne adresse.",
    "same-address": { field: "email", message: "C’est l’adresse à laquelle le message est parti." },
  },
  budget: budgets.signups,
  next: (demande) => at("/inscription/confirmation", { demande, renvoye: 1 }),
})

export const confirmAddress = openAction(confirmSchema, confirmHere, {
  words: {
    "link-unknown": "Ce lien n’est plus valable. Si vous avez reçu un message plus récent, utilisez son lien.",
    "link-used": "Cette adresse est déjà confirmée : vous pouvez vous connecter.",
    "link-expired": "Ce lien a expiré. Demandez-en un nouveau.",
    "wrong-password": {
      field: "password",
      message: "Ce n’est pas le mot de passe choisi dans Créer un compte. Vérifiez-le, ou choisissez-en un autre.",
    },
    guessable,
    "account-exists": "Vous avez déjà un compte avec cette adresse : connectez-vous.",
  },
  forWhoever: true,
  budget: budgets.signups,
  next: (next) => next,
})

export const renewLink = openAction(
  linkSchema,
  async (context, { token }) => {
    await renewVerification(context, token)
    return ok()
  },
  { words: {}, forWhoever: true, budget: budgets.links, next: at("/inscription/confirmation", { renvoye: 1 }) },
)

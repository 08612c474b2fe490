"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { changedMeanwhile, linkWords, phoneUnreadable, proofWords } from "@/lib/access/words"
import {
  askAddressChange,
  cancelAddressChange,
  confirmAddressChange,
  stopAddressChange,
  updateInformation,
} from "@/lib/identity/accounts/operations"
import { addressChangeSchema, addressConfirmSchema, informationSchema } from "@/lib/identity/accounts/schema"
import { action, openAction } from "@/lib/identity/entrance/action"
import { emptySchema, linkSchema } from "@/lib/platform/text/fields"

export const changeMyInformation = action(informationSchema, updateInformation, {
  budget: budgets.own,
  words: { "phone-unreadable": phoneUnreadable },
  next: done("/mon-compte", "informations"),
})

export const askForAddress = action(addressChangeSchema, askAddressChange, {
  words: {
    ...proofWords,
    "changed-meanwhile": changedMeanwhile,
    "same-address": { field: "email", message: "C’est déjà l’adresse de votre compte." },
  },
  budget: budgets.links,
  next: done("/mon-compte", "adresse-demandee"),
})

export const cancelMyAddressChange = action(emptySchema, cancelAddressChange, {
  budget: budgets.own,
  words: { "changed-meanwhile": changedMeanwhile },
  next: done("/mon-compte", "adresse-annulee"),
})

const taken = "Cette adresse a un compte depuis. Écrivez-nous : nous réglerons cela ensemble."

export const confirmNewAddress = openAction(addressConfirmSchema, confirmAddressChange, {
  words: {
    ...linkWords,
    ...proofWords,
    "password-needed": { field: "currentPassword", message: "Saisissez le mot de passe du compte qui prend cette adresse." },
    "address-taken": taken,
  },
  forWhoever: true,
  budget: budgets.changes,
  next: done("/connexion", "adresse"),
})

export const stopNewAddress = openAction(linkSchema, stopAddressChange, {
  budget: budgets.entrance,
  words: { ...linkWords, "address-taken": taken },
  forWhoever: true,
  next: done("/connexion", "adresse-arretee"),
})

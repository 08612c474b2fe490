"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { phoneUnreadable } from "@/lib/access/words"
import { openAction } from "@/lib/identity/entrance/action"
import { correctOpened, eraseOpened, openCandidacy, renounceOpened } from "@/lib/rafael/candidacies/opened"
import { candidateErasure, contactCorrection, opening, renunciation } from "@/lib/rafael/candidacies/schema"

const gone = "Cette page s’est refermée, ou ce lien ne sert plus : rechargez-la et donnez à nouveau votre date de naissance."
const open = { budget: budgets.links, forWhoever: true } as const

export const openPage = openAction(opening, openCandidacy, {
  ...open,
  words: {
    "wrong-date": {
      field: "birthDate",
      message:
        "Cette date ne correspond pas à ce lien, ou le lien a expiré. Vérifiez la date ; le dernier message reçu a le lien le plus récent.",
    },
    throttled: { field: "birthDate", message: "Après plusieurs essais, il faut attendre un peu : réessayez dans {detail}." },
  },
  next: ({ token }) => at("/candidature/[jeton]", { jeton: token }),
})

export const correct = openAction(contactCorrection, correctOpened, {
  ...open,
  words: {
    gone,
    "phone-unreadable": phoneUnreadable,
    unreachable: { field: "email", message: "Laissez une adresse e-mail ou un téléphone : sinon personne ne peut vous joindre." },
  },
  next: ({ token }) => done("/candidature/[jeton]", "corrigees", { jeton: token }),
})

export const giveUp = openAction(renunciation, renounceOpened, {
  ...open,
  words: { gone, over: "Cette candidature est déjà terminée." },
  next: ({ token }) => done("/candidature/[jeton]", "renonce", { jeton: token }),
})

export const erase = openAction(candidateErasure, eraseOpened, { ...open, words: { gone }, next: done("/", "candidature-effacee") })

"use server"
import { budgets } from "@/lib/access/limits"
import { backTo, done } from "@/lib/access/outcomes"
import { unknownPage } from "@/lib/access/words"
import { resendConfirmation, resendMessage, resendMessages } from "@/lib/desk/resends/operations"
import { resendSchema, severalResendSchema, signupResendSchema } from "@/lib/desk/resends/schema"
import { action } from "@/lib/identity/entrance/action"

export const resend = action(resendSchema, resendMessage, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    forgotten: "Ce message a été effacé avec le compte de la personne : il ne se renvoie plus.",
    "personal-link": "Le lien de ce message ne sert qu’une fois : la personne doit refaire sa demande dans « Mon compte ».",
    closed: "Ce compte est désactivé : un lien ne lui servirait à rien.",
  },
  next: ({ from }) => backTo<"/admin/courriels" | "/admin/comptes/[id]">(from, "renvoye"),
})

export const resendSeveral = action(severalResendSchema, resendMessages, {
  budget: budgets.work,
  words: { "not-found": unknownPage, "nothing-ticked": "Cochez au moins un message." },
  next: ({ from, stayed }) => backTo<"/admin/courriels">(from, stayed > 0 ? "renvoyes-en-partie" : "renvoyes"),
})

export const resendToSignup = action(signupResendSchema, resendConfirmation, {
  budget: budgets.work,
  words: { "not-found": "Cette inscription n’attend plus de confirmation." },
  next: ({ email }) => done("/admin/comptes", "lien-renvoye", { q: email }),
})

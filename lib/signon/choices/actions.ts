"use server"
import type { Route } from "next"
import { budgets } from "@/lib/access/limits"
import { action } from "@/lib/identity/entrance/action"
import { choose, decline } from "@/lib/signon/choices/operations"
import { choiceSchema, declineSchema } from "@/lib/signon/choices/schema"

const over = "Cette demande de connexion a expiré. Retournez à l’application et recommencez."
/** Back to the provider, which answers the application. */
const backToProvider = ({ demande }: { demande: string }) => `/oidc/demande/${demande}` as Route

export const enterFor = action(choiceSchema, choose, {
  budget: budgets.own,
  words: {
    "request-over": over,
    "not-yours": { field: "structure", message: "Cette structure n’ouvre plus cette application : rechargez la page." },
  },
  next: backToProvider,
})

export const goBack = action(declineSchema, decline, {
  budget: budgets.own,
  words: { "request-over": over },
  underControl: true,
  next: backToProvider,
})

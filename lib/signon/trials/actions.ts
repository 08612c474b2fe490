"use server"
import { budgets } from "@/lib/access/limits"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { applicationIdSchema } from "@/lib/signon/applications/schema"
import { startTrial } from "@/lib/signon/trials/operations"

export const tryOut = action(applicationIdSchema, startTrial, {
  budget: budgets.work,
  words: {
    "not-found": unknownPage,
    "nobody-enters": "Personne n’entre dans cette application : elle est suspendue, ou n’a pas d’adresse de retour.",
  },
  next: "/admin/applications",
  reveal: ({ clientId, secret }) => [clientId, secret],
})

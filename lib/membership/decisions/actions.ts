"use server"
import { at } from "@/lib/access/addresses"
import { budgets } from "@/lib/access/limits"
import { decidedWords } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { refuseRequest, refuseRequests, validateRequests, validateThen } from "@/lib/membership/decisions/operations"
import { refusalSchema, refusalsSchema, validationSchema, validationsSchema } from "@/lib/membership/decisions/schema"
import { decidedAddress } from "@/lib/membership/request-lists/schema"

const decision = { ...decidedWords, "own-request": "Vous ne pouvez pas décider de votre propre demande." }
const showDecision = ({ affiliationId }: { affiliationId: string }) => at("/demandes", { traitee: affiliationId })
const showDecisions = ({ affiliationIds }: { affiliationIds: string[] }) => decidedAddress("/demandes", affiliationIds)

export const validate = action(validationSchema, validateThen, {
  budget: budgets.work,
  words: {
    ...decision,
    "structure-closed": "Cette structure a fermé depuis : la demande ne peut plus qu’être refusée.",
    "profil-not-open": { field: "rafaelProfil", message: "Ce profil n’est pas ouvert à cette structure." },
  },
  next: ({ affiliationId, nextId }: { affiliationId: string; nextId?: string | null }) =>
    nextId ? at("/demandes/[id]/valider", { id: nextId, traitee: affiliationId }) : showDecision({ affiliationId }),
})
export const decline = action(refusalSchema, refuseRequest, { budget: budgets.work, words: decision, next: showDecision })

export const validateSeveral = action(validationsSchema, validateRequests, {
  budget: budgets.work,
  words: decidedWords,
  next: showDecisions,
})
export const declineSeveral = action(refusalsSchema, refuseRequests, { budget: budgets.work, words: decidedWords, next: showDecisions })

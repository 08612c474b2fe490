"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { issueDocument, issueMissing } from "@/lib/parcourspro/documents/operations"
import { documentIssue, missingDocuments } from "@/lib/parcourspro/documents/schema"

const words = {
  "not-found": unknownPage,
  "structure-closed": structureClosed,
  draft: "Cette session n’est pas ouverte, ou elle est annulée : elle n’a pas de document.",
  nobody: "Personne n’a de place confirmée : ce document n’aurait personne.",
  "no-presence": "La présence n’est pas notée à toutes les demi-journées, ou personne n’est venu : notez-la d’abord.",
}
const back = ({ sessionId }: { sessionId: string }) =>
  done("/parcourspro/prestataire/sessions/[id]", "documents", { id: sessionId, onglet: "documents" })

export const issue = action(documentIssue, issueDocument, { budget: budgets.work, words, next: back })

export const issueAll = action(missingDocuments, issueMissing, { budget: budgets.work, words, next: back })

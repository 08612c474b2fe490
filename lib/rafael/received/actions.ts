"use server"
import { budgets } from "@/lib/access/limits"
import { done } from "@/lib/access/outcomes"
import { structureClosed, unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { setReceivedPace } from "@/lib/rafael/received/operations"
import { receivedPaceSchema } from "@/lib/rafael/received/schema"

export const chooseReceivedPace = action(receivedPaceSchema, setReceivedPace, {
  budget: budgets.own,
  words: { "not-found": unknownPage, "structure-closed": structureClosed },
  next: ({ structureId }) => done("/rafael/preinscriptions", "messages", { vue: "recues", structure: structureId }),
})

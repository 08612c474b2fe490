"use server"
import { budgets } from "@/lib/access/limits"
import { unknownPage } from "@/lib/access/words"
import { action } from "@/lib/identity/entrance/action"
import { searchCandidates } from "@/lib/rafael/oversight/operations"
import { candidateSearch } from "@/lib/rafael/oversight/schema"

export const findCandidate = action(candidateSearch, searchCandidates, {
  budget: budgets.changes,
  words: { "not-found": unknownPage },
  next: "/admin/preinscriptions",
  reveal: (lines) => lines,
})

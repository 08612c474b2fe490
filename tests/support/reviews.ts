/** A review that is open, and those who answer. */
import { expect } from "vitest"
import { openReview } from "@/lib/membership/reviews/operations"
import type { Opening } from "@/lib/membership/reviews/schema"
import { aManagerContext, anAccount, anActiveAffiliation, aStructureWithReferent } from "@/tests/support/factories"

export const everyone: Opening = {
  scope: "all",
  scopeValue: null,
  deadline: "2026-12-24",
  message: "",
  suspends: false,
}

/** A structure with its référent and so many people of Niveau 2. */
export async function aTeamToReview(count = 3) {
  const { structure, referent } = await aStructureWithReferent()
  const people = []
  for (let index = 0; index < count; index += 1) {
    const account = await anAccount({ firstName: "Nour", lastName: `Petit${String(index).padStart(3, "0")}` })
    people.push({ account, ...(await anActiveAffiliation(account.id, structure.id, { rafaelProfil: "prescripteur_2" })) })
  }
  return { structure, referent, people }
}

/** Opens a review as a manager of its own; its id. */
export async function opened(asked: Partial<Opening> = {}): Promise<string> {
  const done = await openReview(await aManagerContext(), { ...everyone, ...asked })
  return done.ok ? done.value.reviewId : expect.fail(done.why)
}

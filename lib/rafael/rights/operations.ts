import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { hold, holdById } from "@/lib/access/locks"
import { type Tx, takenBackIfRefused, transaction } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { type Refusal, type Result, refuse } from "@/lib/platform/result"
import { opens, type RafaelRight } from "@/lib/rafael/rights/rules"
import type { Cause } from "@/lib/trace/journal/catalogue"
import { type Attempt, refuseWithTrace } from "@/lib/trace/journal/operations"
import type { RafaelProfil } from "@/lib/vocabulary/profils/rules"

export type MemberRefusal = "not-found" | "structure-closed"

/** Whoever acts, as they are at this moment: their affiliation in the structure, and the profil it holds. */
export type Own = { affiliationId: string; structureId: string; profil: RafaelProfil; isClosed: boolean }

/**
 * The frame of a gesture of Rafael, for those whose profil in a structure opens it (`right`). One transaction holds the structure and the
 * affiliation, so that neither changes before the commit. Anyone else reads "not found", whatever their page still shows, and leaves a row
 * in the journal. `structure`: its id, or how to find it from the thing; null when there is no such thing.
 */
export function asMember<Value, Why extends string>(
  context: ActorContext,
  right: RafaelRight,
  attempt: Attempt,
  structure: string | ((tx: Tx) => Promise<string | null>),
  work: (tx: Tx, own: Own) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | MemberRefusal>> {
  return transaction(
    async (tx): Promise<Result<Value, Why | MemberRefusal>> => {
      const structureId = typeof structure === "string" ? structure : await structure(tx)
      const own = structureId ? await holdOwn(tx, context, structureId, right) : null
      const about = { ...attempt, structureId }
      if (!own) return refuseWithTrace(tx, context, about, refuse("not-found"))
      // People of a closed structure keep what they had to read; managers follow what they had sent.
      if (own.isClosed) return refuse("structure-closed")
      const result = await takenBackIfRefused<Result<Value, Why | MemberRefusal>>(tx, (inner) => work(inner, own))
      if (result.ok || !isAttempt(result.why)) return result
      return refuseWithTrace(tx, context, about, result as Refusal<Why & Cause>)
    },
    { timeout: 20_000 },
  )
}

/** Refusals that tell of someone trying what is not theirs; the others are the day's work, and leave no row. */
function isAttempt(why: string) {
  return why === "not-found" || why === "own-request" || why === "see-only"
}

async function holdOwn(tx: Tx, { actor }: ActorContext, structureId: string, right: RafaelRight): Promise<Own | null> {
  const isTheirs = actor.affiliations.some((affiliation) => affiliation.structureId === structureId)
  return isTheirs && !actor.control ? holdMember(tx, actor.accountId, structureId, right) : null
}

/**
 * Holds a structure and someone's affiliation to it until the commit; null when its profil does not open this right now. For `asMember`,
 * and for jobs that act for whoever launched them.
 */
export async function holdMember(tx: Tx, accountId: string, structureId: string, right: RafaelRight): Promise<Own | null> {
  await holdById(tx, "structure", structureId, "read")
  const own = Prisma.sql`account_id = ${accountId}::uuid AND structure_id = ${structureId}::uuid AND status = 'active'`
  await hold(tx, "affiliation", own, "read")
  const found = await tx.affiliation.findFirst({
    where: { structureId, accountId, status: "active", account: { disabledAt: null, erasedAt: null } },
    select: { id: true, rafaelProfil: true, structure: { select: { state: true } } },
  })
  if (!found?.rafaelProfil || !opens(found.rafaelProfil, right)) return null
  return { affiliationId: found.id, structureId, profil: found.rafaelProfil, isClosed: found.structure.state === "closed" }
}

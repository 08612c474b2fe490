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
  return why === "not-found" || why === "own-request"
}

async function holdOwn(tx: Tx, { actor }: ActorContext, structureId: string, right: RafaelRight): Promise<Own | null> {
  const id = actor.affiliations.find((affiliation) => affiliation.structureId === structureId)?.id
  if (!id || actor.control) return null
  await holdById(tx, "structure", structureId, "read")
  await hold(tx, "affiliation", Prisma.sql`id = ${id}::uuid AND status = 'active'`, "read")
  const own = await tx.affiliation.findFirst({
    where: { id, structureId, status: "active", accountId: actor.accountId, account: { disabledAt: null, erasedAt: null } },
    select: { rafaelProfil: true, structure: { select: { state: true } } },
  })
  if (!own?.rafaelProfil || !opens(own.rafaelProfil, right)) return null
  return { affiliationId: id, structureId, profil: own.rafaelProfil, isClosed: own.structure.state === "closed" }
}

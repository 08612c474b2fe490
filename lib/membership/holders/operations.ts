/**
 * The frame of a module's gestures, for those whose profils in a structure open them (docs/decisions/0052): the modules say which profils,
 * and share how this is held, refused and traced.
 */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { hold, holdById } from "@/lib/access/locks"
import { type Tx, takenBackIfRefused, transaction } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { type Refusal, type Result, refuse } from "@/lib/platform/result"
import type { Cause } from "@/lib/trace/journal/catalogue"
import { type Attempt, refuseWithTrace } from "@/lib/trace/journal/operations"
import type { Rights } from "@/lib/vocabulary/profils/rules"

export type HolderRefusal = "not-found" | "structure-closed"

/** What an affiliation holds, at this moment. */
type HeldRights = Rights & { isReferent: boolean }

/** Whoever acts, as they are at this moment: their affiliation in the structure, and what it holds. */
export type Holder = { affiliationId: string; structureId: string; rights: HeldRights; isClosed: boolean }

type Opens = (rights: HeldRights) => boolean

/**
 * One transaction holds the structure and the affiliation, so that neither changes before the commit. Anyone whose profils do not open this
 * (`opens`) reads "not found", whatever their page still shows, and leaves a row in the journal. `structure`: its id, or how to find it from
 * the thing; null when there is no such thing.
 */
export function asHolder<Value, Why extends string>(
  context: ActorContext,
  opens: Opens,
  attempt: Attempt,
  structure: string | ((tx: Tx) => Promise<string | null>),
  work: (tx: Tx, own: Holder) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | HolderRefusal>> {
  return transaction(
    async (tx): Promise<Result<Value, Why | HolderRefusal>> => {
      const structureId = typeof structure === "string" ? structure : await structure(tx)
      const own = structureId ? await holdOwn(tx, context, structureId, opens) : null
      const about = { ...attempt, structureId }
      if (!own) return refuseWithTrace(tx, context, about, refuse("not-found"))
      // People of a closed structure keep what they had to read; managers follow what they had sent.
      if (own.isClosed) return refuse("structure-closed")
      return traced(tx, context, about, await takenBackIfRefused<Result<Value, Why | HolderRefusal>>(tx, (inner) => work(inner, own)))
    },
    { timeout: 20_000 },
  )
}

/** The result; with its row in the journal when it refuses what was not theirs to try. */
export async function traced<Value, Why extends string>(tx: Tx, context: ActorContext, attempt: Attempt, result: Result<Value, Why>) {
  return result.ok || !isAttempt(result.why) ? result : refuseWithTrace(tx, context, attempt, result as Refusal<Why & Cause>)
}

/** Refusals that tell of someone trying what is not theirs; the others are the day's work, and leave no row. */
function isAttempt(why: string) {
  return why === "not-found" || why === "own-request" || why === "see-only"
}

async function holdOwn(tx: Tx, { actor }: ActorContext, structureId: string, opens: Opens): Promise<Holder | null> {
  const isTheirs = actor.affiliations.some((affiliation) => affiliation.structureId === structureId)
  return isTheirs && !actor.control ? holdHolder(tx, actor.accountId, structureId, opens) : null
}

/**
 * Holds a structure and someone's affiliation to it until the commit; null when its profils do not open this right now. For `asHolder`, and
 * for jobs that act for whoever launched them.
 */
export async function holdHolder(tx: Tx, accountId: string, structureId: string, opens: Opens): Promise<Holder | null> {
  await holdById(tx, "structure", structureId, "read")
  const own = Prisma.sql`account_id = ${accountId}::uuid AND structure_id = ${structureId}::uuid AND status = 'active'`
  await hold(tx, "affiliation", own, "read")
  const found = await tx.affiliation.findFirst({
    where: { structureId, accountId, status: "active", account: { disabledAt: null, erasedAt: null } },
    select: {
      id: true,
      isReferent: true,
      rafaelProfil: true,
      isEmployeur: true,
      isPrestataire: true,
      structure: { select: { state: true } },
    },
  })
  if (!found) return null
  const { id, structure, ...rights } = found
  return opens(rights) ? { affiliationId: id, structureId, rights, isClosed: structure.state === "closed" } : null
}

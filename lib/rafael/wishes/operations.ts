/** Several sessions that one candidate wishes for, in order: the first that is accepted frees the places of the later ones. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { holdById } from "@/lib/access/locks"
import { isUniqueViolation, type Tx } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { asFollower, closedSession, type Done, type FollowRefusal, relationTo, writeDraft } from "@/lib/rafael/preregistrations/operations"
import type { FurtherWish } from "@/lib/rafael/preregistrations/schema"
import { asMember, type MemberRefusal } from "@/lib/rafael/rights/operations"
import { levelOf, mayPrescribe } from "@/lib/rafael/rights/rules"
import { ordered } from "@/lib/rafael/states/rules"
import { record } from "@/lib/trace/journal/operations"

type Added = Result<Done, MemberRefusal | "closed" | "already-on">

/** A further wish of someone the structure knows: after the others, on another session. */
export async function addWish(context: ActorContext, { candidateId, sessionId, project, wishedStart }: FurtherWish): Promise<Added> {
  const structureOf = async (tx: Tx) =>
    (await tx.candidate.findFirst({ where: { id: candidateId, erasedAt: null }, select: { structureId: true } }))?.structureId ?? null
  try {
    return await asMember(
      context,
      "preregistration.prepare",
      { action: "preregistration.created", targetId: candidateId },
      structureOf,
      async (tx, own): Promise<Added> => {
        const closed = await closedSession(tx, context, sessionId)
        if (closed) return closed
        await holdById(tx, "candidate", candidateId, "change")
        // Erased, or moved by a merge, since the page was read.
        if ((await structureOf(tx)) !== own.structureId) return refuse("not-found")
        return ok({ preregistrationId: await writeDraft(tx, context, own, { candidateId, sessionId, project, wishedStart }) })
      },
    )
  } catch (error) {
    if (isUniqueViolation(error)) return refuse("already-on")
    throw error
  }
}

type WishRefusal = "not-possible" | "not-theirs"

/**
 * Puts a wish before the one that comes just before it: the first wish accepted frees the later ones. Only while nothing is decided for
 * it; two colleagues who order at once wait for each other, because the candidate is held.
 */
export function raiseWish(context: ActorContext, { preregistrationId }: Done): Promise<Result<Done, FollowRefusal | WishRefusal>> {
  return asFollower(
    context,
    "edit",
    "preregistration.changed",
    preregistrationId,
    async (tx, own, one): Promise<Result<Done, WishRefusal>> => {
      if (!ordered.some((status) => status === one.status)) return refuse("not-possible")
      const before = await tx.preregistration.findFirst({
        where: { candidateId: one.candidateId, wish: { lt: one.wish }, status: { in: [...ordered] } },
        orderBy: { wish: "desc" },
        select: { id: true, wish: true, ownerId: true },
      })
      const level = levelOf(own.profil)
      if (!before || !level) return refuse("not-possible")
      // Nobody reorders what they may not touch: a level 1 does not see the wishes that a colleague follows.
      if (!mayPrescribe(level, "edit", await relationTo(tx, own, before.ownerId))) return refuse("not-theirs")
      await tx.preregistration.update({ where: { id: before.id }, data: { wish: one.wish } })
      await tx.preregistration.update({ where: { id: one.id }, data: { wish: before.wish } })
      for (const targetId of [one.id, before.id])
        await record(tx, context, { action: "preregistration.changed", structureId: own.structureId, targetId })
      return ok({ preregistrationId })
    },
  )
}

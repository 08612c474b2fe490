import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { asOneself } from "@/lib/parcourspro/registrations/operations"
import { mayJudge } from "@/lib/parcourspro/satisfactions/rules"
import type { Judgement } from "@/lib/parcourspro/satisfactions/schema"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record } from "@/lib/trace/journal/operations"

/** Says what one thought of a session one came to; said again, the last answer counts. The journal keeps that it was said, not what. */
export function judge(
  context: ActorContext,
  { registrationId, score }: Judgement,
): Promise<Result<{ registrationId: string }, "not-found" | "not-possible">> {
  return asOneself(
    context,
    "registration.judged",
    registrationId,
    async (tx, one): Promise<Result<{ registrationId: string }, "not-possible">> => {
      if (!mayJudge(one, context.now)) return refuse("not-possible")
      const said = { score: Number(score), at: context.now }
      await tx.satisfaction.upsert({ where: { registrationId }, create: { registrationId, ...said }, update: said })
      await record(tx, context, { action: "registration.judged", structureId: one.structureId, targetId: registrationId })
      return ok({ registrationId })
    },
  )
}

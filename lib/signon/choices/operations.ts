/** What someone answers to an application's request: the provider reads it there (lib/signon/provider/interaction.ts). */
import "server-only"
import type * as z from "zod/mini"
import type { ActorContext } from "@/lib/access/context"
import { type Tx, transaction } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { requestOf } from "@/lib/signon/choices/queries"
import type { choiceSchema, declineSchema } from "@/lib/signon/choices/schema"
import { mayEnterFor } from "@/lib/signon/claims/rules"

type Answered = { demande: string }

/** Enters for one of the actor's own structures, and agrees to what the page lists. Kept for this session alone. */
export function choose(
  context: ActorContext,
  { demande, structure }: z.infer<typeof choiceSchema>,
): Promise<Result<Answered, "request-over" | "not-yours">> {
  return transaction(async (tx): Promise<Result<Answered, "request-over" | "not-yours">> => {
    const request = await requestOf(demande, context.now, tx)
    if (!request) return refuse("request-over")
    const affiliationId = structure === "aucune" ? null : structure
    const own = affiliationId
      ? await tx.affiliation.findFirst({ where: { id: affiliationId, accountId: context.actor.accountId, status: "active" } })
      : null
    if ((affiliationId !== null && !own) || !mayEnterFor(request.application, own)) return refuse("not-yours")
    await keep(tx, context, demande, { affiliationId, scopes: request.scopes, isRefused: false })
    return ok({ demande })
  })
}

/** Goes back to the application without entering it. */
export function decline(context: ActorContext, { demande }: z.infer<typeof declineSchema>): Promise<Result<Answered, "request-over">> {
  return transaction(async (tx): Promise<Result<Answered, "request-over">> => {
    if (!(await requestOf(demande, context.now, tx))) return refuse("request-over")
    await keep(tx, context, demande, { affiliationId: null, scopes: [], isRefused: true })
    return ok({ demande })
  })
}

/** As long as a request waits. */
const hour = 3_600_000

async function keep(
  tx: Tx,
  { actor, now }: ActorContext,
  demande: string,
  payload: { affiliationId: string | null; scopes: string[]; isRefused: boolean },
) {
  const kept = { payload, accountId: actor.accountId, portalSid: actor.sessionId, expiresAt: new Date(now.getTime() + hour) }
  await tx.oidcRow.upsert({
    where: { model_id: { model: "Choice", id: demande } },
    create: { model: "Choice", id: demande, ...kept },
    update: kept,
  })
}

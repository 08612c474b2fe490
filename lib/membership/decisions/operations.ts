/** Answering requests. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { nextRequest } from "@/lib/membership/affiliations/queries"
import { becomesReferent, mayDecide, mayGrant } from "@/lib/membership/decisions/rules"
import type { Refusal, Refusals, Validation, Validations } from "@/lib/membership/decisions/schema"
import { asDecider } from "@/lib/membership/referents/operations"
import { referentState, standInsOf } from "@/lib/membership/referents/queries"
import { alreadyDecided, move } from "@/lib/membership/transitions/operations"
import type { Tx } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { record, refuseWithTrace } from "@/lib/trace/journal/operations"
import { queueMessage } from "@/lib/trace/messages/operations"
import { nameInPlace } from "@/lib/vocabulary/accounts/rules"
import { profilNames } from "@/lib/vocabulary/profils/rules"
import { structureRef } from "@/lib/vocabulary/structures/rules"

type DecisionRefusal = "not-found" | "own-request" | "already-decided"

/** Validates a request and grants its profils in one gesture; of two deciders at once, one wins. */
export function validateRequest(
  context: ActorContext,
  { affiliationId, rafaelProfil, isEmployeur, isPrestataire, ...asked }: Validations["validations"][number] & Partial<Validation>,
): Promise<Result<{ affiliationId: string }, DecisionRefusal | "profil-not-open" | "structure-closed">> {
  const rights = { rafaelProfil, isEmployeur, isPrestataire }
  return asDeciderOf(context, affiliationId, async (tx, request) => {
    const { types, state } = await tx.structure.findUniqueOrThrow({
      where: { id: request.structureId },
      select: { types: true, state: true },
    })
    if (state === "closed") return refuse("structure-closed")
    const granted = mayGrant(rights, types)
    if (!granted.ok) return granted
    const isReferent = becomesReferent(context.actor, asked.becomesReferent, await referentState(request.structureId, tx))
    const decision = { decidedAt: context.now, decidedBy: context.actor.accountId, decidedFor: request.absent?.id ?? null }
    if (!(await move(tx, context, "validate", request.id, { ...decision, isReferent, ...rights }))) return alreadyDecided(tx, request.id)
    const { account, structure } = request
    await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "request-accepted", {
      ...structureRef(structure),
      firstName: account.firstName,
      by: nameInPlace(context.actor, request.absent),
      profils: profilNames(rights),
      becomesReferent: isReferent,
    })
    await record(tx, context, {
      action: "affiliation.validate",
      structureId: request.structureId,
      targetId: request.id,
      changes: { ...rights, isReferent, inPlaceOf: request.absent?.id ?? null },
    })
    return ok({ affiliationId: request.id })
  })
}

/** The same, and which request to answer next when the button asks for it: null when none waits any more. */
export async function validateThen(context: ActorContext, validation: Validation) {
  const validated = await validateRequest(context, validation)
  if (!validated.ok || validation.puis === "") return validated
  return ok({ ...validated.value, nextId: await nextRequest(context.actor, context.now) })
}

/** Refuses a request, with the reason the applicant will read. */
export function refuseRequest(
  context: ActorContext,
  { affiliationId, reason }: Refusal,
): Promise<Result<{ affiliationId: string }, DecisionRefusal>> {
  return asDeciderOf(context, affiliationId, async (tx, request) => {
    const decision = {
      decidedAt: context.now,
      decidedBy: context.actor.accountId,
      decidedFor: request.absent?.id ?? null,
      reason,
    }
    if (!(await move(tx, context, "refuse", request.id, decision))) return alreadyDecided(tx, request.id)
    const { account, structure } = request
    await queueMessage(tx, context.now, { email: account.email, accountId: account.id }, "request-refused", {
      ...structureRef(structure),
      firstName: account.firstName,
      by: nameInPlace(context.actor, request.absent),
      reason,
    })
    await record(tx, context, {
      action: "affiliation.refuse",
      structureId: request.structureId,
      targetId: request.id,
      reason,
      changes: { inPlaceOf: request.absent?.id ?? null },
    })
    return ok({ affiliationId: request.id })
  })
}

/**
 * Answers several requests, each in its own transaction: a request that a colleague has just answered does not block the others. Returns
 * which requests were tried; the database tells the result of each.
 */
export async function validateRequests(
  context: ActorContext,
  { validations }: Validations,
): Promise<Result<{ affiliationIds: string[] }, "not-found">> {
  return inTurn(validations, (validation) => validateRequest(context, validation))
}

/** Refuses several requests with the same reason. */
export async function refuseRequests(
  context: ActorContext,
  { affiliationIds, reason }: Refusals,
): Promise<Result<{ affiliationIds: string[] }, "not-found">> {
  return inTurn(
    affiliationIds.map((affiliationId) => ({ affiliationId })),
    ({ affiliationId }) => refuseRequest(context, { affiliationId, reason }),
  )
}

async function inTurn<Input extends { affiliationId: string }>(
  inputs: Input[],
  decide: (input: Input) => Promise<Result<unknown, string>>,
): Promise<Result<{ affiliationIds: string[] }, "not-found">> {
  const affiliationIds: string[] = []
  for (const input of inputs) {
    const decided = await decide(input)
    if (decided.ok || decided.why !== "not-found") affiliationIds.push(input.affiliationId)
  }
  return affiliationIds.length > 0 ? ok({ affiliationIds }) : refuse("not-found")
}

type Decidable = { account: { id: string; email: string; firstName: string }; structure: { raisonSociale: string; siret: string } } & {
  id: string
  accountId: string
  structureId: string
  /** The référent in whose place this actor answers; null for a référent or a manager. */
  absent: { id: string; firstName: string; lastName: string } | null
}

/**
 * The frame of an answer: gives `work` the request if this actor may decide it at this moment. The structure is held until the commit:
 * its types do not change, nor do the people who decide for it.
 */
export function asDeciderOf<Value, Why extends string>(
  context: ActorContext,
  affiliationId: string,
  work: (tx: Tx, request: Decidable) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | DecisionRefusal>> {
  return asDecider(
    context,
    "affiliation.decide",
    { affiliationId },
    "shared",
    async (tx): Promise<Result<Value, Why | DecisionRefusal>> => {
      const { status, ...request } = await tx.affiliation.findUniqueOrThrow({
        where: { id: affiliationId },
        select: {
          id: true,
          accountId: true,
          structureId: true,
          status: true,
          account: { select: { id: true, email: true, firstName: true } },
          structure: { select: { raisonSociale: true, siret: true } },
        },
      })
      const may = mayDecide(context.actor, { ...request, status })
      if (may.ok) return work(tx, { ...request, absent: await absentFor(tx, context, request.structureId) })
      if (may.why === "already-decided") return alreadyDecided(tx, affiliationId)
      return refuseWithTrace(tx, context, { action: "affiliation.decide", targetId: affiliationId }, may)
    },
  )
}

/** Whom this actor stands in for in a structure; null when they answer for themselves. */
async function absentFor(tx: Tx, { actor, now }: ActorContext, structureId: string) {
  if (actor.isManager || actor.affiliations.some((own) => own.structureId === structureId && own.isReferent)) return null
  const standIn = (await standInsOf(tx, [structureId], now)).find(({ accountId }) => accountId === actor.accountId)
  return standIn ? { id: standIn.absentId, ...standIn.absent } : null
}

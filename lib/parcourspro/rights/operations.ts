/** The frames of ParcoursPro's gestures: who acts, and in which quality, as they are at this moment. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { can } from "@/lib/access/permissions"
import { isManagerNow } from "@/lib/identity/managers/operations"
import { asHolder, type HolderRefusal, traced } from "@/lib/membership/holders/operations"
import { parcoursproRights } from "@/lib/parcourspro/rights/rules"
import { employersOf } from "@/lib/parcourspro/told/queries"
import { type Tx, takenBackIfRefused, transaction } from "@/lib/platform/db/client"
import { type Result, refuse } from "@/lib/platform/result"
import type { Attempt } from "@/lib/trace/journal/operations"

export type RunnerSide = "provider" | "manager"
/** In which quality someone answers for the employer of a person. */
export type EmployerQuality = "employer" | "referent" | "manager"

/**
 * For those who run a session: the Prestataires of its provider, and managers. `provider`: how to find that structure; null when there is
 * no such thing.
 */
export function asRunner<Value, Why extends string>(
  context: ActorContext,
  attempt: Attempt,
  provider: (tx: Tx) => Promise<string | null>,
  work: (tx: Tx, side: RunnerSide) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | HolderRefusal>> {
  if (!can(context.actor, "programme.manage"))
    return asHolder(context, parcoursproRights["provider.run"], attempt, provider, (tx) => work(tx, "provider"))
  return asProgrammeManager(context, attempt, provider, (tx) => work(tx, "manager"))
}

/** For those who answer for the employer of a person: the Employeurs of the structure; its référents while it has none; managers. */
export function asEmployer<Value, Why extends string>(
  context: ActorContext,
  attempt: Attempt,
  structure: (tx: Tx) => Promise<string | null>,
  work: (tx: Tx, as: EmployerQuality) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | HolderRefusal>> {
  if (can(context.actor, "programme.manage")) return asProgrammeManager(context, attempt, structure, (tx) => work(tx, "manager"))
  const opens = (held: Parameters<(typeof parcoursproRights)["employer.answer"]>[0]) =>
    parcoursproRights["employer.answer"](held) || parcoursproRights["employer.stand-in"](held)
  return asHolder(context, opens, attempt, structure, async (tx, { rights, structureId }): Promise<Result<Value, Why | "not-found">> => {
    if (!rights.isEmployeur && (await employersOf(tx, structureId)).length > 0) return refuse("not-found")
    return work(tx, rights.isEmployeur ? "employer" : "referent")
  })
}

/**
 * A manager's gesture on the programme, in one transaction: "not found", with its row in the journal, for anyone who is not a manager at
 * this moment. `structure`: as `provider` of `asRunner`; "none-yet" for what no structure gives.
 */
export function asProgrammeManager<Value, Why extends string>(
  context: ActorContext,
  attempt: Attempt,
  structure: ((tx: Tx) => Promise<string | null>) | "none-yet",
  work: (tx: Tx) => Promise<Result<Value, Why>>,
): Promise<Result<Value, Why | "not-found">> {
  return transaction(
    async (tx): Promise<Result<Value, Why | "not-found">> => {
      const structureId = structure === "none-yet" ? null : await structure(tx)
      const exists = structure === "none-yet" || structureId !== null
      const isTheirs = exists && can(context.actor, "programme.manage") && (await isManagerNow(tx, context))
      const result: Result<Value, Why | "not-found"> = isTheirs ? await takenBackIfRefused(tx, work) : refuse("not-found")
      return traced(tx, context, { ...attempt, structureId }, result)
    },
    { timeout: 60_000 },
  )
}

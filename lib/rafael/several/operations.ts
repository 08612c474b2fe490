/** A prescriber's gesture on several pre-registrations: each is a commit of its own, and what one lacks keeps no other back. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import { ok, type Result, refuse } from "@/lib/platform/result"
import { prescriberOf, takeOverPreregistration, withdrawPreregistration } from "@/lib/rafael/preregistrations/operations"
import type { Several, StepWord } from "@/lib/rafael/several/rules"
import type { SeveralFollowed, SeveralReasons, SeveralTargets } from "@/lib/rafael/several/schema"
import {
  returnPreregistration,
  sendPreregistration,
  submitPreregistration,
  takeBackPreregistration,
} from "@/lib/rafael/validations/operations"

/** Validates several. */
export async function sendSeveral(context: ActorContext, { preregistrationIds }: SeveralTargets): Promise<Result<Several, never>> {
  return ok(await each(preregistrationIds, (preregistrationId) => sendPreregistration(context, { preregistrationId })))
}

/** Sends several back to whoever prepared them, for one reason. */
export async function returnSeveral(
  context: ActorContext,
  { preregistrationIds, ...why }: SeveralReasons,
): Promise<Result<Several, never>> {
  return ok(await each(preregistrationIds, (preregistrationId) => returnPreregistration(context, { preregistrationId, ...why })))
}

/** One gesture of a prescriber on several of those that they follow, or may act on. */
export async function followSeveral(
  context: ActorContext,
  { preregistrationIds, step, list, reason, reasonText }: SeveralFollowed,
): Promise<Result<Several & { step: StepWord; list: string }, "reason-needed">> {
  if (step === "retirer" && !reason) return refuse("reason-needed")
  // One press is told once, however many it was for.
  const gesture = preregistrationIds.length > 1 ? context.requestId : ""
  const gestures: Record<StepWord, (preregistrationId: string) => Promise<Result<unknown, Refused>>> = {
    transmettre: (preregistrationId) => submitPreregistration(context, { preregistrationId }, gesture),
    envoyer: (preregistrationId) => sendPreregistration(context, { preregistrationId }),
    "reprendre-le-brouillon": (preregistrationId) => takeBackPreregistration(context, { preregistrationId }),
    suivre: (preregistrationId) => takeOverPreregistration(context, { preregistrationId }),
    retirer: (preregistrationId) => withdrawPreregistration(context, { preregistrationId, reason: reason ?? "other", reasonText }, gesture),
  }
  const several = await each(preregistrationIds, gestures[step])
  return ok({ ...several, step, list })
}

type Refused = "not-found" | "structure-closed" | "see-only" | "not-possible" | "closed" | "incomplete"

async function each(ids: readonly string[], step: (id: string) => Promise<Result<unknown, Refused>>): Promise<Several> {
  const several: Several = { done: 0, refused: 0, first: null, structureId: null }
  for (const id of ids) {
    const result = await step(id)
    if (!result.ok) several.first ??= result.why
    several[result.ok ? "done" : "refused"] += 1
    if (result.ok || result.why !== "not-found") several.structureId ??= await prescriberOf(db, id)
  }
  return several
}

/** A prescriber's gesture on several pre-registrations: each is a commit of its own, and what one lacks keeps no other back. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { db } from "@/lib/platform/db/client"
import { ok, type Result } from "@/lib/platform/result"
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
export function sendSeveral(context: ActorContext, { preregistrationIds }: SeveralTargets): Promise<Result<Several, "not-found">> {
  return each(preregistrationIds, (preregistrationId) => sendPreregistration(context, { preregistrationId }))
}

/** Sends several back to whoever prepared them, for one reason. */
export function returnSeveral(
  context: ActorContext,
  { preregistrationIds, ...why }: SeveralReasons,
): Promise<Result<Several, "not-found">> {
  return each(preregistrationIds, (preregistrationId) => returnPreregistration(context, { preregistrationId, ...why }))
}

/** One gesture of a prescriber on several of those that they follow, or may act on. */
export async function followSeveral(
  context: ActorContext,
  { preregistrationIds, step, reason, reasonText }: SeveralFollowed,
): Promise<Result<Several & { step: StepWord }, "not-found">> {
  const gestures: Record<StepWord, (preregistrationId: string) => Promise<Result<unknown, Refused>>> = {
    transmettre: (preregistrationId) => submitPreregistration(context, { preregistrationId }),
    envoyer: (preregistrationId) => sendPreregistration(context, { preregistrationId }),
    "reprendre-le-brouillon": (preregistrationId) => takeBackPreregistration(context, { preregistrationId }),
    suivre: (preregistrationId) => takeOverPreregistration(context, { preregistrationId }),
    retirer: (preregistrationId) => withdrawPreregistration(context, { preregistrationId, reason: reason ?? "other", reasonText }),
  }
  const several = await each(preregistrationIds, gestures[step])
  return several.ok ? ok({ ...several.value, step }) : several
}

type Refused = "not-found" | "structure-closed" | "see-only" | "not-possible" | "closed" | "incomplete"

async function each(
  ids: readonly string[],
  step: (id: string) => Promise<Result<unknown, Refused>>,
): Promise<Result<Several, "not-found">> {
  const several: Several = { done: 0, refused: 0, first: null, structureId: null }
  for (const id of ids) {
    const result = await step(id)
    if (result.ok) {
      several.done += 1
      several.structureId ??= await prescriberOf(db, id)
    } else {
      several.refused += 1
      several.first ??= result.why
    }
  }
  return ok(several)
}

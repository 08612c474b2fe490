/** A level 3's morning: several pre-registrations validated, or sent back, in one gesture. */
import "server-only"
import type { ActorContext } from "@/lib/access/context"
import { ok, type Result } from "@/lib/platform/result"
import { returnPreregistration, sendPreregistration } from "@/lib/rafael/preregistrations/operations"
import type { SeveralReasons, SeveralTargets } from "@/lib/rafael/preregistrations/schema"

/** How many were done, how many were not, and why the first of these was not. */
export type Several = { done: number; refused: number; first: string | null }

/** Validates several; each is a commit of its own, and what one lacks keeps no other back. */
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

type Refused = "not-found" | "structure-closed" | "see-only" | "not-possible" | "closed" | "incomplete"

const words: Record<Refused, string> = {
  "not-found": "elle n’existe plus",
  "structure-closed": "votre structure est fermée",
  "see-only": "une autre personne de niveau 3 la suit",
  "not-possible": "son état a changé depuis",
  closed: "la session ne prend plus de préinscription",
  incomplete: "il manque",
}

async function each(
  ids: readonly string[],
  step: (id: string) => Promise<Result<unknown, Refused>>,
): Promise<Result<Several, "not-found">> {
  const several: Several = { done: 0, refused: 0, first: null }
  for (const id of ids) {
    const result = await step(id)
    if (result.ok) several.done += 1
    else {
      several.refused += 1
      several.first ??= result.why === "incomplete" ? `${words.incomplete} ${result.detail ?? ""}` : words[result.why]
    }
  }
  return ok(several)
}

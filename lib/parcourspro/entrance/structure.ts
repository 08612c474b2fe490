import "server-only"
import { notFound } from "next/navigation"
import { enter } from "@/lib/identity/entrance/actor"
import { type ParcoursproRight, structuresWith } from "@/lib/parcourspro/rights/rules"
import { structuresNamed } from "@/lib/structures/queries"

/**
 * Lets the actor into a page of one of the structures where they hold this right: the one the address names, else the first. "Page
 * introuvable" for a structure that is not theirs. `structures`: those to choose from.
 */
export async function enterProgramme(path: string, right: ParcoursproRight, wanted = "") {
  const actor = await enter(path)
  const ids = structuresWith(actor, right)
  const structures = await structuresNamed(ids)
  const structureId = wanted === "" ? structures[0]?.id : ids.find((id) => id === wanted)
  return structureId ? { actor, structureId, structures } : notFound()
}

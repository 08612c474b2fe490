import "server-only"
import { notFound } from "next/navigation"
import type { Actor } from "@/lib/access/permissions"
import { enter } from "@/lib/identity/entrance/actor"
import { type RafaelRight, structuresWith } from "@/lib/rafael/rights/rules"
import { structuresNamed } from "@/lib/structures/queries"

export type Place = { actor: Actor; structureId: string; structures: { id: string; raisonSociale: string }[] }

/**
 * Lets the actor into a page of one of the structures where their profil opens it: the one the address names, else the first. "Page
 * introuvable" for a structure that is not theirs. `structures`: those to choose from.
 */
export async function enterRafael(path: string, right: RafaelRight, wanted = ""): Promise<Place> {
  const actor = await enter(path)
  const ids = structuresWith(actor, right)
  const structures = await structuresNamed(ids)
  const structureId = wanted === "" ? structures[0]?.id : ids.find((id) => id === wanted)
  return structureId ? { actor, structureId, structures } : notFound()
}

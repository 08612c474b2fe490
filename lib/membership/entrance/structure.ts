import "server-only"
import { notFound } from "next/navigation"
import { cache } from "react"
import { can, type Permission } from "@/lib/access/permissions"
import { currentActor, enter } from "@/lib/identity/entrance/actor"
import { visit } from "@/lib/identity/entrance/auth"
import { affiliationExists } from "@/lib/membership/affiliations/queries"
import { isUuid, transaction } from "@/lib/platform/db/client"
import { tolerate } from "@/lib/platform/result"
import { structureExists, structureOf } from "@/lib/structures/queries"
import type { Action } from "@/lib/trace/journal/catalogue"
import { refuseAsUnknown, refuseStructureAsUnknown } from "@/lib/trace/journal/operations"

/**
 * Lets the actor into a page of one structure, when the permission table grants `permission` for it. For someone else's structure, the
 * answer is "Page introuvable" and the attempt leaves one trace, although the page and its title both call this.
 */
export const enterStructure = cache(async (path: string, structureId: string, permission: Permission & Action) => {
  const actor = await enter(path)
  const structure = can(actor, permission, structureId) ? await structureOf(actor, structureId) : null
  if (structure) return { actor, structure }
  if (await structureExists(structureId)) {
    const context = { actor, ...(await visit()) }
    tolerate(await transaction((tx) => refuseStructureAsUnknown(tx, context, permission, structureId)), "not-found")
  }
  notFound()
})

/** "Page introuvable" for an affiliation that the actor may not act upon; if it exists, the attempt leaves one trace. */
export const unknownAffiliation = cache(async (permission: Permission & Action, affiliationId: string): Promise<never> => {
  if (isUuid(affiliationId) && (await affiliationExists(affiliationId))) {
    const context = { actor: await currentActor(), ...(await visit()) }
    tolerate(await transaction((tx) => refuseAsUnknown(tx, context, permission, affiliationId)), "not-found")
  }
  notFound()
})

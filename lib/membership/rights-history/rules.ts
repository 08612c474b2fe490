import type { Rights } from "@/lib/vocabulary/profils/rules"
import { heldShape, rightsChangeShape } from "@/lib/vocabulary/profils/schema"
import type { Held } from "@/lib/vocabulary/transfers/rules"

/** A row of the journal that changed who could do what in a structure. */
export type RightsRow = { action: string; targetId: string; changes: unknown }

/** What each active affiliation of a structure holds, by its id. */
export type Holdings = Map<string, Held>

/** The actions `rewind` takes back. */
export const rightsActions = [
  "affiliation.validate",
  "affiliation.detach",
  "affiliation.leave",
  "affiliation.close",
  "affiliation.join",
  "profils.set",
  "referent.appoint",
  "referent.remove",
] as const

/**
 * Who held what before `rows` happened: they are taken back one by one, the latest first. Backwards rather than forwards,
 * because the journal forgets what is over twelve months old, and what is held today is known.
 */
export function rewind(today: Holdings, rows: readonly RightsRow[]): Holdings {
  const then: Holdings = new Map(today)
  for (const { action, targetId, changes } of rows) {
    if (action === "affiliation.validate") {
      then.delete(targetId)
      continue
    }
    if (action === "affiliation.detach" || action === "affiliation.leave" || action === "affiliation.close") {
      then.set(targetId, held(heldShape.parse(changes)))
      continue
    }
    const current = then.get(targetId)
    if (!current) continue
    if (action === "referent.appoint") then.set(targetId, { ...current, isReferent: false })
    else if (action === "referent.remove") then.set(targetId, { ...current, isReferent: true })
    else then.set(targetId, held({ isReferent: current.isReferent, ...rightsChangeShape.parse(changes).before }))
  }
  return then
}

function held({ isReferent = false, ...rights }: Rights & { isReferent?: boolean | undefined }): Held {
  return { isReferent, ...rights }
}

import type { Rights } from "@/lib/vocabulary/profils/rules"
import type { Held } from "@/lib/vocabulary/transfers/rules"

type Before = Rights & { isReferent?: boolean | undefined }

/** A journal row that changed who could do what in a structure; `before`: the rights held before it, null when the row does not say. */
export type RightsRow = { action: string; targetId: string; before: Before | null }

/** What each active affiliation of a structure holds, by its id. */
export type Holdings = Map<string, Held>

/** The actions that `rewind` undoes. */
export const rightsActions = [
  "affiliation.validate",
  "invitation.accept",
  "affiliation.detach",
  "affiliation.leave",
  "affiliation.close",
  "affiliation.join",
  "profils.set",
  "referent.appoint",
  "referent.remove",
] as const

/**
 * Who held what before `rows` happened: the rows are undone one by one, the latest first. We go backwards because the journal forgets
 * what is more than twelve months old, whereas we know what is held today.
 */
export function rewind(today: Holdings, rows: readonly RightsRow[]): Holdings {
  const then: Holdings = new Map(today)
  for (const { action, targetId, before } of rows) {
    if (beginnings.has(action)) {
      then.delete(targetId)
      continue
    }
    if (endings.has(action) && before) {
      then.set(targetId, held(before))
      continue
    }
    const current = then.get(targetId)
    if (!current) continue
    if (action === "referent.appoint") then.set(targetId, { ...current, isReferent: false })
    else if (action === "referent.remove") then.set(targetId, { ...current, isReferent: true })
    else if (before) then.set(targetId, held({ ...before, isReferent: before.isReferent ?? current.isReferent }))
  }
  return then
}

/** The actions by which someone was attached. */
const beginnings: ReadonlySet<string> = new Set(["affiliation.validate", "invitation.accept"])

/** The actions whose journal row keeps the rights that were held, and not a change from one state to another. */
export const endings: ReadonlySet<string> = new Set(["affiliation.detach", "affiliation.leave", "affiliation.close"])

function held({ isReferent = false, ...rights }: Before): Held {
  return { isReferent, ...rights }
}

import type { Rights } from "@/lib/vocabulary/profils/rules"
import type { Held } from "@/lib/vocabulary/transfers/rules"

type Before = Rights & { isReferent?: boolean | undefined }

/** A row of the journal that changed who could do what in a structure; `before`: what they held, when the row says it. */
export type RightsRow = { action: string; targetId: string; before: Before | null }

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
  for (const { action, targetId, before } of rows) {
    if (action === "affiliation.validate") {
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

/** The actions whose row keeps what was held, rather than a change of it. */
export const endings: ReadonlySet<string> = new Set(["affiliation.detach", "affiliation.leave", "affiliation.close"])

function held({ isReferent = false, ...rights }: Before): Held {
  return { isReferent, ...rights }
}

import { ok, type Result, refuse } from "@/lib/platform/result"
import type { Transfer } from "@/lib/vocabulary/transfers/rules"

const day = 24 * 3_600_000
/** How long a merge may be undone, in days. */
const reversibleDays = 30

/** What a merge stores about what it did. */
export type Moves = Transfer[]

type Side = { id: string; state: "active" | "closed" }

export function mayMerge(
  kept: Side | null,
  absorbed: Side | null,
): Result<undefined, "structure-unknown" | "same-structure" | "kept-closed"> {
  if (!kept || !absorbed) return refuse("structure-unknown")
  if (kept.id === absorbed.id) return refuse("same-structure")
  return kept.state === "closed" ? refuse("kept-closed") : ok()
}

/** The last moment when a merge may be undone. */
export function reversibleUntil(mergedAt: Date) {
  return new Date(mergedAt.getTime() + reversibleDays * day)
}

export function mayUndo(merge: { mergedAt: Date; undoneAt: Date | null }, now: Date): Result<undefined, "already-undone" | "too-late"> {
  if (merge.undoneAt) return refuse("already-undone")
  return now > reversibleUntil(merge.mergedAt) ? refuse("too-late") : ok()
}

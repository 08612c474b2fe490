/**
 * What is held until the commit, and in which order: who holds a thing never waits for one that comes before it, so that two gestures wait
 * for each other, and not for ever. Within a thing, by id.
 */
import "server-only"
import type { Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { counter } from "@/lib/platform/process/metrics"

const order = ["account", "manager_nomination", "structure", "affiliation"] as const
type Thing = (typeof order)[number]

/**
 * - `read`: it stays as it is; others may read it so too.
 * - `change`: it, or something that depends on it, is about to change; rows that only refer to it (a message, an affiliation that ends)
 *   need not wait.
 * - `own`: nobody else touches it, nor refers to it anew.
 */
const strengths = {
  read: Prisma.raw("FOR SHARE"),
  change: Prisma.raw("FOR NO KEY UPDATE"),
  own: Prisma.raw("FOR UPDATE"),
} as const

const countOutOfOrder = counter("portail_locks_out_of_order_total", "Things held after one that should have been held later", ["thing"])

/** What each transaction holds already, and how far in the order it is. */
const reached = new WeakMap<Tx, { rank: number; held: Set<string> }>()

/** Holds the rows that `which` selects until the commit, in order. For operations only. */
export async function hold(tx: Tx, thing: Thing, which: Prisma.Sql, strength: keyof typeof strengths): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM ${Prisma.raw(thing)} WHERE ${which} ORDER BY id ${strengths[strength]}`
  const so = reached.get(tx) ?? { rank: 0, held: new Set() }
  const rank = order.indexOf(thing)
  const anew = rows.map(({ id }) => `${thing} ${id}`).filter((one) => !so.held.has(one))
  if (anew.length === 0) return
  // Whoever holds a thing already waits for nobody.
  if (rank < so.rank) countOutOfOrder({ thing })
  for (const one of anew) so.held.add(one)
  reached.set(tx, { rank: Math.max(rank, so.rank), held: so.held })
}

/** The same for one row, or for some, by id. */
export function holdById(tx: Tx, thing: Thing, ids: string | readonly string[], strength: keyof typeof strengths): Promise<void> {
  return hold(tx, thing, Prisma.sql`id = ANY (${typeof ids === "string" ? [ids] : [...ids]}::uuid[])`, strength)
}

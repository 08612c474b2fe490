/**
 * What operations hold until the commit, and in which order. Whoever holds a thing never waits for one that comes earlier in the order, so
 * that one gesture may wait for another, but never for ever. Things of the same kind are held in the order of their ids.
 */
import "server-only"
import { StartAgain, type Tx } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { counter } from "@/lib/platform/process/metrics"

const order = [
  "account",
  "manager_nomination",
  "structure",
  "affiliation",
  "course",
  "training_session",
  "candidate",
  "preregistration",
  "event",
  "event_session",
  "registration",
] as const
type Thing = (typeof order)[number]

/**
 * - `read`: the row stays as it is; others may hold it with `read` too.
 * - `change`: the row, or something that depends on it, is about to change; rows that only refer to it (a message, an affiliation that
 *   ends) need not wait.
 * - `own`: nobody else touches the row, nor adds a reference to it.
 */
const strengths = {
  read: Prisma.raw("FOR SHARE"),
  change: Prisma.raw("FOR NO KEY UPDATE"),
  own: Prisma.raw("FOR UPDATE"),
} as const

const countStartedAgain = counter(
  "portail_transactions_started_again_total",
  "Transactions that met a thing to be held before what they held",
  ["thing"],
)

/** For each transaction: what it holds already, and how far it is in the order. */
const reached = new WeakMap<Tx, { rank: number; held: Set<string> }>()

/**
 * Holds, in order and until the commit, the rows that `which` selects. For operations only. Where a row has come, since the transaction began,
 * that should have been held before what it holds already, the transaction starts again rather than wait for it: the next time it is held in
 * its place.
 */
export async function hold(tx: Tx, thing: Thing, which: Prisma.Sql, strength: keyof typeof strengths): Promise<void> {
  const so = reached.get(tx) ?? { rank: 0, held: new Set() }
  const rank = order.indexOf(thing)
  const wanted = Prisma.sql`SELECT id FROM ${Prisma.raw(thing)} WHERE ${which}`
  const anew = (rows: { id: string }[]) => rows.map(({ id }) => `${thing} ${id}`).filter((one) => !so.held.has(one))
  // A transaction never waits for a row that it already holds.
  if (rank < so.rank && anew(await tx.$queryRaw(wanted)).length > 0) {
    countStartedAgain({ thing })
    throw new StartAgain(`a ${thing} that was not there when the transaction began`)
  }
  const held = anew(await tx.$queryRaw(Prisma.sql`${wanted} ORDER BY id ${strengths[strength]}`))
  if (held.length === 0) return
  for (const one of held) so.held.add(one)
  reached.set(tx, { rank: Math.max(rank, so.rank), held: so.held })
}

/** As `hold`, for one or more rows given by id. */
export function holdById(tx: Tx, thing: Thing, ids: string | readonly string[], strength: keyof typeof strengths): Promise<void> {
  return hold(tx, thing, Prisma.sql`id = ANY (${typeof ids === "string" ? [ids] : [...ids]}::uuid[])`, strength)
}

/**
 * Questions put to PostgreSQL without Prisma, by what runs in the web server before Next and without loader: the search of structures, sign-on.
 * Each kind of questions has its connections, one pool for the whole process, whatever bundle asks.
 */
import { trace } from "@opentelemetry/api"
import pg from "pg"
import { databaseAddress } from "../process/settings.ts"
import { troubles } from "../process/trouble.ts"

/** Milliseconds: as for the rest of the portal, nobody waits longer. */
const patience = { connectionTimeoutMillis: 5000, statement_timeout: 20_000, lock_timeout: 4000, query_timeout: 25_000 }

/** The kinds of questions, and how many of each one process asks at once; the others wait a few milliseconds. */
const most = { search: 10, "sign-on": 10 } as const
type Kind = keyof typeof most

const shared = globalThis as { portailPools?: Map<string, pg.Pool> }

/** The connections of one kind of questions, opened when it first asks; anew when the database is another one. */
export function poolOf(kind: Kind): pg.Pool {
  shared.portailPools ??= new Map()
  const address = databaseAddress("DATABASE_URL")
  const known = shared.portailPools.get(`${kind} ${address}`)
  if (known) return known
  const made = new pg.Pool({
    connectionString: address,
    max: most[kind],
    // A script that is over does not wait for them.
    allowExitOnIdle: true,
    ...patience,
    application_name: `portail-${kind}`,
  })
  // An idle connection that breaks (database restarted) must not end the process.
  made.on("error", troubles(`connections of ${kind}`))
  shared.portailPools.set(`${kind} ${address}`, made)
  return made
}

const tracer = trace.getTracer("portail")

/**
 * Asks one question, planned once on each connection. `name`: the same for the same text; traces show it, and never what was asked for.
 */
export function ask<Row extends object>(kind: Kind, name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
  return tracer.startActiveSpan(`${kind}: ${name}`, async (span) => {
    try {
      return (await poolOf(kind).query<Row>({ name: `${kind}_${name}`, text, values: [...values] })).rows
    } finally {
      span.end()
    }
  })
}

/** Closes the connections of a kind, or of all; for tests and scripts that end. */
export async function closePools(kind = ""): Promise<void> {
  const closing = [...(shared.portailPools ?? [])].filter(([name]) => name.startsWith(kind))
  for (const [name] of closing) shared.portailPools?.delete(name)
  await Promise.all(closing.map(([, pool]) => pool.end()))
}

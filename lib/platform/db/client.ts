import "server-only"
import { PrismaPg } from "@prisma/adapter-pg"
import { closePools } from "@/lib/platform/db/asking"
import { Prisma, PrismaClient } from "@/lib/platform/generated/client"
import { env } from "@/lib/platform/process/env"
import { isRefusal } from "@/lib/platform/result"

/** A transaction's client: what operations hand to each other so that one commit covers them all. */
export type Tx = Prisma.TransactionClient

/** Milliseconds. Nobody waits longer than this for a connection, a statement, or what someone else holds. */
const patience = { connection: 5000, statement: 20_000, lock: 4000, idleInTransaction: 60_000 }

function connect() {
  const pool = {
    connectionString: env.databaseUrl,
    max: env.databasePool,
    connectionTimeoutMillis: patience.connection,
    statement_timeout: patience.statement,
    lock_timeout: patience.lock,
    idle_in_transaction_session_timeout: patience.idleInTransaction,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: "portail",
  }
  return new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: statementName }),
    // Keeps the query out of the errors, and so out of the log.
    errorFormat: "minimal",
  })
}

const statementNames = new Map<string, string>()

/** Naming a statement makes PostgreSQL plan it once per connection; the number of names is bounded. */
function statementName({ sql }: { sql: string }) {
  const known = statementNames.get(sql)
  if (known || statementNames.size >= 300) return known as string
  const name = `portail_${statementNames.size}`
  statementNames.set(sql, name)
  return name
}

// One pool per process: pages, actions and middleware are bundled apart but share globalThis.
const shared = globalThis as { portailDb?: PrismaClient }

/** Lazy, so that a build or a pure test that merely imports this file opens no connection. */
export const db: PrismaClient = new Proxy({} as PrismaClient, {
  get(_target, property) {
    shared.portailDb ??= connect()
    const value = Reflect.get(shared.portailDb, property)
    return typeof value === "function" ? value.bind(shared.portailDb) : value
  },
})

/**
 * Closes every connection to the database. The next query connects again, even to another database. For scripts and tests that end, or that
 * change database.
 */
export async function closeDatabase() {
  await Promise.all([shared.portailDb?.$disconnect(), closePools("search")])
  delete shared.portailDb
}

type TransactionOptions = {
  /** Milliseconds that the whole transaction may take. Its statements and its waits may then take as long. */
  timeout?: number
  isolationLevel?: Prisma.TransactionIsolationLevel
  /** For a load that fills tables faster than PostgreSQL looks at them: plans each statement for the tables as they are now. */
  isLoad?: boolean
  /** How many times it is tried at most: once for work that cannot be done again, such as reading a stream. */
  tries?: number
}

const usualTimeout = 5000

/**
 * Runs `work` in one transaction. A refusal undoes everything that was written, unless it says `keep`. When PostgreSQL aborts the
 * transaction because of another one (a serialisation failure, a deadlock), nothing was written, and the transaction is tried again,
 * `tries` times in all. Whatever `work` does outside of `tx` is then done again.
 */
export async function transaction<T>(
  work: (tx: Tx) => Promise<T>,
  { timeout = usualTimeout, tries = 4, isLoad = false, ...more }: TransactionOptions = {},
): Promise<T> {
  const patiently = async (tx: Tx) => {
    if (timeout > usualTimeout) await bePatient(tx, timeout)
    if (isLoad) await tx.$queryRaw`SELECT set_config('plan_cache_mode', 'force_custom_plan', true)`
    const result = await work(tx)
    if (isRefusal(result) && !result.keep) throw new TakenBack(result)
    return result
  }
  for (let attempt = 1; ; attempt += 1)
    try {
      return withoutKeep(await db.$transaction(patiently, { maxWait: patience.connection, timeout, ...more }))
    } catch (error) {
      if (error instanceof TakenBack) return error.result as T
      if (attempt >= tries || !isGivenUp(error)) throw error
      // A random delay, so that the transactions do not all try again at the same instant.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * 2 ** attempt))
    }
}

/**
 * Thrown by work that finds the world other than it was when it began: nothing is written, and the transaction is tried again from its
 * beginning, as when PostgreSQL gives it up.
 */
export class StartAgain extends Error {}

/** Carries a refusal out of Prisma's transaction, which only an exception can undo. */
class TakenBack {
  constructor(readonly result: unknown) {}
}

/** After the commit `keep` has no meaning left, so it is removed. */
function withoutKeep<T>(result: T): T {
  if (!isRefusal(result)) return result
  const { keep: _, ...refusal } = result
  return refusal as T
}

/**
 * Does `work` inside a transaction that goes on whatever `work` answers. When `work` refuses without `keep`, what it wrote is undone. For a
 * caller that writes a row about the refusal.
 */
export async function takenBackIfRefused<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  await tx.$executeRaw`SAVEPOINT attempt`
  const result = await work(tx)
  if (isRefusal(result) && !result.keep) await tx.$executeRaw`ROLLBACK TO SAVEPOINT attempt`
  return result
}

function bePatient(tx: Tx, timeout: number) {
  const most = String(timeout)
  return tx.$queryRaw`
    SELECT set_config('statement_timeout', ${most}, true), set_config('idle_in_transaction_session_timeout', ${most}, true),
           set_config('lock_timeout', ${String(Math.min(timeout, 60_000))}, true)`
}

/** Whether the transaction was given up because of what others did at the same time: by itself, or by PostgreSQL (errors 40001 and 40P01). */
function isGivenUp(error: unknown) {
  if (error instanceof StartAgain) return true
  return error instanceof Prisma.PrismaClientKnownRequestError && (error.code === "P2034" || /\b(40001|40P01)\b/.test(error.message))
}

/** Whether a write was refused by a unique index. */
export function isUniqueViolation(error: unknown) {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002"
}

/** Whether an id has the form of a uuid: for a malformed one, PostgreSQL answers with an error, not with "none". */
export function isUuid(value: string) {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
}

/** What someone typed, for a LIKE: `%` and `_` are letters there too. */
export function literal(text: string) {
  return text.replace(/[\\%_]/g, "\\$&")
}

/** Has this text somewhere, whatever its case. */
export const containing = (text: string) => ({ contains: literal(text), mode: "insensitive" as const })

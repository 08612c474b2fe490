import "server-only"
import { PrismaPg } from "@prisma/adapter-pg"
import { env } from "@/lib/platform/env"
import { Prisma, PrismaClient } from "@/lib/platform/generated/client"

/** A transaction's client: what operations hand to each other so that one commit covers them all. */
export type Tx = Prisma.TransactionClient

function connect() {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: env.databaseUrl, max: 20 }, { statementNameGenerator: statementName }),
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

/** Whether a write was refused by a unique index. */
export function isUniqueViolation(error: unknown) {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002"
}

/** Whether an id has the shape of one: PostgreSQL answers an error, not "none", to a malformed uuid. */
export function isUuid(value: string) {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
}

/** The beginning of a text as PostgreSQL can hold it: without NUL, nor half a character. */
export function storable(text: string, most: number) {
  return text.slice(0, most).toWellFormed().replaceAll("\0", " ")
}

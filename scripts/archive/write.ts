/** Writes everything the database holds at one instant into one file; people may go on meanwhile, a migration waits. */
import { createWriteStream } from "node:fs"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import pg from "pg"
import { migrationLock } from "../migrate"
import { copiedTables } from "./copy-out"
import { type Counts, closing, type Manifest, opening } from "./file"
import { dumped, toolsOf } from "./postgres-tools"

type Options = Pick<Manifest, "secret"> & {
  /** Whether PostgreSQL's own tools may write it, when the machine has those of the server's version. */
  mayDump: boolean
}

/** What was written: the rows of each table, or the version of the pg_dump that wrote it. */
export type Written = { counts: Counts } | { pgDump: number }

export async function writeArchive(ownerUrl: string, file: string, { secret, mayDump }: Options): Promise<Written> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query("SELECT pg_advisory_lock_shared($1)", [migrationLock])
    const pgDump = await versionOf(client)
    const tools = mayDump ? toolsOf(pgDump) : null
    const manifest = { at: new Date().toISOString(), migrations: await appliedMigrations(client), ...(secret ? { secret } : {}) }
    let counts: Counts = {}
    async function* parts() {
      yield opening(tools ? { format: 2, ...manifest, pgDump } : { format: 1, ...manifest })
      if (tools) yield* dumped(tools, ownerUrl)
      else counts = yield* copiedTables(client)
      yield closing(counts)
    }
    await pipeline(Readable.from(parts()), createGzip(), createWriteStream(file, { mode: 0o600, flush: true }))
    return tools ? { pgDump } : { counts }
  } finally {
    await client.end()
  }
}

/** The major version of a server. */
export async function versionOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ number: number }>("SELECT current_setting('server_version_num')::int / 10000 AS number")
  return rows[0]?.number ?? 0
}

/** The names of the migrations a database was brought to, the oldest first; none for one that has no table yet. */
export async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ there: boolean }>("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there")
  if (!rows[0]?.there) return []
  const applied = await client.query<{ name: string }>(
    "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1",
  )
  return applied.rows.map(({ name }) => name)
}

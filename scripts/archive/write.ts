/** Writes everything the database holds at one instant into one file; people may go on meanwhile, a migration waits. */
import { createWriteStream } from "node:fs"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import pg from "pg"
import { migrationLock } from "../migrate"
import { copiedTables } from "./copy-out"
import { appliedMigrations, versionOf } from "./database"
import { type Counts, closing, type Manifest, opening } from "./file"
import { dumped, toolsOf } from "./postgres-tools"

type Options = Pick<Manifest, "secret"> & {
  /** Whether PostgreSQL's own tools may write it, when the machine has those of the server's version. */
  mayDump: boolean
}

/** What was written: the rows of each table, or the version of the pg_dump that wrote it. */
export type Written = { counts: Counts } | { pgDump: number }

/** Leaves the draft of a file behind when it fails: the caller gives the file its name, or removes it. */
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

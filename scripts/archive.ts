/**
 * Everything the database holds, as one file that PostgreSQL's own tools can read: a script of COPY statements, compressed
 * (docs/decisions/0031-a-backup-of-our-own.md). Knows tables, not what they mean.
 */

import { once } from "node:events"
import { createReadStream, createWriteStream } from "node:fs"
import { Readable, type Writable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGunzip, createGzip } from "node:zlib"
import pg from "pg"
import { from as copyFrom, to as copyTo } from "pg-copy-streams"
import { queues } from "@/lib/platform/db/queues"
import { lookup } from "@/lib/platform/text/lookup"
import { migrationLock } from "./migrate"

/** What the archive says of itself, on its first line. `secret`: of an embedded database, whose people it lets in. */
export type Manifest = { format: 1; at: string; migrations: string[]; secret?: string }

/** Rows by table, in the order in which they may be loaded. */
export type Counts = Record<string, number>

const firstLine = "-- portail "
const lastLine = "-- fin "
const newline = 10

type Table = { name: string; columns: string[] }

/** Writes the archive of the database at one instant; people may go on meanwhile, a migration waits. */
export async function writeArchive(ownerUrl: string, file: string, { secret }: Pick<Manifest, "secret">): Promise<Counts> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query("SELECT pg_advisory_lock_shared($1)", [migrationLock])
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    const manifest: Manifest = {
      format: 1,
      at: new Date().toISOString(),
      migrations: await appliedMigrations(client),
      ...(secret ? { secret } : {}),
    }
    let counts: Counts = {}
    async function* parts() {
      yield `${firstLine}${JSON.stringify(manifest)}\n`
      const sources = new Map<string, { rowCount: number }>()
      for (const { name, columns } of await tablesOf(client)) {
        yield `COPY ${name} (${columns.join(", ")}) FROM stdin;\n`
        const source = client.query(copyTo(`COPY (SELECT ${columns.join(", ")} FROM ${name} ${rowsKept(client, name)}) TO STDOUT`))
        yield* source
        sources.set(name, source)
        yield "\\.\n"
      }
      for (const { name, value } of await sequencesOf(client)) yield `SELECT pg_catalog.setval('${name}', ${value}, true);\n`
      // Only now: PostgreSQL says how many there were after the last of them.
      counts = Object.fromEntries([...sources].map(([name, { rowCount }]) => [name, rowCount]))
      yield `${lastLine}${JSON.stringify(counts)}\n`
    }
    await pipeline(Readable.from(parts()), createGzip(), createWriteStream(file, { mode: 0o600, flush: true }))
    return counts
  } finally {
    await client.end()
  }
}

/** Of the jobs, ours and those not done yet: the queue's own are made again when it starts. */
function rowsKept(client: pg.Client, table: string) {
  if (table !== "jobs.job") return ""
  return `WHERE state < 'completed' AND name IN (${Object.keys(queues)
    .map((name) => client.escapeLiteral(name))
    .join(", ")})`
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

/** The tables that hold something worth keeping, whoever is named by others before them; without columns that compute themselves. */
async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { needs: string[] }>(`
    SELECT c.oid::regclass::text AS name,
           (SELECT array_agg(quote_ident(a.attname) ORDER BY a.attnum) FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
           ARRAY(SELECT DISTINCT f.confrelid::regclass::text FROM pg_constraint f
                  WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS needs
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE (n.nspname = 'public' AND c.relkind = 'r' AND c.relpersistence = 'p' AND c.relname NOT IN ('_prisma_migrations', 'portail_schema'))
        OR (n.nspname = 'jobs' AND c.relname = 'job')
     ORDER BY 1`)
  const ordered: Table[] = []
  const left = new Map(rows.map((row) => [row.name, row]))
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ needs }) => !needs.some((name) => left.has(name)))
    if (ready.length === 0) throw new Error(`Tables qui se nomment en rond : ${[...left.keys()].join(", ")}`)
    for (const { name, columns } of ready) {
      ordered.push({ name, columns })
      left.delete(name)
    }
  }
  return ordered
}

async function sequencesOf(client: pg.Client) {
  const { rows } = await client.query<{ name: string; value: string }>(
    "SELECT schemaname || '.' || sequencename AS name, last_value AS value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL",
  )
  return rows
}

/** What an archive says of itself; fails on a file that is none. */
export async function readManifest(file: string): Promise<Manifest> {
  try {
    for await (const { text } of linesOf(file)) {
      if (!text.startsWith(firstLine)) break
      const manifest = JSON.parse(text.slice(firstLine.length)) as Manifest
      if (manifest.format === 1) return manifest
      break
    }
  } catch {
    // Not compressed, or cut before its first line.
  }
  throw new Error("Ce fichier n'est pas une sauvegarde du portail.")
}

/** Loads an archive into tables that are there and empty: all of it, or nothing. `finish`: what is committed with it. */
export async function loadArchive(ownerUrl: string, file: string, finish: (client: pg.Client) => Promise<void>): Promise<Counts> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query("BEGIN")
    const counts = await loadAll(client, file)
    await finish(client)
    await client.query("COMMIT")
    await client.query("ANALYZE")
    return counts
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {})
    throw error
  } finally {
    await client.end()
  }
}

const copyLine = /^COPY (public\.)?([\w.]+) \(([\w", ]+)\) FROM stdin;$/
const sequenceLine = /^SELECT pg_catalog\.setval\('[\w.]+', \d+, true\);$/

async function loadAll(client: pg.Client, file: string): Promise<Counts> {
  const open: OpenTable = { table: null }
  try {
    return await loadLines(client, file, open)
  } catch (error) {
    // A COPY left open would keep the connection, and the undoing, waiting for its next row for ever.
    open.table?.into.destroy(error as Error)
    throw error
  }
}

/** The table whose rows are being read. */
type OpenTable = { table: Awaited<ReturnType<typeof openTable>> | null }

async function loadLines(client: pg.Client, file: string, open: OpenTable): Promise<Counts> {
  const loaded: Counts = {}
  for await (const { text, bytes } of linesOf(file, () => open.table !== null)) {
    const { table } = open
    if (table) {
      if (text === "\\.") {
        table.into.end()
        await table.over
        await client.query(`ALTER TABLE ${table.name} ENABLE TRIGGER USER`)
        loaded[table.name] = table.into.rowCount
        open.table = null
      } else await table.write(bytes)
      continue
    }
    const [, , name = "", columns = ""] = copyLine.exec(text) ?? []
    if (name) open.table = await openTable(client, name, columns.split(", "))
    else if (sequenceLine.test(text)) await client.query(text)
    else if (text.startsWith(lastLine)) {
      const said = JSON.parse(text.slice(lastLine.length)) as Counts
      for (const [each, count] of Object.entries(said))
        if (lookup(loaded, each) !== count)
          throw new Error(`La table ${each} devrait compter ${count} lignes, et en compte ${lookup(loaded, each)}.`)
      return loaded
    } else if (!text.startsWith("-- ")) throw new Error(`Ligne inattendue dans la sauvegarde : ${text.slice(0, 60)}`)
  }
  throw new Error("La sauvegarde est incomplète : sa dernière ligne manque.")
}

/** What the rows set off was done already. The queue's own tables may have other columns in another version: those there are serve. */
async function openTable(client: pg.Client, name: string, columns: string[]) {
  const { rows } = await client.query<{ column: string }>(
    "SELECT quote_ident(attname) AS column FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped",
    [name],
  )
  const there = new Set(rows.map(({ column }) => column))
  const kept = columns.map((column) => there.has(column))
  if (kept.includes(false) && !name.startsWith("jobs.")) throw new Error(`La table ${name} n'a plus toutes ses colonnes.`)
  await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`)
  const into = client.query(copyFrom(`COPY ${name} (${columns.filter((_, index) => kept[index]).join(", ")}) FROM STDIN`))
  const over = once(into, "finish")
  const table = { name, into, over, failure: null as Error | null }
  // Looked at by whoever writes next; failing meanwhile, or once more when it is given up, must not end the process.
  into.on("error", (error: Error) => {
    table.failure ??= error
  })
  over.catch(() => {})
  const pick = kept.includes(false)
    ? (line: Buffer) =>
        Buffer.from(
          `${cellsOf(line)
            .filter((_, index) => kept[index])
            .join("\t")}\n`,
        )
    : (line: Buffer) => Buffer.concat([line, Buffer.from("\n")])
  return { ...table, pick, write: (line: Buffer) => written(table, pick(line)) }
}

async function written(table: { into: Writable; over: Promise<unknown>; failure: Error | null }, line: Buffer) {
  if (table.failure) throw table.failure
  if (!table.into.write(line)) await Promise.race([once(table.into, "drain"), table.over])
}

function cellsOf(line: Buffer) {
  return line.toString("utf8").split("\t")
}

/** The lines of the file, as bytes; as text too unless `isRow` says that it is not needed. */
async function* linesOf(file: string, isRow: () => boolean = () => false): AsyncGenerator<{ text: string; bytes: Buffer }> {
  // A line may come in many pieces: they are joined once, at its end.
  let pieces: Buffer[] = []
  const unzipped = createGunzip()
  createReadStream(file)
    .on("error", (error) => unzipped.destroy(error))
    .pipe(unzipped)
  for await (const chunk of unzipped as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(newline, start); end >= 0; end = chunk.indexOf(newline, start)) {
      const bytes = pieces.length > 0 ? Buffer.concat([...pieces, chunk.subarray(start, end)]) : chunk.subarray(start, end)
      pieces = []
      yield { bytes, text: isRow() && bytes.length > 2 ? "" : bytes.toString("utf8") }
      start = end + 1
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start))
  }
}

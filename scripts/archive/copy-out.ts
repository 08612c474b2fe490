/**
 * The rows of every table as a script of COPY statements that PostgreSQL's own tools can read
 * (docs/decisions/0044-a-backup-by-pg-dump.md). Knows tables, not what they mean.
 */
import pg from "pg"
import { to as copyTo } from "pg-copy-streams"
import { queues } from "@/lib/platform/db/queues"
import type { Counts } from "./file"

type Table = { name: string; columns: string[] }

/** Everything the database holds at one instant, in pieces; returns the number of rows of each table. */
export async function* copiedTables(client: pg.Client): AsyncGenerator<string | Buffer, Counts> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
  const sources = new Map<string, { rowCount: number }>()
  for (const { name, columns } of await tablesOf(client)) {
    yield `COPY ${name} (${columns.join(", ")}) FROM stdin;\n`
    const source = client.query(copyTo(`COPY (SELECT ${columns.join(", ")} FROM ${name} ${rowsKept(name)}) TO STDOUT`))
    yield* source
    sources.set(name, source)
    yield "\\.\n"
  }
  for (const { name, value } of await sequencesOf(client)) yield `SELECT pg_catalog.setval('${name}', ${value}, true);\n`
  // Read at the end: PostgreSQL gives the number of rows only after the last row.
  return Object.fromEntries([...sources].map(([name, { rowCount }]) => [name, rowCount]))
}

/** Keeps only our own unfinished jobs: the queue makes its own jobs again when it starts. */
function rowsKept(table: string) {
  if (table !== "jobs.job") return ""
  return `WHERE state < 'completed' AND name IN (${Object.keys(queues)
    .map((name) => pg.escapeLiteral(name))
    .join(", ")})`
}

/** The tables worth keeping, without their computed columns. A table comes after the tables that its rows refer to. */
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

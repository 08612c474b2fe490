/**
 * Loads the rows that `copy-out.ts` wrote (docs/decisions/0044-a-backup-by-pg-dump.md): whole tables, counted, with the triggers off.
 */
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type pg from "pg"
import { from as copyFrom } from "pg-copy-streams"
import { lookup } from "@/lib/platform/text/lookup"
import { type Counts, countsOf, incomplete, linesOf } from "./file"

const copyLine = /^COPY (public\.)?([\w.]+) \(([\w", ]+)\) FROM stdin;$/
const sequenceLine = /^SELECT pg_catalog\.setval\('[\w.]+', \d+, true\);$/
const endOfRows = Buffer.from("\\.")

type Lines = AsyncGenerator<Buffer>

/** Loads the rows into tables that hold nothing but what their migrations ship, which it replaces, in the caller's transaction. A row that does not fit makes the transaction fail. */
export async function loadRows(client: pg.Client, file: string): Promise<Counts> {
  const loaded: Counts = {}
  const lines = linesOf(file)
  for await (const line of lines) {
    const text = line.toString()
    const [, , table = "", columns = ""] = copyLine.exec(text) ?? []
    const counts = countsOf(text)
    if (table) loaded[table] = await loadTable(client, table, columns.split(", "), lines)
    else if (sequenceLine.test(text)) await client.query(text)
    else if (counts) return compared(loaded, counts)
    else if (!text.startsWith("-- ")) throw new Error(`Ligne inattendue dans la sauvegarde : ${text.slice(0, 60)}`)
  }
  throw new Error(incomplete)
}

function compared(loaded: Counts, said: Counts): Counts {
  for (const [table, count] of Object.entries(said))
    if (lookup(loaded, table) !== count)
      throw new Error(`La table ${table} devrait compter ${count} lignes, et en compte ${lookup(loaded, table)}.`)
  return loaded
}

/** Takes the rows of one table from the lines that follow, and says how many they were. Its triggers did their work the first time. */
async function loadTable(client: pg.Client, table: string, columns: string[], lines: Lines): Promise<number> {
  const kept = await columnsKept(client, table, columns)
  await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  // What a migration ships, people may have changed or removed since: the backup alone says what there is.
  if (!table.startsWith("jobs.")) await client.query(`DELETE FROM ${table}`)
  const into = client.query(copyFrom(`COPY ${table} (${columns.filter((_, index) => kept[index]).join(", ")}) FROM STDIN`))
  await pipeline(Readable.from(rowsOf(lines, kept)), into)
  await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  return into.rowCount
}

/**
 * Says for each column whether the table still has it. The tables of the queue may have other columns in another version: then only those
 * that exist are loaded.
 */
async function columnsKept(client: pg.Client, table: string, columns: string[]): Promise<boolean[]> {
  const { rows } = await client.query<{ column: string }>(
    "SELECT quote_ident(attname) AS column FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped",
    [table],
  )
  const kept = columns.map((name) => rows.some(({ column }) => column === name))
  if (kept.includes(false) && !table.startsWith("jobs.")) throw new Error(`La table ${table} n'a plus toutes ses colonnes.`)
  return kept
}

async function* rowsOf(lines: Lines, kept: boolean[]) {
  const takesAll = !kept.includes(false)
  for (let next = await lines.next(); !next.value?.equals(endOfRows); next = await lines.next()) {
    if (next.done) throw new Error(incomplete)
    if (takesAll) yield Buffer.concat([next.value, Buffer.from("\n")])
    else {
      const cells = next.value.toString().split("\t")
      yield Buffer.from(`${cells.filter((_, index) => kept[index]).join("\t")}\n`)
    }
  }
}

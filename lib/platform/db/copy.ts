/**
 * Loads rows by the million with PostgreSQL's COPY. The connection belongs to the owner of the schema, for loads that change its indexes.
 */

import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import pg from "pg"
import { from } from "pg-copy-streams"
import { lookup } from "@/lib/platform/text/lookup"

export type Value = string | number | boolean | null

/** Opens one connection, which does not share its transactions or its temporary tables. */
export async function openLoader(ownerUrl: string) {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  return {
    async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
      return (await client.query<Row>(sql, values)).rows
    },
    /** Commits everything that `work` wrote, or nothing. */
    async inTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
      await client.query("BEGIN")
      try {
        const result = await work()
        await client.query("COMMIT")
        return result
      } catch (error) {
        await client.query("ROLLBACK")
        throw error
      }
    },
    /** Adds rows to a table. */
    async copy(table: string, columns: readonly string[], rows: Iterable<readonly Value[]>): Promise<void> {
      await pipeline(Readable.from(inPieces(rows)), client.query(from(`COPY ${table} (${columns.join(", ")}) FROM STDIN`)))
    },
    close: () => client.end(),
  }
}
export type Loader = Awaited<ReturnType<typeof openLoader>>

const pieceSize = 1 << 18

function* inPieces(rows: Iterable<readonly Value[]>) {
  let piece = ""
  for (const row of rows) {
    piece += `${row.map(cell).join("\t")}\n`
    if (piece.length < pieceSize) continue
    yield piece
    piece = ""
  }
  if (piece !== "") yield piece
}

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" }

function cell(value: Value) {
  if (value === null) return "\\N"
  return typeof value === "string" ? value.replace(/[\\\t\n\r]/g, (sign) => lookup(escapes, sign) ?? sign) : String(value)
}

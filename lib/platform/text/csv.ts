import { Readable } from "node:stream"
import { parse } from "csv-parse"
import { stringify } from "csv-stringify/sync"

export type Cell = string | number | boolean | Date | null

/**
 * A CSV file that a French Excel opens right: UTF-8 with BOM, semicolons, CRLF. A cell that a spreadsheet would take for a
 * formula is written as text, behind an apostrophe (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function toCsv(columns: readonly string[], rows: readonly Cell[][]): string {
  return lines([[...columns], ...rows], { bom: true })
}

/** The same file piece by piece, for rows that come in batches: memory holds one batch. */
export async function* csvInPieces(columns: readonly string[], batches: AsyncIterable<readonly Cell[][]>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode(toCsv(columns, []))
  for await (const rows of batches) yield encoder.encode(lines(rows, { bom: false }))
}

function lines(rows: readonly Cell[][], { bom }: { bom: boolean }) {
  return stringify(
    rows.map((row) => row.map(inert)),
    // Whoever opens the file with another separator than ours must not cut a cell in two: the second half could be a formula.
    { bom, delimiter: ";", record_delimiter: "windows", quoted_match: /[,|][\s"']*[=+\-@\uff1d\uff0b\uff0d\uff20]/ },
  )
}

function inert(cell: Cell) {
  if (cell === null) return ""
  if (cell instanceof Date) return cell.toISOString()
  if (typeof cell !== "string") return String(cell)
  // What a spreadsheet passes over (spaces, marks, quotes, separators) may come before the sign; Excel reads the full-width signs as the others.
  return /^[\s\p{Cf}"',;|]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/u.test(cell) ? `'${cell}` : cell
}

/** One record of a CSV file: its line, and its cells by the names of the header. */
export type CsvRow = { line: number; row: Record<string, string> }

/**
 * The text of a file as people save it: UTF-8, Excel's "Texte Unicode" (UTF-16, recognised by its mark), or the encoding of an old Excel.
 */
export function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder("windows-1252").decode(bytes)
  }
}

/** The names of the columns, in order; none when the text has no header. */
export async function csvHeader(text: string): Promise<string[]> {
  const [first = ""] = text.split(/\r?\n/, 1)
  let header: string[] = []
  const rows = csvRows(Readable.from([`${first}\n`]), delimiterOf(first), (names) => {
    header = names
  })
  for await (const _row of rows) break
  // A name that every object already has would be read from the object itself, so it is left out.
  return header.filter((name) => name !== "" && !(name in {}))
}

/** The rows of a text; its header shows which delimiter it uses. */
export function csvRowsOf(text: string) {
  const [first = ""] = text.split(/\r?\n/, 1)
  return csvRows(Readable.from([text]), delimiterOf(first))
}

/** Reads a file while it arrives. `onHeader` receives the names first, and may throw. */
export async function* csvRows(
  source: NodeJS.ReadableStream,
  delimiter = ";",
  onHeader: (names: string[]) => void = () => {},
): AsyncGenerator<CsvRow> {
  const columns = (names: string[]) => {
    onHeader(names)
    return names
  }
  const parser = parse({
    delimiter,
    // A file put together from several has more than one kind of line end.
    record_delimiter: ["\r\n", "\n", "\r"],
    bom: true,
    columns,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  })
  source.once("error", (error) => parser.destroy(error))
  for await (const { info, record } of source.pipe(parser) as AsyncIterable<{ info: { lines: number }; record: CsvRow["row"] }>)
    yield { line: info.lines, row: record }
}

/**
 * The records of a comma-separated file as lists of cells, each with the number of bytes read up to its end. For large files, which can
 * then be read on from there.
 */
export async function* csvRecords(source: NodeJS.ReadableStream): AsyncGenerator<{ record: string[]; bytes: number }> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true })
  source.once("error", (error) => parser.destroy(error))
  for await (const { info, record } of source.pipe(parser) as AsyncIterable<{ info: { bytes: number }; record: string[] }>)
    yield { record, bytes: info.bytes }
}

function delimiterOf(header: string) {
  const count = (mark: string) => header.split(mark).length
  return [";", ",", "\t"].toSorted((a, b) => count(b) - count(a))[0] ?? ";"
}

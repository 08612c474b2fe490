import { Readable } from "node:stream"
import { CsvError, parse } from "csv-parse"
import { stringify } from "csv-stringify/sync"

import { withoutMarks } from "@/lib/platform/text/marks"
import { sheetInstant } from "@/lib/platform/time/dates"

export type Cell = string | number | boolean | Date | null
/** Rows under the names of their columns. */
export type Table = { name: string; columns: string[]; rows: Cell[][] }

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
  if (cell instanceof Date) return sheetInstant(cell)
  if (typeof cell !== "string") return String(cell)
  // What a spreadsheet passes over (spaces, marks, quotes, separators) may come before the sign; Excel reads the full-width signs as the others.
  return /^[\s\p{Cf}"',;|]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/u.test(cell) ? `'${cell}` : cell
}

/**
 * One record of a CSV file: its line, and its cells by the names of the header. `misfit`: it has more cells than the header, so nobody knows
 * which cell is which. A shorter line ends with empty cells, which some programs leave out.
 */
export type CsvRow = { line: number; row: Record<string, string>; misfit?: { expected: number; found: number } }

/** A file that cannot be read to its end. Its words say the line and why, in French, for whoever wrote it. */
export class UnreadableCsv extends Error {}

type Shape = {
  delimiter?: string
  fromLine?: number
  /** Reads only so many records, header included. */
  to?: number
  /** Receives the names first, and may throw. */
  onHeader?: (names: string[]) => void
}

/** The names of the columns, in order; none when the text has no header. A second column of the same name is "nom (2)". */
export async function csvHeader(text: string): Promise<string[]> {
  let header: string[] = []
  const onHeader = (names: string[]) => {
    header = names
  }
  for await (const _row of csvRows(Readable.from([text]), { ...shapeOf(text), to: 1, onHeader })) break
  // A name that every object already has would be read from the object itself, so it is left out.
  return header.filter((name) => name !== "" && !Object.hasOwn(Object.prototype, name))
}

/** The rows of a text, which shows by its first line which delimiter it uses; `to`: only so many records, header included. */
export function csvRowsOf(text: string, to = -1) {
  return csvRows(Readable.from([text]), { ...shapeOf(text), to })
}

/** Reads a file while it arrives; throws `UnreadableCsv` where it cannot be read on. */
export async function* csvRows(
  source: NodeJS.ReadableStream,
  { delimiter = ";", fromLine = 1, to = -1, onHeader = () => {} }: Shape = {},
): AsyncGenerator<CsvRow> {
  let ended = 0
  const parser = parse({
    delimiter,
    from_line: fromLine,
    ...(to > 0 ? { to } : {}),
    // A file put together from several has more than one kind of line end.
    record_delimiter: ["\r\n", "\n", "\r"],
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    trim: true,
    // What a spreadsheet leaves below its table is no line.
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    on_record: (record, { lines }) => {
      ended = lines
      return record
    },
  })
  source.once("error", (error) => parser.destroy(error))
  let names: string[] | null = null
  try {
    for await (const { info, record } of source.pipe(parser) as AsyncIterable<{ info: { lines: number }; record: string[] }>) {
      if (names) yield rowOf(info.lines, names, record)
      else {
        names = namesOf(record)
        onHeader(names)
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error, ended) : error
  }
}

function unreadable(error: CsvError, ended: number) {
  if (error.code === "CSV_QUOTE_NOT_CLOSED")
    return new UnreadableCsv(`à partir de la ligne ${ended + 1}, un guillemet (") est ouvert et jamais fermé : fermez-le, ou retirez-le.`)
  return new UnreadableCsv(`ligne ${error.lines}, un guillemet (") est mal placé : doublez-le (""), ou retirez-le.`)
}

/** Two columns of one name are "nom" and "nom (2)": each can be chosen. */
function namesOf(record: readonly string[]) {
  const plain = record.map((name) => withoutMarks(name).replace(/\s+/g, " ").trim())
  const named = plain.slice(0, plain.findLastIndex((name) => name !== "") + 1)
  return named.map((name, place) => {
    const before = named.slice(0, place).filter((other) => other === name).length
    return name !== "" && before > 0 ? `${name} (${before + 1})` : name
  })
}

function rowOf(line: number, names: readonly string[], record: readonly string[]): CsvRow {
  // Empty cells that a spreadsheet adds at the end of a line move nothing.
  const found = record.findLastIndex((cell) => cell !== "") + 1
  const row = Object.fromEntries(names.map((name, place) => [name, asText(record[place] ?? "")]))
  return found > names.length ? { line, row, misfit: { expected: names.length, found } } : { line, row }
}

/** `="0042"`: how some programs keep a spreadsheet from taking a number for one. */
function asText(cell: string) {
  return /^="(.*)"$/s.exec(cell)?.[1] ?? cell
}

function shapeOf(text: string) {
  const [first = ""] = text.split(/\r\n|\n|\r/, 1)
  // Excel's own line, which says what separates the cells.
  const said = /^\ufeff?"?sep=(.)"?[;,\t]*$/i.exec(first)?.[1]
  return said ? { delimiter: said, fromLine: 2 } : { delimiter: delimiterOf(first), fromLine: 1 }
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

/** The rows of a list that is read page by page, for `csvInPieces`. */
export async function* pagesInPieces(read: (page: number) => Promise<{ cells: Cell[][]; pages: number }>): AsyncGenerator<Cell[][]> {
  for (let page = 1; ; page += 1) {
    const { cells, pages } = await read(page)
    yield cells
    if (page >= pages) return
  }
}

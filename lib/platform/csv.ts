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
    { bom, delimiter: ";", record_delimiter: "windows" },
  )
}

function inert(cell: Cell) {
  if (cell === null) return ""
  if (cell instanceof Date) return cell.toISOString()
  if (typeof cell !== "string") return String(cell)
  return /^[\s]*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}

import { stringify } from "csv-stringify/sync"

export type Cell = string | number | boolean | Date | null

/**
 * A CSV file that a French Excel opens right: UTF-8 with BOM, semicolons, CRLF. A cell that a spreadsheet would take for a
 * formula is written as text, behind an apostrophe (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function toCsv(columns: readonly string[], rows: readonly Cell[][]): string {
  return stringify([columns, ...rows.map((row) => row.map(inert))] as unknown[][], {
    bom: true,
    delimiter: ";",
    record_delimiter: "windows",
  })
}

function inert(cell: Cell) {
  if (cell === null) return ""
  if (cell instanceof Date) return cell.toISOString()
  if (typeof cell !== "string") return String(cell)
  return /^[\s]*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}

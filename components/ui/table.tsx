import type { ReactNode } from "react"

export type Column<Row> = { header: string; cell: (row: Row) => ReactNode }

type Props<Row> = { caption: string; columns: Column<Row>[]; rows: Row[]; keyOf: (row: Row) => string; empty: ReactNode }

/** A table that becomes a list of cards on a narrow screen; each cell then carries its column's name. */
export function Table<Row>({ caption, columns, rows, keyOf, empty }: Props<Row>) {
  if (rows.length === 0) return <div className="rounded-card border border-dashed border-line-strong px-5 py-8 text-center text-soft">{empty}</div>
  return (
    <div className="rounded-card border border-line bg-surface shadow-card max-md:border-0 max-md:bg-transparent max-md:shadow-none">
      <table className="w-full border-collapse text-left max-md:block">
        <caption className="sr-only">{caption}</caption>
        <thead className="max-md:sr-only">
          <tr>
            {columns.map(({ header }) => (
              <th key={header} scope="col" className="border-b border-line px-3 py-3 text-sm font-semibold text-soft first:pl-5 last:pr-5">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:grid max-md:gap-3">
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              className="max-md:grid max-md:gap-2 max-md:rounded-card max-md:border max-md:border-line max-md:bg-surface max-md:p-4 max-md:shadow-card md:not-last:border-b md:not-last:border-line"
            >
              {columns.map(({ header, cell }) => (
                <td key={header} className="px-3 py-3 align-top break-words first:pl-5 last:pr-5 max-md:grid max-md:grid-cols-[7rem_1fr] max-md:gap-3 max-md:p-0! ">
                  <span aria-hidden className="text-sm text-soft md:hidden">
                    {header}
                  </span>
                  <div className="min-w-0">{cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

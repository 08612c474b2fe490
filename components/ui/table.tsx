import type { ReactNode } from "react"

export type Column<Row> = { header: string; cell: (row: Row) => ReactNode }

type Props<Row> = { caption: string; columns: Column<Row>[]; rows: Row[]; keyOf: (row: Row) => string; empty: ReactNode }

/**
 * A table that becomes cards below 1024 px, each cell then carrying its column's name. The roles are written out because
 * browsers forget them when a table is laid out as blocks.
 */
export function Table<Row>({ caption, columns, rows, keyOf, empty }: Props<Row>) {
  if (rows.length === 0)
    return <div className="rounded-card border border-dashed border-line-strong px-5 py-8 text-center text-soft">{empty}</div>
  return (
    <div className="rounded-card border border-line bg-surface shadow-card max-lg:border-0 max-lg:bg-transparent max-lg:shadow-none">
      <table role="table" className="w-full border-collapse text-left max-lg:block">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="max-lg:sr-only">
          <tr role="row">
            {columns.map(({ header }) => (
              <th
                key={header}
                role="columnheader"
                scope="col"
                className="border-b border-line px-3 py-3 text-sm font-semibold text-soft first:pl-5 last:pr-5"
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-lg:grid max-lg:gap-3">
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              role="row"
              className="max-lg:grid max-lg:gap-2 max-lg:rounded-card max-lg:border max-lg:border-line max-lg:bg-surface max-lg:p-4 max-lg:shadow-card lg:not-last:border-b lg:not-last:border-line"
            >
              {columns.map(({ header, cell }) => (
                <td
                  key={header}
                  role="cell"
                  className="px-3 py-3 align-top break-words first:pl-5 last:pr-5 max-lg:grid max-lg:grid-cols-[6.5rem_1fr] max-lg:gap-3 max-lg:p-0!"
                >
                  <span aria-hidden className="text-sm text-soft lg:hidden">
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

import { clsx } from "clsx"
import type { ReactNode } from "react"

/** `wide`: on a card, the cell takes the whole line, without its column's name. */
export type Column<Row> = { header: string; wide?: boolean; cell: (row: Row) => ReactNode }

type Props<Row> = { caption: string; columns: Column<Row>[]; rows: Row[]; keyOf: (row: Row) => string; empty: ReactNode }

/** Rows and columns, or what is shown instead when there are none. */
export function Table<Row>({ caption, columns, rows, keyOf, empty }: Props<Row>) {
  return (
    <TableFrame
      caption={caption}
      headers={columns.map(({ header, wide = false }) => ({ id: header, label: header, wide }))}
      rows={rows.map((row) => ({ id: keyOf(row), cells: columns.map(({ cell }) => cell(row)) }))}
      empty={empty}
    />
  )
}

type Header = {
  id: string
  label: string
  /** The content of the header when it is more than a name: a link that sorts. */
  content?: ReactNode
  sort?: "ascending" | "descending" | "none"
  wide?: boolean
}
type FrameProps = { caption: string; headers: Header[]; rows: { id: string; cells: ReactNode[] }[]; empty: ReactNode }

/**
 * A table that becomes cards below 1152 px, not on paper, each cell then carrying its column's name. The roles are written out because
 * browsers forget them when a table is laid out as blocks.
 */
export function TableFrame({ caption, headers, rows, empty }: FrameProps) {
  if (rows.length === 0)
    return <div className="rounded-card border border-dashed border-line-strong px-5 py-8 text-center text-soft">{empty}</div>
  return (
    <div className="rounded-card border border-line bg-surface shadow-card folded:border-0 folded:bg-transparent folded:shadow-none">
      <table role="table" className="w-full border-collapse text-left folded:block">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="folded:sr-only">
          <tr role="row">
            {headers.map(({ id, label, content, sort }) => (
              <th
                key={id}
                role="columnheader"
                scope="col"
                aria-sort={sort}
                className="border-b border-line px-2.5 py-3 text-sm font-semibold text-soft first:pl-5 last:pr-5"
              >
                {content ?? label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="folded:grid folded:gap-3">
          {rows.map(({ id, cells }) => (
            <tr
              key={id}
              role="row"
              className="folded:grid folded:gap-2 folded:rounded-card folded:border folded:border-line folded:bg-surface folded:p-4 folded:shadow-card unfolded:not-last:border-b unfolded:not-last:border-line"
            >
              {headers.map((header, index) => (
                <td
                  key={header.id}
                  role="cell"
                  className={clsx(
                    // A link as high as a thumb stands on the line of the other columns, and takes its height from the space around it.
                    "unfolded:[&_:not(li)>[data-line]:only-child]:-my-2.5 unfolded:[&_:not(li)>[data-line]:only-child]:py-2.5",
                    "px-2.5 py-3 align-top break-words first:pl-5 last:pr-5 folded:grid folded:gap-3 folded:p-0! folded:has-data-quiet:hidden",
                    header.wide ? "folded:pt-1!" : "folded:grid-cols-[6.5rem_1fr]",
                  )}
                >
                  {header.wide ? null : (
                    <span aria-hidden className="text-sm text-soft unfolded:hidden">
                      {header.label}
                    </span>
                  )}
                  <div className="min-w-0">{cells[index]}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A value that deserves no line of its own on a card: "Non", in a column of yes and no. */
export function Quiet({ children }: { children: string }) {
  return (
    <span data-quiet className="text-soft">
      {children}
    </span>
  )
}

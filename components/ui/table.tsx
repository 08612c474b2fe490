import { clsx } from "clsx"
import type { ReactNode } from "react"

/**
 * Where a cell stands when the table is folded into compact lines: the tick before the name, the name on the first line, `under` it what has
 * the whole width too, then `line` by line what is read beside the gestures; `none` for what the narrow line leaves to the page of the row.
 * A line that is too long is cut there, because the page of the row says it whole; `whole` is a line that is not.
 */
type Place = "tick" | "name" | "under" | "line" | "whole" | "actions" | "none"

/** `wide`: on a card, the cell takes the whole line, without its column's name. With a `place` in any column the table is compact. */
export type Column<Row> = { header: string; wide?: boolean; place?: Place; cell: (row: Row) => ReactNode }

type Props<Row> = {
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  keyOf: (row: Row) => string
  empty: ReactNode
  /** What stands above the rows that follow each other with the same key. */
  group?: { keyOf: (row: Row) => string; head: (rows: Row[]) => ReactNode } | null
}

/** Rows and columns, or what is shown instead when there are none. */
export function Table<Row>({ caption, columns, rows, keyOf, empty, group }: Props<Row>) {
  const lines = (some: Row[]) => some.map((row) => ({ id: keyOf(row), cells: columns.map(({ cell }) => cell(row)) }))
  return (
    <TableFrame
      caption={caption}
      headers={columns.map(({ header, wide = false, place }) => ({ id: header, label: header, wide, place }))}
      groups={
        group
          ? together(rows, group.keyOf).map((some) => ({
              id: some.map(group.keyOf)[0] ?? "",
              head: group.head(some),
              rows: lines(some),
            }))
          : [{ id: "", head: null, rows: lines(rows) }]
      }
      empty={empty}
    />
  )
}

function together<Row>(rows: Row[], keyOf: (row: Row) => string) {
  const groups: Row[][] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last?.[0] && keyOf(last[0]) === keyOf(row)) last.push(row)
    else groups.push([row])
  }
  return groups
}

type Header = {
  id: string
  label: string
  /** The content of the header when it is more than a name: a link that sorts. */
  content?: ReactNode
  sort?: "ascending" | "descending" | "none"
  wide?: boolean
  place?: Place | undefined
}
type Line = { id: string; cells: ReactNode[] }
type FrameProps = { caption: string; headers: Header[]; groups: { id: string; head: ReactNode; rows: Line[] }[]; empty: ReactNode }

/**
 * A table that becomes cards below 1152 px, not on paper, each cell then carrying its column's name; or, when its columns have a place,
 * compact lines. The roles are written out because browsers forget them when a table is laid out as blocks.
 */
export function TableFrame({ caption, headers, groups, empty }: FrameProps) {
  if (groups.every(({ rows }) => rows.length === 0))
    return <div className="rounded-card border border-dashed border-line-strong px-5 py-8 text-center text-soft">{empty}</div>
  const isCompact = headers.some(({ place }) => place)
  return (
    <div
      className={clsx(
        "rounded-card border border-line bg-surface shadow-card",
        isCompact ? "overflow-clip" : "folded:border-0 folded:bg-transparent folded:shadow-none",
      )}
    >
      <table role="table" className={clsx("w-full border-collapse text-left folded:block", isCompact && "unfolded:text-sm")}>
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="folded:sr-only">
          <tr role="row">
            {headers.map(({ id, label, content, sort, place }) => (
              <th
                key={id}
                role="columnheader"
                scope="col"
                aria-sort={sort}
                className={clsx(
                  "border-b border-line text-sm font-semibold text-soft",
                  isCompact ? "px-1.5 py-1.5 last:pr-4" : "px-2.5 py-3 last:pr-5",
                  place === "tick" ? "pl-2" : isCompact ? "first:pl-4" : "first:pl-5",
                )}
              >
                {place === "tick" ? <span className="sr-only">{label}</span> : (content ?? label)}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ id, head, rows }) => (
          <tbody
            key={id}
            role="rowgroup"
            className={isCompact ? "folded:block not-first:border-t border-line" : "folded:grid folded:gap-3"}
          >
            {head ? (
              <tr role="row" className="border-b border-line bg-sunken folded:block">
                <td role="cell" colSpan={headers.length} className="px-2 text-base font-semibold folded:block">
                  {head}
                </td>
              </tr>
            ) : null}
            {rows.map(({ id, cells }) =>
              isCompact ? <CompactLine key={id} headers={headers} cells={cells} /> : <CardLine key={id} headers={headers} cells={cells} />,
            )}
          </tbody>
        ))}
      </table>
    </div>
  )
}

type LineProps = { headers: Header[]; cells: ReactNode[] }

const row = "unfolded:not-last:border-b unfolded:not-last:border-line"

function CardLine({ headers, cells }: LineProps) {
  return (
    <tr
      role="row"
      className={clsx(
        row,
        "folded:grid folded:gap-2 folded:rounded-card folded:border folded:border-line folded:bg-surface folded:p-4 folded:shadow-card",
      )}
    >
      {headers.map((header, index) => (
        <td
          key={header.id}
          role="cell"
          className={clsx(
            // A link as high as a thumb stands on the line of the other columns, and takes its height from the space around it.
            "unfolded:[&_:not(li)>[data-line]:only-child]:-my-2.5 unfolded:[&_:not(li)>[data-line]:only-child]:py-2.5",
            "px-2.5 py-3 align-top wrap-break-word folded:wrap-anywhere first:pl-5 last:pr-5 folded:grid folded:gap-3 folded:p-0! folded:has-data-quiet:hidden",
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
  )
}

const line = "folded:truncate folded:text-sm folded:text-soft"
const places: Record<Place, string> = {
  tick: "pl-2 unfolded:w-9 folded:col-start-1 folded:row-[1/span_2]",
  name: "folded:col-[2/4] folded:row-start-1",
  under: clsx(line, "folded:col-[2/4] folded:row-start-2"),
  line: clsx(line, "folded:col-start-2 folded:has-data-quiet:hidden"),
  whole: "folded:col-start-2 folded:text-sm",
  actions: "folded:col-start-3",
  none: "folded:hidden",
}

/** One row that the eye takes in at once, on a wide screen as on a telephone. */
function CompactLine({ headers, cells }: LineProps) {
  const actionsRow = headers.some(({ place }) => place === "under") ? "folded:row-[3/span_3]" : "folded:row-[2/span_3]"
  return (
    <tr
      role="row"
      data-row
      className={clsx(
        row,
        "focus-within:bg-brand-tint/50 folded:grid folded:grid-cols-[auto_minmax(0,1fr)_auto] folded:gap-x-1.5 folded:px-2 folded:py-0.5",
        "folded:not-last:border-b folded:not-last:border-line",
      )}
    >
      {headers.map(({ id, place = "line" }, index) => (
        <td
          key={id}
          role="cell"
          className={clsx(
            "min-w-0 px-1.5 py-0.5 wrap-break-word last:pr-4 folded:p-0! folded:leading-snug",
            place === "tick" || "first:pl-4",
            places[place],
            place === "actions" && actionsRow,
          )}
        >
          {cells[index]}
        </td>
      ))}
    </tr>
  )
}

/** What the group of rows is, how many they are, and the tick that ticks them all. */
export function GroupHead({ count, tick, children }: { count: number; tick?: ReactNode; children: ReactNode }) {
  return (
    <span className="flex min-h-9 flex-wrap items-center gap-x-2">
      {tick}
      <span className="min-w-0 flex-1">
        {children} <span className="font-normal text-soft">({count})</span>
      </span>
    </span>
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

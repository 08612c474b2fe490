import type { Route } from "next"
import Link from "next/link"
import { formatInstant } from "@/lib/platform/time/dates"
import type { JournalLine } from "@/lib/trace/journal/queries"

type Props = {
  lines: JournalLine[]
  empty?: string
  /** Where the rows of an import are read, one by one. */
  importHref?: (line: bigint) => Route
}

/** Rows of the journal in plain French, the latest first. */
export function HistoryList({ lines, empty = "Rien depuis un an.", importHref }: Props) {
  if (lines.length === 0) return <p className="text-soft">{empty}</p>
  return (
    <ul className="rounded-card border border-line bg-surface px-5 shadow-card">
      {lines.map(({ id, at, action, sentence, detail, outcome }) => (
        <li key={String(id)} className="grid gap-0.5 border-line py-1.5 not-first:border-t sm:grid-cols-[13rem_1fr] sm:gap-4">
          <time dateTime={at.toISOString()} className="text-sm text-soft sm:text-base">
            {formatInstant(at)}
          </time>
          <div className={outcome === "refused" ? "text-bad" : undefined}>
            {sentence}
            {detail ? <span className="text-sm text-soft"> {detail}</span> : null}
            {importHref && action === "structure.import" ? (
              <>
                {" "}
                <Link href={importHref(id)} prefetch={false} className="text-brand underline underline-offset-4">
                  Structure par structure
                </Link>
              </>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  )
}

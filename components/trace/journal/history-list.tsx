import { formatInstant } from "@/lib/platform/time/dates"
import type { JournalLine } from "@/lib/trace/journal/queries"

/** Rows of the journal in plain French, the latest first. */
export function HistoryList({ lines, empty = "Rien depuis un an." }: { lines: JournalLine[]; empty?: string }) {
  if (lines.length === 0) return <p className="text-soft">{empty}</p>
  return (
    <ul className="rounded-card border border-line bg-surface px-5 shadow-card">
      {lines.map(({ id, at, sentence, detail, outcome }) => (
        <li key={String(id)} className="grid gap-0.5 border-line py-3 not-first:border-t sm:grid-cols-[13rem_1fr] sm:gap-4">
          <time dateTime={at.toISOString()} className="text-sm text-soft sm:text-base">
            {formatInstant(at)}
          </time>
          <div className={outcome === "refused" ? "text-bad" : undefined}>
            {sentence}
            {detail ? <span className="block text-sm text-soft">{detail}</span> : null}
          </div>
        </li>
      ))}
    </ul>
  )
}

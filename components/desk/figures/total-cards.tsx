import type { Totals } from "@/lib/desk/figures/queries"

/** The whole portal in three numbers; null while they are counted: the cards keep their places. */
export function TotalCards({ totals }: { totals: Totals | null }) {
  const lines = [
    ["comptes ouverts", totals?.accounts],
    ["personnes venues depuis 30 jours", totals?.activeAccounts],
    ["structures où quelqu’un est rattaché", totals?.structures],
  ] as const
  return (
    <ul className="grid gap-3 sm:grid-cols-3">
      {lines.map(([words, count]) => (
        <li key={words} className="grid gap-1 rounded-card border border-line bg-surface p-4 shadow-card">
          <span className="text-3xl font-bold tabular-nums">{count?.toLocaleString("fr-FR") ?? "…"}</span>
          <span>{words}</span>
        </li>
      ))}
    </ul>
  )
}

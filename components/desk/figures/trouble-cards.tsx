import Link from "next/link"
import { pressing, type Trouble, troubleCounts, troubles } from "@/lib/desk/structure-dossiers/rules"
import { structureAddress } from "@/lib/desk/structure-dossiers/schema"

type Props = { counts: readonly { trouble: Trouble; count: number }[] | null }

/** How many structures have each trouble, each leading to them; null while they are counted: the cards keep their places. */
export function TroubleCards({ counts }: Props) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {troubles.map((trouble) => (
        <li key={trouble}>
          <Link
            href={structureAddress("/admin/structures", { souci: trouble })}
            className="grid h-full content-between gap-2 rounded-card border border-line bg-surface p-4 shadow-card hover:border-brand"
          >
            <Count isPressing={pressing.includes(trouble)} value={counts?.find((one) => one.trouble === trouble)?.count ?? null} />
            <span>{troubleCounts[trouble]}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** Red only for what needs something done today. */
function Count({ value, isPressing }: { value: number | null; isPressing: boolean }) {
  const tone = value === null || value === 0 ? "text-soft" : isPressing ? "text-bad" : "text-ink"
  return <span className={`text-3xl font-bold tabular-nums ${tone}`}>{value?.toLocaleString("fr-FR") ?? "…"}</span>
}

import { Banner } from "@/components/ui/banner"
import { counted } from "@/lib/platform/text/counts"
import { type Status, statuses } from "@/lib/rafael/states/rules"

/** Who a change of a session concerns, before it is made. */
export function Consequences({ preregistrations, effect }: { preregistrations: { status: Status }[]; effect: string }) {
  const total = preregistrations.length
  if (total === 0)
    return (
      <Banner tone="info">
        <p>Personne n’est sur cette session : personne ne sera prévenu.</p>
      </Banner>
    )
  const byStatus = new Map<Status, number>()
  for (const { status } of preregistrations) byStatus.set(status, (byStatus.get(status) ?? 0) + 1)
  return (
    <Banner tone="wait">
      <p className="font-semibold">
        {counted(total, "préinscription")} : {effect}
      </p>
      <ul className="ml-5 list-disc">
        {[...byStatus].map(([status, count]) => (
          <li key={status}>
            {statuses[status]} : {count}
          </li>
        ))}
      </ul>
    </Banner>
  )
}

import { Badge } from "@/components/ui/badge"
import type { MembershipStatus } from "@/lib/parcourspro/memberships/rules"
import { membershipStatuses } from "@/lib/parcourspro/memberships/rules"

const tones = { asked: "wait", accepted: "good", refused: "bad" } as const

type Props = { memberships: { year: number; status: MembershipStatus; reason: string | null }[] }

/** The adhesions of a structure, year by year. */
export function StructureMemberships({ memberships }: Props) {
  return (
    <ul className="grid gap-1">
      {memberships.map(({ year, status, reason }) => (
        <li key={year}>
          {year} : <Badge tone={tones[status]}>{membershipStatuses[status]}</Badge>
          {reason ? <span className="block text-soft">« {reason} »</span> : null}
        </li>
      ))}
    </ul>
  )
}

import { When } from "@/components/ui/when"
import type { recentDecisions } from "@/lib/membership/affiliations/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type Recent = Awaited<ReturnType<typeof recentDecisions>>

type Props = {
  decisions: Recent
  me: string
  now: Date
  /** Nothing longer stands above it. */
  isOpen: boolean
}

/** What was answered lately: a colleague's answer appears as theirs, and nobody wonders where a request went. */
export function RecentDecisions({ decisions, me, now, isOpen }: Props) {
  if (decisions.length === 0) return null
  return (
    <details id="recentes" open={isOpen}>
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brand">
        Répondues récemment ({decisions.length})
      </summary>
      <ul className="grid gap-2 pt-2">
        {decisions.map(({ id, account, structure, status, decidedBy, decider, decidedAt }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-4 rounded-control border border-line bg-surface px-4 py-2.5">
            <span>
              <span className="font-semibold">{formatName(account)}</span> <span className="text-soft">· {structure.raisonSociale}</span>
            </span>
            <span className="text-soft">
              {status === "refused" ? "Refusée" : "Validée"} par {decidedBy === me ? "vous" : decider ? formatName(decider) : "Cap Métiers"}
              {decidedAt ? (
                <>
                  {" "}
                  <When at={decidedAt} now={now} />
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

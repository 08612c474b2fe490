import { When } from "@/components/ui/when"
import { reasons } from "@/lib/rafael/codes/rules"
import type { OpenPreregistration } from "@/lib/rafael/preregistrations/queries"
import { statuses } from "@/lib/rafael/states/rules"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const sides = {
  prescriber: "le prescripteur",
  training_body: "l’organisme de formation",
  candidate: "la personne elle-même",
  portal: "le portail",
} as const

/** What happened to a pre-registration, in order, with who did it and why. */
export function StepsLine({ steps }: { steps: OpenPreregistration["steps"] }) {
  return (
    <ol className="grid gap-3 border-l-2 border-line pl-4">
      {steps.map(({ id, at, status, side, reason, reasonText, account }) => (
        <li key={String(id)} className="grid gap-0.5">
          <span className="font-semibold">{statuses[status]}</span>
          <span className="text-soft">
            <When at={at} exact />, par {account ? formatName(account) : sides[side]}
          </span>
          {reason || reasonText ? (
            <span className="wrap-anywhere">« {[reason && reasons[reason], reasonText].filter(Boolean).join(" : ")} »</span>
          ) : null}
        </li>
      ))}
    </ol>
  )
}

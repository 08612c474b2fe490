import Link from "next/link"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import type { Waiting } from "@/lib/desk/waiting/rules"
import type { PendingNomination } from "@/lib/identity/managers/queries"
import type { ReviewLeftToManagers } from "@/lib/membership/reviews/queries"
import { counted } from "@/lib/platform/text/counts"
import { formatAge, formatDay } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { scopeWords } from "@/lib/vocabulary/reviews/rules"

/** The tabs of Demandes à traiter, and what each holds. */
const tabs = [
  ["first-account", "premiers-comptes", "Premiers comptes"],
  ["listing", "referencements", "Référencements"],
  ["correction", "modifications", "Modifications"],
  ["referent-change", "referents", "Référents"],
  ["unanswered", "sans-reponse", "Sans réponse"],
  ["contact", "messages", "Messages"],
] as const satisfies [kind: Waiting["kind"], tab: string, name: string][]

type Props = { waiting: readonly Waiting[]; nominations: PendingNomination[]; reviews: ReviewLeftToManagers[]; now: Date }

/** What waits by kind, and since when: each leads to where it is answered. */
export function WaitingCards({ waiting, nominations, reviews, now }: Props) {
  return (
    <div className="grid gap-3">
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {tabs.map(([kind, tab, name]) => {
          const { count = 0, oldest = null } = waiting.find((one) => one.kind === kind) ?? {}
          return (
            <li key={tab}>
              <Link
                href={`/admin/demandes?onglet=${tab}`}
                className="flex h-full items-center justify-between gap-4 rounded-card border border-line bg-surface p-4 shadow-card hover:border-brand"
              >
                <span>
                  <span className="block font-semibold">{name}</span>
                  <span className="text-soft">{oldest ? `La plus ancienne : ${formatAge(oldest, now)}` : "Rien n’attend"}</span>
                </span>
                <span className={`text-3xl font-bold tabular-nums ${count > 0 ? "text-wait" : "text-soft"}`}>{count}</span>
              </Link>
            </li>
          )
        })}
      </ul>
      {reviews.map((review) => (
        <Card key={review.id}>
          <p>
            <Link
              href={at("/admin/revues/[id]", { id: review.id, etat: "gestionnaires" })}
              className="font-semibold text-brand underline underline-offset-4"
            >
              Revue des droits
            </Link>{" "}
            ({scopeWords(review)}) : {counted(review.people, "personne")} à revoir par l’équipe dans{" "}
            {counted(review.structures, "structure")} où aucun référent ne peut répondre, au plus tard le {formatDay(review.deadline)}.
          </p>
        </Card>
      ))}
      {nominations.map(({ id, account, proposer }) => (
        <Card key={id}>
          <p>
            {formatName(proposer)} propose{" "}
            <Link href={`/admin/comptes/${account.id}`} className="font-semibold text-brand underline underline-offset-4">
              {formatName(account)}
            </Link>{" "}
            comme gestionnaire : une deuxième personne doit confirmer.
          </p>
        </Card>
      ))}
    </div>
  )
}

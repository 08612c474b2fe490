import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import type { WaitingRequest } from "@/lib/membership/affiliations/queries"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const mostShown = 3

/** What a référent has to answer: the oldest first, each one click away. */
export function ToDecide({ requests, now }: { requests: WaitingRequest[]; now: Date }) {
  if (requests.length === 0) return null
  return (
    <section aria-labelledby="a-traiter">
      <Card className="grid gap-3 border-l-4 border-l-wait">
        <div className="flex flex-wrap items-center justify-between gap-4">
          <h2 id="a-traiter" className="text-xl font-semibold">
            À traiter
          </h2>
          <LinkButton href="/demandes" prefetch>
            Répondre
          </LinkButton>
        </div>
        <p className="text-lg">
          <strong>{requests.length === 1 ? "1 demande attend" : `${requests.length} demandes attendent`}</strong> votre réponse.
        </p>
        <ul className="divide-y divide-line">
          {requests.slice(0, mostShown).map(({ id, account, structure, requestedAt }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-3 py-1">
              <TextLink href={at("/demandes/[id]/valider", { id })} strong>
                {formatName(account)}
              </TextLink>
              <span className="text-soft">
                {structure.raisonSociale}, <When at={requestedAt} now={now} />
              </span>
            </li>
          ))}
        </ul>
        {requests.length > mostShown ? <TextLink href="/demandes">Voir les {requests.length} demandes</TextLink> : null}
      </Card>
    </section>
  )
}

import type { Route } from "next"
import Link from "next/link"
import { Badge } from "@/components/ui/badge"
import { LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import type { RequestContext } from "@/lib/membership/decisions/queries"
import { formatDay } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { needBriefs } from "@/lib/vocabulary/profils/rules"

type Props = { context: RequestContext; affiliationId: string; now: Date; structureHref: Route; requestsHref: Route }

/** What helps to answer: the address, the people already attached, and the others who ask. */
export function RequestContextCard({ context, affiliationId, now, structureHref, requestsHref }: Props) {
  const { domain, isPersonal, need, people, total, colleagues, waiting, similar, refusals } = context
  const all = [affiliationId, ...similar.map(({ id }) => id)]
  return (
    <Card className="grid gap-4">
      <div className="grid gap-1">
        <h2 className="text-lg font-semibold">Pour décider</h2>
        <p className="flex flex-wrap items-center gap-2">
          Adresse en <strong>@{domain}</strong>
          {isPersonal ? (
            <Badge tone="wait">Adresse personnelle</Badge>
          ) : colleagues > 0 ? (
            <Badge tone="good">Comme {colleagues === 1 ? "1 personne" : `${colleagues} personnes`} de la structure</Badge>
          ) : (
            <Badge>{total === 0 ? "Première personne" : "Personne d’autre ici n’a ce domaine"}</Badge>
          )}
        </p>
      </div>
      {refusals.map(({ id, reason, decidedAt }) => (
        <p key={id} className="text-bad">
          Déjà refusé·e{decidedAt ? ` le ${formatDay(decidedAt)}` : ""} : « {reason} »
        </p>
      ))}
      <div>
        <h3 className="font-semibold">Personnes de la structure ({total})</h3>
        {total === 0 ? <p className="text-soft">Aucune pour le moment.</p> : null}
        <ul>
          {people.map(({ id, account, isReferent }) => (
            <li key={id} className="wrap-anywhere">
              {formatName(account)}
              {isReferent ? " (référent·e)" : ""} <span className="text-soft">· {account.email}</span>
            </li>
          ))}
        </ul>
        {total > people.length ? <TextLink href={structureHref}>Voir les {total} personnes</TextLink> : null}
      </div>
      {similar.length > 0 ? (
        <div className="grid gap-2">
          <h3 className="font-semibold">Demandes semblables en attente</h3>
          <p className="text-soft">
            Même structure, même adresse en @{domain}, {need ? `même besoin : ${needBriefs[need]}` : "besoin non précisé aussi"}.
          </p>
          <ul>
            {similar.map(({ id, account, requestedAt }) => (
              <li key={id} className="wrap-anywhere">
                <Link href={at("/demandes/[id]/valider", { id })} className="text-brand underline underline-offset-4">
                  {formatName(account)}
                </Link>{" "}
                <span className="text-soft">
                  · {account.email} · <When at={requestedAt} now={now} />
                </span>
              </li>
            ))}
          </ul>
          <div>
            <LinkButton tone="secondary" href={`/demandes/lot?${all.map((id) => `demande=${id}`).join("&")}`} prefetch={false}>
              Valider les semblables ({all.length})
            </LinkButton>
          </div>
        </div>
      ) : null}
      {waiting > similar.length ? (
        <p>
          <TextLink href={requestsHref}>
            {similar.length > 0 ? "Toutes les demandes de la structure" : "Les autres demandes de la structure"} ({waiting}
            {similar.length > 0 ? " autres" : ""})
          </TextLink>
        </p>
      ) : null}
    </Card>
  )
}

import { Banner } from "@/components/ui/banner"
import { formatName } from "@/lib/accounts/rules"
import type { requestOf } from "@/lib/affiliations/queries"
import { formatInstant } from "@/lib/platform/dates"
import { profilNames } from "@/lib/profils/rules"

type Decided = NonNullable<Awaited<ReturnType<typeof requestOf>>>

/** What became of a request, told from the database: true whoever decided, and after a reload. */
export function DecisionBanner({ request }: { request: Decided }) {
  const { status, account, structure, decider, decidedAt, reason } = request
  if (status === "pending") return null
  const by = decider && decidedAt ? ` par ${formatName(decider)} le ${formatInstant(decidedAt)}` : ""
  if (status === "active")
    return (
      <Banner tone="good" role="status">
        <p>
          La demande de <strong>{formatName(account)}</strong> pour {structure.raisonSociale} est validée{by}.
        </p>
        <p>
          Droits ouverts : {profilNames(request).join(", ")}
          {request.isReferent ? ". Cette personne est référente de la structure" : ""}.
        </p>
      </Banner>
    )
  return (
    <Banner tone="info" role="status">
      <p>
        La demande de <strong>{formatName(account)}</strong> pour {structure.raisonSociale} est {status === "refused" ? "refusée" : "close"}
        {by}.{reason ? ` Raison : « ${reason} »` : ""}
      </p>
    </Banner>
  )
}

import { Banner } from "@/components/ui/banner"
import type { DecidedRequest } from "@/lib/membership/affiliations/queries"
import { particle } from "@/lib/platform/text/elision"
import { formatInstant } from "@/lib/platform/time/dates"
import { formatName, nameInPlace } from "@/lib/vocabulary/accounts/rules"
import { profilNames } from "@/lib/vocabulary/profils/rules"

/** What became of a request. It is read from the database, so it is true whoever decided, and after a reload. */
export function DecisionBanner({ request }: { request: DecidedRequest }) {
  if (request.status === "pending") return null
  return (
    <Banner tone={toneOf(request)} role="status">
      <Decision request={request} />
    </Banner>
  )
}

/** The same for several requests, in one banner. */
export function DecisionBanners({ requests }: { requests: DecidedRequest[] }) {
  const decided = requests.filter(({ status }) => status !== "pending")
  const [only, other] = decided
  if (!only) return null
  if (!other) return <DecisionBanner request={only} />
  return (
    <Banner tone={decided.every((request) => toneOf(request) === "good") ? "good" : "info"} role="status">
      <p className="font-semibold">{decided.length} demandes traitées</p>
      <ul className="grid gap-2">
        {decided.map((request) => (
          <li key={request.id}>
            <Decision request={request} />
          </li>
        ))}
      </ul>
    </Banner>
  )
}

function toneOf({ status }: DecidedRequest) {
  return status === "active" ? "good" : "info"
}

function Decision({ request }: { request: DecidedRequest }) {
  const { status, account, structure, decider, absentee, decidedAt, reason } = request
  const by = decider && decidedAt ? ` par ${nameInPlace(decider, absentee)} le ${formatInstant(decidedAt)}` : ""
  const outcome = status === "active" ? "validée" : status === "refused" ? "refusée" : "close"
  return (
    <>
      <p>
        La demande {particle(formatName(account))}
        <strong>{formatName(account)}</strong> pour {structure.raisonSociale} est {outcome}
        {by}.{status !== "active" && reason ? ` Raison : « ${reason} »` : ""}
      </p>
      {status === "active" ? (
        <p>
          Droits ouverts : {profilNames(request).join(", ")}
          {request.isReferent ? ". Cette personne est référente de la structure" : ""}.
        </p>
      ) : null}
    </>
  )
}

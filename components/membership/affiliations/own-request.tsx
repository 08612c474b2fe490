import { RequestTimeline } from "@/components/membership/affiliations/request-timeline"
import { StructureLine } from "@/components/search/ask/structure-line"
import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
import { cancel, remind } from "@/lib/membership/affiliations/actions"
import type { OwnAffiliation } from "@/lib/membership/affiliations/queries"
import { delaySentence, type KnownDelay } from "@/lib/membership/answer-delays/rules"
import { formatInstant } from "@/lib/platform/time/dates"
import { mayRemind, remindableFrom } from "@/lib/vocabulary/affiliations/rules"

type Props = {
  request: OwnAffiliation
  /** Who answers for the structure at this moment; nobody when it is up to the managers. */
  answerers: readonly string[]
  /** How such requests are usually answered; null when nobody knows. */
  delay: KnownDelay | null
  /** It opens the portal to someone who has no other access. */
  isFirst: boolean
  now: Date
}

/** A request of mine that waits: who decides, since when, what comes next, and what I can do about it. */
export function OwnRequest({ request, answerers, delay, isFirst, now }: Props) {
  const hasReferents = request.structure.affiliations.length > 0
  const fields = { affiliationId: request.id, from: "/accueil" }
  return (
    <Card className="grid gap-4 border-l-4 border-l-wait">
      <div className="grid gap-1">
        <p>
          <Badge tone="wait">Demande en attente</Badge>
        </p>
        <StructureLine structure={request.structure} />
      </div>
      <p>
        Réponse attendue de : <strong>{answerers.length > 0 ? answerers.join(" ; ") : "l’équipe Cap Métiers"}</strong>
        {answerers.length > 0 ? ", pour la structure" : hasReferents ? ", en l’absence de référent" : ""}
        {answerers.length > 0 && request.escalatedAt ? ", ou de l’équipe Cap Métiers" : ""}.
      </p>
      {delay ? <p>{delaySentence(delay, request.structure.departement)}</p> : null}
      {isFirst ? (
        <p className="text-soft">
          Dès qu’elle est validée, vos accès s’ouvrent ici, sans autre démarche, et un e-mail vous le dit.
          {!hasReferents && answerers.length === 0
            ? " Personne ne répond encore pour cette structure : vous en serez d’ordinaire référent·e, c’est-à-dire que vous recevrez et validerez les demandes de vos collègues, et leur donnerez leurs droits."
            : ""}
        </p>
      ) : null}
      <RequestTimeline request={request} now={now} />
      <div className="flex flex-wrap gap-3">
        {mayRemind(request, now).ok ? (
          <ActionButton action={remind} fields={fields} tone="secondary">
            Relancer
          </ActionButton>
        ) : (
          <p className="self-center text-soft">Relance possible à partir du {formatInstant(remindableFrom(request))}.</p>
        )}
        <ActionButton action={cancel} fields={fields} tone="danger">
          Annuler ma demande
        </ActionButton>
      </div>
    </Card>
  )
}

import { RequestTimeline } from "@/components/membership/affiliations/request-timeline"
import { StructureLine } from "@/components/search/ask/structure-line"
import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
import { cancel, remind } from "@/lib/membership/affiliations/actions"
import type { OwnAffiliation } from "@/lib/membership/affiliations/queries"
import { formatInstant } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { mayRemind, remindableFrom } from "@/lib/vocabulary/affiliations/rules"

/** A request of mine that waits: who decides, since when, and what I can do about it. */
export function OwnRequest({ request, now }: { request: OwnAffiliation; now: Date }) {
  const referents = request.structure.affiliations.map(({ account }) => formatName(account))
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
        Réponse attendue de : <strong>{referents.length > 0 ? referents.join(", ") : "l’équipe Cap Métiers"}</strong>
        {referents.length > 0 ? ", référent de la structure" : ""}
        {referents.length > 0 && request.escalatedAt ? ", ou de l’équipe Cap Métiers" : ""}.
      </p>
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

import { periodWords, placesWords, whereWords } from "@/components/parcourspro/event-sessions/session-words"
import { Badge } from "@/components/ui/badge"
import { Card } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { durationWords, kindNames, priceWords } from "@/lib/parcourspro/codes/rules"
import type { ProgrammeLine } from "@/lib/parcourspro/programme/queries"
import { closedFor } from "@/lib/parcourspro/states/rules"

/** One session of the programme, as the list shows it. */
export function ProgrammeCard({ session, now }: { session: ProgrammeLine; now: Date }) {
  const { event } = session
  const closing = closedFor(session, now)
  const isFull = session.taken >= session.places
  return (
    <Card className="grid content-start gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone="neutral">{kindNames[event.kind]}</Badge>
        {event.adherentsOnly ? <Badge tone="brand">Adhérents</Badge> : null}
        {closing === null && isFull ? <Badge tone="wait">Complet, liste d’attente</Badge> : null}
        {closing !== null ? <Badge tone="wait">{closing === "not-yet" ? "Bientôt ouverte" : "Inscriptions closes"}</Badge> : null}
      </div>
      <h3 className="text-lg font-semibold">
        <TextLink href={at("/parcourspro/actions/[id]", { id: event.id })}>{event.title}</TextLink>
      </h3>
      <p className="font-medium">{periodWords(session)}</p>
      <p className="text-soft">
        {whereWords(session)} · {durationWords(event.duration)} · {priceWords(event.price)} · {placesWords(session)}
      </p>
      <p className="text-soft">
        {event.theme.name} · {event.provider.raisonSociale}
      </p>
    </Card>
  )
}

import { periodWords } from "@/components/parcourspro/event-sessions/session-words"
import { PresenceForm } from "@/components/parcourspro/presences/presence-form"
import { LinkButton } from "@/components/ui/button"
import { FilterLinks } from "@/components/ui/filter-links"
import { at } from "@/lib/access/addresses"
import type { presencesOf } from "@/lib/parcourspro/presences/queries"
import { mayNote, takesCode } from "@/lib/parcourspro/presences/rules"
import type { RunSession, SessionRegistration } from "@/lib/parcourspro/providers/queries"
import { counted } from "@/lib/platform/text/counts"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type Props = {
  session: RunSession
  expected: SessionRegistration[]
  noted: Awaited<ReturnType<typeof presencesOf>>
  /** The half-day that is looked at. */
  demi: string
  mayAct: boolean
  now: Date
}

/** Who came, half-day by half-day. */
export function PresencePanel({ session, expected, noted, demi, mayAct, now }: Props) {
  const half = session.halfDays.find(({ id }) => id === demi) ?? session.halfDays.find((one) => mayNote(one, now)) ?? session.halfDays[0]
  if (!half) return <p className="text-soft">La session n’a pas encore de demi-journée.</p>
  const stateOf = (registrationId: string) =>
    noted.find((one) => one.registrationId === registrationId && one.halfDayId === half.id)?.state ?? null
  const present = expected.filter(({ id }) => stateOf(id) === "present").length
  return (
    <div className="grid gap-4">
      <FilterLinks
        label="Demi-journées"
        links={session.halfDays.map(({ id, ...hours }) => ({
          href: at("/parcourspro/prestataire/sessions/[id]", { id: session.id, onglet: "presence", demi: id }),
          name: periodWords(hours),
          isHere: id === half.id,
        }))}
      />
      <p aria-live="polite" className="text-soft">
        {counted(present, "personne présente", "personnes présentes")} sur {expected.length}
      </p>
      {mayAct && takesCode(half, now) ? (
        <div>
          <LinkButton tone="secondary" href={at("/parcourspro/prestataire/sessions/[id]/code", { id: session.id, demi: half.id })}>
            Afficher le code
          </LinkButton>
        </div>
      ) : null}
      {mayNote(half, now) ? (
        mayAct && expected.length > 0 ? (
          <PresenceForm
            key={half.id}
            sessionId={session.id}
            halfDayId={half.id}
            people={expected.map(({ id, account, structure }) => ({
              registrationId: id,
              name: formatName(account),
              structure: structure.raisonSociale,
              state: stateOf(id),
            }))}
          />
        ) : (
          <p className="text-soft">Personne n’est attendu.</p>
        )
      ) : (
        <p className="text-soft">La présence se note dès un quart d’heure avant le début de la demi-journée.</p>
      )}
    </div>
  )
}

import { periodWords, placesWords } from "@/components/rafael/offer/session-words"
import { Card, Section } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { type EntryMode, entryModes, type Mode, modes } from "@/lib/rafael/codes/rules"

type Session = { id: string; startsOn: Date; endsOn: Date; places: number; taken: number; cancelledAt: Date | null }
type Shown = {
  objective: string
  deliveries: {
    id: string
    mode: Mode
    entryMode: EntryMode
    rhythm: string
    places: { city: string }[]
    sessions: Session[]
  }[]
}
type Props = {
  course: Shown
  today: Date /** Whether the sessions may be opened: not while nobody else can find them. */
  hasLinks?: boolean
}

/** A course as anyone reads it: its actions and sessions, past ones folded. */
export function CoursePresentation({ course, today, hasLinks = true }: Props) {
  return (
    <>
      <p className="max-w-prose whitespace-pre-line wrap-anywhere">{course.objective}</p>
      {course.deliveries.map(({ id, mode, entryMode, rhythm, places, sessions }) => {
        const shown = sessions.filter(({ cancelledAt }) => cancelledAt === null)
        const coming = shown.filter(({ endsOn }) => endsOn >= today)
        const past = shown.filter(({ endsOn }) => endsOn < today)
        return (
          <Section
            key={id}
            id={id}
            title={`${modes[mode]}${places[0] ? `, ${places[0].city}` : ""}`}
            lead={`${entryModes[entryMode]}${rhythm ? ` · ${rhythm}` : ""}`}
          >
            <Card className="grid gap-2">
              <Sessions sessions={coming} hasLinks={hasLinks} />
              {coming.length === 0 ? <p className="text-soft">Aucune session à venir.</p> : null}
              {past.length > 0 ? (
                <details>
                  <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brand">Sessions passées</summary>
                  <Sessions sessions={past} hasLinks={hasLinks} />
                </details>
              ) : null}
            </Card>
          </Section>
        )
      })}
    </>
  )
}

function Sessions({ sessions, hasLinks }: { sessions: Session[]; hasLinks: boolean }) {
  return (
    <ul className="grid">
      {sessions.map((session) => {
        const words = `${periodWords(session)} · ${placesWords(session)}`
        return (
          <li key={session.id}>
            {hasLinks ? <TextLink href={at("/rafael/sessions/[id]", { id: session.id })}>{words}</TextLink> : <p>{words}</p>}
          </li>
        )
      })}
    </ul>
  )
}

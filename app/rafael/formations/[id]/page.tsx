import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { cache } from "react"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords, placesWords } from "@/components/rafael/offer/session-words"
import { Card, Section } from "@/components/ui/card"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { entryModes, modes } from "@/lib/rafael/codes/rules"
import { publishedCourse } from "@/lib/rafael/offer-search/queries"
import { todayOf } from "@/lib/rafael/states/rules"

type Props = { params: Promise<{ id: string }> }

const opened = cache(async (id: string) => (await publishedCourse(id)) ?? notFound())

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await opened((await params).id)).title }
}

export default async function PublicCoursePage({ params }: Props) {
  const { id } = await params
  const course = await opened(id)
  const today = todayOf(new Date())
  return (
    <Page title={course.title} lead={course.structure.raisonSociale}>
      <p className="max-w-prose whitespace-pre-line wrap-anywhere">{course.objective}</p>
      {course.deliveries.map((delivery) => {
        const coming = delivery.sessions.filter(({ endsOn }) => endsOn >= today)
        const past = delivery.sessions.filter(({ endsOn }) => endsOn < today)
        return (
          <Section
            key={delivery.id}
            id={delivery.id}
            title={`${modes[delivery.mode]}${delivery.places[0] ? `, ${delivery.places[0].city}` : ""}`}
            lead={`${entryModes[delivery.entryMode]}${delivery.rhythm ? ` · ${delivery.rhythm}` : ""}`}
          >
            <Card className="grid gap-2">
              <Sessions sessions={coming} />
              {coming.length === 0 ? <p className="text-soft">Aucune session à venir.</p> : null}
              {past.length > 0 ? (
                <details>
                  <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-brand">Sessions passées</summary>
                  <Sessions sessions={past} />
                </details>
              ) : null}
            </Card>
          </Section>
        )
      })}
      <BackLink href="/rafael">Chercher une autre formation</BackLink>
    </Page>
  )
}

function Sessions({ sessions }: { sessions: { id: string; startsOn: Date; endsOn: Date; places: number; taken: number }[] }) {
  return (
    <ul className="grid">
      {sessions.map((session) => (
        <li key={session.id}>
          <TextLink href={at("/rafael/sessions/[id]", { id: session.id })}>
            {periodWords(session)} · {placesWords(session)}
          </TextLink>
        </li>
      ))}
    </ul>
  )
}

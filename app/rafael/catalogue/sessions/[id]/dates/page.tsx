import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Consequences } from "@/components/rafael/offer/consequences"
import { MoveForm } from "@/components/rafael/offer/session-forms"
import { dayValue, periodWords } from "@/components/rafael/offer/session-words"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { enterSession } from "@/lib/rafael/entrance/session"

const pattern = "/rafael/catalogue/sessions/[id]/dates"
type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const { session } = await enterSession(at(pattern, { id }), id, "offer.write")
  return { title: `Changer les dates, ${session.delivery.course.title}` }
}

export default async function MoveSessionPage({ params }: Props) {
  const { id } = await params
  const { session } = await enterSession(at(pattern, { id }), id, "offer.write")
  const back = at("/rafael/catalogue/sessions/[id]", { id })
  return (
    <Page
      title="Changer les dates"
      lead={`${session.delivery.course.title}, session ${session.numero}, ${periodWords(session)}.`}
      width="narrow"
    >
      <Consequences
        preregistrations={session.preregistrations}
        effect="les personnes, avec celles qui les suivent, seront prévenues des nouvelles dates et de la raison."
      />
      <Card>
        <MoveForm
          sessionId={id}
          concerned={session.preregistrations.length}
          back={back}
          current={{
            startsOn: dayValue(session.startsOn),
            endsOn: dayValue(session.endsOn),
            registrationFrom: dayValue(session.registrationFrom),
            registrationUntil: dayValue(session.registrationUntil),
          }}
        />
      </Card>
      <BackLink href={back}>Revenir à la session</BackLink>
    </Page>
  )
}

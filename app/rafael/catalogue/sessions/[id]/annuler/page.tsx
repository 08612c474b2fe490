import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Consequences } from "@/components/rafael/offer/consequences"
import { periodWords } from "@/components/rafael/offer/session-words"
import { Card } from "@/components/ui/card"
import { EndingForm } from "@/components/ui/ending-form"
import { at } from "@/lib/access/addresses"
import { enterSession } from "@/lib/rafael/entrance/session"
import { cancel } from "@/lib/rafael/training-sessions/actions"

const pattern = "/rafael/catalogue/sessions/[id]/annuler"
type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const { session } = await enterSession(at(pattern, { id }), id, "offer.write")
  return { title: `Annuler la session, ${session.delivery.course.title}` }
}

export default async function CancelSessionPage({ params }: Props) {
  const { id } = await params
  const { session } = await enterSession(at(pattern, { id }), id, "offer.write")
  const back = at("/rafael/catalogue/sessions/[id]", { id })
  return (
    <Page
      title="Annuler la session"
      lead={`${session.delivery.course.title}, session ${session.numero}, ${periodWords(session)}.`}
      width="narrow"
    >
      <Consequences
        preregistrations={session.preregistrations}
        effect="elles seront closes, et les personnes, avec celles qui les suivent, prévenues de la raison."
      />
      <Card>
        <EndingForm
          action={cancel}
          fields={{ sessionId: id, concerned: session.preregistrations.length }}
          words={{ reason: "Raison de l’annulation", end: "Annuler la session", keep: "Ne pas annuler" }}
          back={back}
        />
      </Card>
      <BackLink href={back}>Revenir à la session</BackLink>
    </Page>
  )
}

import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Consequences } from "@/components/rafael/offer/consequences"
import { CancelForm } from "@/components/rafael/offer/session-forms"
import { periodWords } from "@/components/rafael/offer/session-words"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { enterSession } from "@/lib/rafael/entrance/session"

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
        <CancelForm sessionId={id} concerned={session.preregistrations.length} back={back} />
      </Card>
      <BackLink href={back}>Revenir à la session</BackLink>
    </Page>
  )
}

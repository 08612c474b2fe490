import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { CopyForm } from "@/components/rafael/offer/session-forms"
import { periodWords } from "@/components/rafael/offer/session-words"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { enterSession } from "@/lib/rafael/entrance/session"

const pattern = "/rafael/catalogue/sessions/[id]/reproduire"
type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const { session } = await enterSession(at(pattern, { id }), id, "offer.write")
  return { title: `Reproduire à d’autres dates, ${session.delivery.course.title}` }
}

export default async function CopySessionPage({ params }: Props) {
  const { id } = await params
  const { session } = await enterSession(at(pattern, { id }), id, "offer.write")
  return (
    <Page
      title="Reproduire à d’autres dates"
      lead={`${session.delivery.course.title}, session ${session.numero}, ${periodWords(session)}.`}
      width="narrow"
    >
      <p>Les places et le minimum sont repris ; personne n’est inscrit sur la nouvelle session.</p>
      <Card>
        <CopyForm sessionId={id} />
      </Card>
      <BackLink href={at("/rafael/catalogue/sessions/[id]", { id })}>Revenir à la session</BackLink>
    </Page>
  )
}

import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { periodWords } from "@/components/parcourspro/event-sessions/session-words"
import { Banner } from "@/components/ui/banner"
import { Card } from "@/components/ui/card"
import { EndingForm } from "@/components/ui/ending-form"
import { at } from "@/lib/access/addresses"
import { enterEventSession } from "@/lib/parcourspro/entrance/session"
import { cancelSession } from "@/lib/parcourspro/event-sessions/actions"
import { counted } from "@/lib/platform/text/counts"

const path = "/parcourspro/prestataire/sessions/[id]/annuler"
type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const { session } = await enterEventSession(at(path, { id }), id)
  return { title: `Annuler ${session.event.title}` }
}

export default async function CancelEventSessionPage({ params }: Props) {
  const { id } = await params
  const { session } = await enterEventSession(at(path, { id }), id)
  const concerned = session._count.registrations
  return (
    <Page title="Annuler la session" lead={`${session.event.title}, ${periodWords(session)}.`} width="narrow">
      <Banner tone="wait">
        <p>
          {concerned === 0
            ? "Personne n’est inscrit : la session disparaît du programme."
            : `${counted(concerned, "demande")} en cours : chaque personne sera prévenue avec votre raison, et son agenda mis à jour.`}
        </p>
      </Banner>
      <Card>
        <EndingForm
          action={cancelSession}
          fields={{ sessionId: id, concerned }}
          words={{ reason: "Raison de l’annulation", end: "Annuler la session", keep: "Ne pas annuler" }}
          back={at("/parcourspro/prestataire/sessions/[id]", { id })}
        />
      </Card>
    </Page>
  )
}

import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords } from "@/components/parcourspro/event-sessions/session-words"
import { FreshCode } from "@/components/parcourspro/presences/fresh-code"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { QrCode } from "@/components/ui/qr-code"
import { at } from "@/lib/access/addresses"
import { enterEventSession } from "@/lib/parcourspro/entrance/session"
import { presenceCode } from "@/lib/parcourspro/presences/queries"
import { codeLasts, takesCode } from "@/lib/parcourspro/presences/rules"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { env } from "@/lib/platform/process/env"

const path = "/parcourspro/prestataire/sessions/[id]/code"
const readAddress = reading({ demi: words })
type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const { session } = await enterEventSession(at(path, { id }), id)
  return { title: `Code de présence, ${session.event.title}` }
}

export default async function PresenceCodePage({ params, searchParams }: Props) {
  const { id } = await params
  const { actor, session } = await enterEventSession(at(path, { id }), id)
  const { demi } = await readAddress(searchParams)
  const half = session.halfDays.find((one) => one.id === demi) ?? session.halfDays[0]
  if (!half || actor.control) notFound()
  const back = at("/parcourspro/prestataire/sessions/[id]", { id, onglet: "presence", demi: half.id })
  const now = new Date()
  if (!takesCode(half, now))
    return (
      <Page title="Code de présence" lead={`${session.event.title}, ${periodWords(half)}.`} width="narrow">
        <Banner tone="wait">
          <p>Le code s’affiche pendant la demi-journée, un quart d’heure avant et après. En dehors, notez la présence vous-même.</p>
        </Banner>
        <BackLink href={back}>Revenir à la présence</BackLink>
      </Page>
    )
  const address = `${env.publicUrl}/parcourspro/presence/${presenceCode(id, half.id, now)}`
  return (
    <Page
      title="Code de présence"
      lead={`${session.event.title}, ${periodWords(half)}. Chaque personne le scanne avec son téléphone, connectée à son compte.`}
      width="narrow"
    >
      <FreshCode every={codeLasts / 2}>
        <QrCode text={address} label="Code à scanner pour dire que l’on est présent·e" large />
      </FreshCode>
      <p className="text-soft">Il change toutes les trente secondes : une photo envoyée ne sert à rien.</p>
      <div className="flex flex-wrap gap-3">
        <LinkButton tone="secondary" href={at(path, { id, demi: half.id })}>
          Afficher un nouveau code
        </LinkButton>
      </div>
      <BackLink href={back}>Revenir à la présence</BackLink>
    </Page>
  )
}

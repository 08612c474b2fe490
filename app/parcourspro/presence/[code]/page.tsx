import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { periodWords } from "@/components/parcourspro/event-sessions/session-words"
import { ActionButton } from "@/components/ui/action-button"
import { Banner } from "@/components/ui/banner"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { iAmHere } from "@/lib/parcourspro/presences/actions"
import { halfDayOfCode, ownPlaceOn } from "@/lib/parcourspro/presences/queries"
import { presenceStates } from "@/lib/parcourspro/presences/rules"

const path = "/parcourspro/presence/[code]"
export const metadata: Metadata = { title: titleOf(path) }

export default async function OwnPresencePage({ params }: { params: Promise<{ code: string }> }) {
  const code = decodeURIComponent((await params).code).slice(0, 120)
  const actor = await enter(at(path, { code }))
  const half = await halfDayOfCode(code, new Date())
  if (!half)
    return (
      <Page title={titleOf(path)} width="narrow">
        <Banner tone="wait">
          <p>Ce code n’est plus bon : il change toutes les trente secondes. Scannez celui qui est à l’écran.</p>
        </Banner>
      </Page>
    )
  const place = await ownPlaceOn(actor, half.sessionId, half.id)
  const [noted] = place?.presences ?? []
  return (
    <Page title={titleOf(path)} lead={`${half.session.event.title}, ${periodWords(half)}.`} width="narrow">
      {place ? (
        noted ? (
          <Banner tone="good">
            <p>C’est noté : {presenceStates[noted.state].toLowerCase()}.</p>
          </Banner>
        ) : (
          <Card>
            <ActionButton action={iAmHere} fields={{ code }}>
              Je suis présent·e
            </ActionButton>
          </Card>
        )
      ) : (
        <Banner tone="wait">
          <p>Vous n’avez pas de place confirmée sur cette session : voyez avec la personne qui l’anime.</p>
        </Banner>
      )}
    </Page>
  )
}

import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { Steps } from "@/components/layout/steps"
import { ListingForm } from "@/components/membership/listings/listing-form"
import { Card } from "@/components/ui/card"
import { titleOf } from "@/lib/access/routes"
import { currentActor } from "@/lib/identity/entrance/actor"
import { readListing } from "@/lib/membership/signups/draft"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"

export const metadata: Metadata = { title: titleOf("/inscription/structure-absente") }

const readAddress = reading({ demande: words })

export default async function AbsentStructurePage({ searchParams }: { searchParams: SearchParams }) {
  const { demande } = await readAddress(searchParams)
  const actor = await currentActor()
  const before = actor ? null : await readListing(demande)
  return (
    <Page
      title={titleOf("/inscription/structure-absente")}
      lead={`Décrivez-la : l’équipe Cap Métiers vérifie et l’ajoute. Votre demande ${actor ? "d’affiliation" : "de compte"} part en même temps.`}
      width="narrow"
    >
      {actor ? null : <Steps current={1} />}
      <Card>
        <ListingForm before={before ?? {}} isSignedIn={actor !== null} demande={demande} />
      </Card>
      {actor ? <BackLink href="/mes-structures">Revenir à mes structures</BackLink> : null}
    </Page>
  )
}

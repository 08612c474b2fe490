import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { PaceForm } from "@/components/membership/referents/pace-form"
import { RequestsPage } from "@/components/parcourspro/employers/requests-page"
import { Section } from "@/components/ui/card"
import { titleOf } from "@/lib/access/routes"
import { choosePace } from "@/lib/parcourspro/employers/actions"
import { employerPaceOf, employerRequests, personYears } from "@/lib/parcourspro/employers/queries"
import { employerPaces, readEmployerAddress } from "@/lib/parcourspro/employers/schema"
import { enterProgramme } from "@/lib/parcourspro/entrance/structure"
import type { SearchParams } from "@/lib/platform/http/search-params"

const path = "/parcourspro/employeur"
export const metadata: Metadata = { title: titleOf(path) }

export default async function EmployerPage({ searchParams }: { searchParams: SearchParams }) {
  const asked = await readEmployerAddress(searchParams)
  const place = await enterProgramme(path, "employer.answer", asked.structure)
  const list = (await employerRequests(place.actor, place.structureId, asked)) ?? notFound()
  return (
    <RequestsPage
      path={path}
      title={titleOf(path)}
      lead="Les personnes de votre structure qui demandent à suivre une action du programme. La première réponse compte."
      asked={asked}
      place={place}
      list={list}
      person={asked.personne ? await personYears(place.actor, place.structureId, asked.personne) : null}
    >
      {place.actor.control ? null : (
        <Section id="messages" title="Mes messages" lead="Comment vous êtes prévenu·e des demandes de cette structure.">
          <PaceForm
            action={choosePace}
            structureId={place.structureId}
            pace={await employerPaceOf(place.actor, place.structureId)}
            label="Être prévenu·e des demandes"
            paces={employerPaces}
          />
        </Section>
      )}
    </RequestsPage>
  )
}

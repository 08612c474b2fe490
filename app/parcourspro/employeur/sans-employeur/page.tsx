import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { RequestsPage } from "@/components/parcourspro/employers/requests-page"
import { StructureChoice } from "@/components/structures/structure-choice"
import { Banner } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { employerRequests, personYears } from "@/lib/parcourspro/employers/queries"
import { readEmployerAddress } from "@/lib/parcourspro/employers/schema"
import { enterProgramme } from "@/lib/parcourspro/entrance/structure"
import type { SearchParams } from "@/lib/platform/http/search-params"

const path = "/parcourspro/employeur/sans-employeur"
export const metadata: Metadata = { title: titleOf(path) }
const lead = "Votre structure n’a pas d’Employeur : vous répondez à sa place, ou vous donnez ce profil à quelqu’un."

export default async function WithoutEmployerPage({ searchParams }: { searchParams: SearchParams }) {
  const asked = await readEmployerAddress(searchParams)
  const place = await enterProgramme(path, "employer.stand-in", asked.structure)
  const list = await employerRequests(place.actor, place.structureId, asked)
  if (!list)
    return (
      <Page
        title={titleOf(path)}
        above={<StructureChoice action={path} structures={place.structures} structureId={place.structureId} />}
        width="narrow"
      >
        <Banner tone="info">
          <p>
            Cette structure a un Employeur : c’est lui qui répond.{" "}
            <TextLink href={at("/mes-structures/[id]", { id: place.structureId })}>Voir ses personnes</TextLink>
          </p>
        </Banner>
      </Page>
    )
  const person = asked.personne ? await personYears(place.actor, place.structureId, asked.personne) : null
  return (
    <RequestsPage path={path} title={titleOf(path)} lead={lead} asked={asked} place={place} list={list} person={person}>
      <div>
        <LinkButton tone="secondary" href={at("/mes-structures/[id]", { id: place.structureId })}>
          Nommer un Employeur
        </LinkButton>
      </div>
    </RequestsPage>
  )
}

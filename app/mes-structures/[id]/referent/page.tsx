import type { Metadata } from "next"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { fewEnough, PersonSearch } from "@/components/membership/people/person-search"
import { ReferentChangeForm } from "@/components/membership/referents/referent-change-form"
import { Banner } from "@/components/ui/banner"
import { Card } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enterStructure } from "@/lib/membership/entrance/structure"
import { peopleOf } from "@/lib/membership/people/queries"
import { readPeopleAddress } from "@/lib/membership/people/schema"
import { ownPendingChange } from "@/lib/membership/referents/queries"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { formatInstant } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"

export const metadata: Metadata = { title: titleOf("/mes-structures/[id]/referent") }

const readAddress = reading({ recherche: words, depart: words })

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export default async function ReferentChangePage({ params, searchParams }: Props) {
  const { id } = await params
  const path = at("/mes-structures/[id]", { id })
  const { actor, structure } = await enterStructure(at("/mes-structures/[id]/referent", { id }), id, "referent-change.send")
  const { recherche, depart } = await readAddress(searchParams)
  const [pending, everyone, found] = await Promise.all([
    ownPendingChange(actor, structure.id),
    peopleOf(actor, structure.id, readPeopleAddress({})),
    peopleOf(actor, structure.id, readPeopleAddress({ recherche })),
  ])
  const isLong = (everyone?.total ?? 0) > fewEnough
  const people = (found?.people ?? []).filter(({ isReferent, isDisabled }) => !isReferent && !isDisabled).slice(0, fewEnough)
  const isLeaving = depart === "1"
  return (
    <Page
      title={titleOf("/mes-structures/[id]/referent")}
      lead={`${structure.raisonSociale}. L’équipe Cap Métiers nomme les référents : dites-lui qui, elle vous répond.`}
      width="narrow"
    >
      {pending ? (
        <Banner tone="wait">
          <p>Votre demande du {formatInstant(pending.createdAt)} est à l’étude : l’équipe Cap Métiers va vous répondre.</p>
        </Banner>
      ) : (
        <>
          {isLong ? (
            <PersonSearch
              path={at("/mes-structures/[id]/referent", { id })}
              label="Chercher la personne à nommer"
              value={recherche}
              kept={isLeaving ? { depart: "1" } : {}}
            />
          ) : null}
          <Card>
            <ReferentChangeForm
              structureId={structure.id}
              people={people.map((person) => ({
                id: person.affiliationId,
                name: formatName(person),
                about: person.jobTitle ?? person.email,
              }))}
              isLeaving={isLeaving}
              back={path}
            />
          </Card>
        </>
      )}
      {pending ? <BackLink href={path}>Revenir à la structure</BackLink> : null}
    </Page>
  )
}

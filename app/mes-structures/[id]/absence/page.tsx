import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { AbsenceCard, StandInCard } from "@/components/membership/absences/absence-cards"
import { AbsenceForm } from "@/components/membership/absences/absence-form"
import { fewEnough, PersonSearch } from "@/components/membership/people/person-search"
import { Outcome } from "@/components/ui/banner"
import { Card, Section } from "@/components/ui/card"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { can } from "@/lib/access/permissions"
import { titleOf } from "@/lib/access/routes"
import { ownAbsences, standInsAskedOf } from "@/lib/membership/absences/queries"
import { enterStructure } from "@/lib/membership/entrance/structure"
import { peopleOf } from "@/lib/membership/people/queries"
import { readPeopleAddress } from "@/lib/membership/people/schema"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { dayOf } from "@/lib/platform/time/working-days"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const pattern = "/mes-structures/[id]/absence"

export const metadata: Metadata = { title: titleOf(pattern) }

const readAddress = reading({ recherche: words, fait: words })

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export default async function AbsencePage({ params, searchParams }: Props) {
  const { id } = await params
  const path = at(pattern, { id })
  const { actor, structure } = await enterStructure(path, id, "structure.see")
  const { recherche, fait } = await readAddress(searchParams)
  const now = new Date()
  const asked = (await standInsAskedOf(actor, now)).filter(({ structureId }) => structureId === structure.id)
  const maySet = can(actor, "absence.set", structure.id)
  const outcome = outcomeOf(pattern, fait)
  if (!maySet && asked.length === 0 && !outcome) notFound()
  const [absences, everyone, found] = maySet
    ? await Promise.all([
        ownAbsences(actor, structure.id, now),
        peopleOf(actor, structure.id, readPeopleAddress({})),
        peopleOf(actor, structure.id, readPeopleAddress({ recherche })),
      ])
    : [[], null, null]
  const people = (found?.people ?? []).filter(({ isReferent, isDisabled }) => !isReferent && !isDisabled).slice(0, fewEnough)
  return (
    <Page
      title={titleOf(pattern)}
      lead={`${structure.raisonSociale}. Personne n’attend pendant votre absence : quelqu’un de la structure répond à votre place, ou l’équipe Cap Métiers.`}
      banner={<Outcome>{outcome}</Outcome>}
      width="narrow"
    >
      {asked.map((one) => (
        <StandInCard key={one.id} asked={one} />
      ))}
      {absences.map((absence) => (
        <AbsenceCard key={absence.id} absence={absence} now={now} />
      ))}
      {maySet ? (
        <Section id="annoncer" title="Annoncer une absence">
          {(everyone?.total ?? 0) > fewEnough ? <PersonSearch path={path} label="Chercher qui vous supplée" value={recherche} /> : null}
          <Card>
            <AbsenceForm
              structureId={structure.id}
              people={people.map((person) => ({
                id: person.affiliationId,
                name: formatName(person),
                about: person.jobTitle ?? person.email,
              }))}
              today={dayOf(now)}
              hasColleagues={structure.affiliations.some(({ account }) => account.id !== actor.accountId)}
            />
          </Card>
        </Section>
      ) : null}
      <BackLink href={at("/mes-structures/[id]", { id: structure.id })}>Revenir à la structure</BackLink>
    </Page>
  )
}

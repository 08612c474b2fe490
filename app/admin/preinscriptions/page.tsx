import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { CohortFigures } from "@/components/rafael/figures/cohort-figures"
import { CandidateSearchForm } from "@/components/rafael/oversight/candidate-search-form"
import { Card, Section } from "@/components/ui/card"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { cohorts } from "@/lib/rafael/figures/queries"
import { readFiguresAddress } from "@/lib/rafael/figures/schema"
import { underMinimum, type WaitingLine, withoutAnswer } from "@/lib/rafael/oversight/queries"

const path = "/admin/preinscriptions"
export const metadata: Metadata = { title: titleOf(path) }

export default async function OversightPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await enter(path)
  const now = new Date()
  const asked = await readFiguresAddress(searchParams)
  const [figures, waiting, sessions] = await Promise.all([cohorts(actor, now, asked), withoutAnswer(actor, now), underMinimum(actor, now)])
  return (
    <Page title={titleOf(path)} lead="Comment les préinscriptions avancent, et ce qui attend. Aucun nom de candidat n’apparaît ici.">
      <Section
        id="sans-reponse"
        title="Sans réponse"
        lead={`${counted(waiting.total, "préinscription")} sans réponse depuis au moins dix jours ouvrés.`}
      >
        <Table
          caption="Préinscriptions sans réponse"
          columns={waitingColumns(now)}
          rows={waiting.rows}
          keyOf={({ id }) => id}
          empty="Aucune n’attend depuis si longtemps."
        />
      </Section>
      <Section
        id="sous-le-minimum"
        title="Sous leur minimum"
        lead="Les sessions qui commencent dans les quinze jours avec trop peu de monde."
      >
        <Table
          caption="Sessions sous leur minimum"
          columns={sessionColumns}
          rows={sessions}
          keyOf={({ id }) => id}
          empty="Aucune session n’est dans ce cas."
        />
      </Section>
      {figures ? <CohortFigures asked={asked} figures={figures} /> : null}
      <Section
        id="candidat"
        title="Chercher un candidat"
        lead="Par son adresse e-mail ou son téléphone exacts, quand la personne vous appelle."
      >
        <Card>
          <CandidateSearchForm />
        </Card>
      </Section>
    </Page>
  )
}

function Body({ structure }: { structure: { id: string; raisonSociale: string } }) {
  return <TextLink href={at("/admin/structures/[id]", { id: structure.id })}>{structure.raisonSociale}</TextLink>
}

function waitingColumns(now: Date): Column<WaitingLine>[] {
  return [
    { header: "Formation", cell: ({ session }) => session.delivery.course.title },
    { header: "Organisme", cell: ({ session }) => <Body structure={session.delivery.course.structure} /> },
    { header: "Prescripteur", cell: ({ candidate }) => <Body structure={candidate.structure} /> },
    { header: "Envoyée", cell: ({ sentAt }) => (sentAt ? <When at={sentAt} now={now} /> : "") },
    { header: "Début", cell: ({ session }) => <When at={session.startsOn} /> },
  ]
}

const sessionColumns: Column<Awaited<ReturnType<typeof underMinimum>>[number]>[] = [
  {
    header: "Formation",
    cell: ({ id, delivery }) => <TextLink href={at("/rafael/sessions/[id]", { id })}>{delivery.course.title}</TextLink>,
  },
  { header: "Organisme", cell: ({ delivery }) => <Body structure={delivery.course.structure} /> },
  { header: "Début", cell: ({ startsOn }) => <When at={startsOn} /> },
  { header: "Inscrits", cell: ({ taken, minimum }) => `${taken} sur ${minimum} au moins` },
]

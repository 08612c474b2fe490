import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { CohortFigures } from "@/components/rafael/figures/cohort-figures"
import { CandidateSearchForm } from "@/components/rafael/oversight/candidate-search-form"
import { Card, Section } from "@/components/ui/card"
import { FilterLinks } from "@/components/ui/filter-links"
import { ListHead } from "@/components/ui/list-head"
import { Pagination } from "@/components/ui/pagination"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import type { Actor } from "@/lib/access/permissions"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { cohorts } from "@/lib/rafael/figures/queries"
import { readFiguresAddress } from "@/lib/rafael/figures/schema"
import {
  longWait,
  type ShortSession,
  underMinimum,
  type WaitingLine,
  withoutAnswer,
  withoutPrescriber,
} from "@/lib/rafael/oversight/queries"
import { readWaitingAddress, type WaitingList, waitingAddress, waitingLists } from "@/lib/rafael/oversight/schema"

const path = "/admin/preinscriptions"
export const metadata: Metadata = { title: titleOf(path) }

export default async function OversightPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await enter(path)
  const now = new Date()
  const asked = await readFiguresAddress(searchParams)
  const { attente, a } = await readWaitingAddress(searchParams)
  const [figures, waits] = await Promise.all([cohorts(actor, now, asked), waitingList(actor, now, attente, a)])
  return (
    <Page title={titleOf(path)} lead="Comment les préinscriptions avancent, et ce qui attend. Aucun nom de candidat n’apparaît ici.">
      <Section id="attente" title="Ce qui attend" lead={leads()[attente]}>
        <FilterLinks
          label="Listes de ce qui attend"
          links={Object.entries(waitingLists).map(([list, name]) => ({
            href: waitingAddress(path, { attente: list as WaitingList }),
            name,
            isHere: list === attente,
          }))}
        />
        <ListHead
          count={counted(waits.total, attente === "sous-le-minimum" ? "session" : "préinscription")}
          file={waitingAddress("/admin/preinscriptions/attente", { attente })}
        />
        {waits.list}
        <Pagination
          label="Pages de ce qui attend"
          page={a}
          pages={waits.pages}
          hrefOf={(page) => waitingAddress(path, { attente, a: page })}
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

const leads = (): Record<WaitingList, string> => ({
  "sans-reponse": `Sans réponse de l’organisme depuis au moins ${longWait()} jours ouvrés, les plus anciennes d’abord.`,
  "sous-le-minimum": "Les sessions qui commencent dans les quinze jours avec trop peu de monde.",
  "sans-prescripteur": "Envoyées par une structure qui a fermé, ou qui n’est plus prescriptrice : c’est à vous de les suivre.",
})

async function waitingList(actor: Actor, now: Date, attente: WaitingList, page: number) {
  if (attente === "sous-le-minimum") {
    const { rows, ...counts } = await underMinimum(actor, now, page)
    const empty = "Aucune session n’est dans ce cas."
    const list = <Table caption="Sessions sous leur minimum" columns={sessionColumns} rows={rows} keyOf={({ id }) => id} empty={empty} />
    return { ...counts, list }
  }
  const { rows, ...counts } = await (attente === "sans-reponse" ? withoutAnswer(actor, now, page) : withoutPrescriber(actor, page))
  const caption = attente === "sans-reponse" ? "Préinscriptions sans réponse" : "Préinscriptions sans prescripteur"
  const empty = attente === "sans-reponse" ? "Aucune n’attend depuis si longtemps." : "Aucune n’est dans ce cas."
  return { ...counts, list: <Table caption={caption} columns={waitingColumns(now)} rows={rows} keyOf={({ id }) => id} empty={empty} /> }
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

const sessionColumns: Column<ShortSession>[] = [
  {
    header: "Formation",
    cell: ({ id, delivery }) => <TextLink href={at("/rafael/sessions/[id]", { id })}>{delivery.course.title}</TextLink>,
  },
  { header: "Organisme", cell: ({ delivery }) => <Body structure={delivery.course.structure} /> },
  { header: "Début", cell: ({ startsOn }) => <When at={startsOn} /> },
  { header: "Inscrits", cell: ({ taken, minimum }) => `${taken} sur ${minimum} au moins` },
]

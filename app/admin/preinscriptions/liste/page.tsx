import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { DownloadLink } from "@/components/ui/button"
import { Exports } from "@/components/ui/exports"
import { Pagination } from "@/components/ui/pagination"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { type BehindLine, behind } from "@/lib/rafael/figures/queries"
import { cohortSteps } from "@/lib/rafael/figures/rules"
import { figuresAddress, readFiguresAddress } from "@/lib/rafael/figures/schema"
import { statuses } from "@/lib/rafael/states/rules"

const path = "/admin/preinscriptions/liste"
export const metadata: Metadata = { title: titleOf(path) }

export default async function BehindPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await enter(path)
  const asked = await readFiguresAddress(searchParams)
  const { rows, total, pages } = (await behind(actor, new Date(), asked)) ?? notFound()
  return (
    <Page
      title={titleOf(path)}
      lead={`${cohortSteps[asked.etape]} : ${counted(total, "préinscription")}. Aucun nom de candidat n’apparaît ici.`}
    >
      {total > 0 ? (
        <Exports>
          <DownloadLink href={figuresAddress("/admin/preinscriptions/liste/export", { ...asked, page: null })}>Export CSV</DownloadLink>
        </Exports>
      ) : null}
      <Table
        caption="Préinscriptions"
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        empty="Aucune préinscription n’est dans ce cas."
      />
      <Pagination label="Pages de la liste" page={asked.page} pages={pages} hrefOf={(page) => figuresAddress(path, { ...asked, page })} />
      <BackLink href={figuresAddress("/admin/preinscriptions", { par: asked.par, jours: asked.jours })}>Revenir aux chiffres</BackLink>
    </Page>
  )
}

const columns: Column<BehindLine>[] = [
  {
    header: "Formation",
    cell: ({ course, sessionId }) => <TextLink href={at("/rafael/sessions/[id]", { id: sessionId })}>{course}</TextLink>,
  },
  { header: "Organisme", cell: ({ body }) => body },
  { header: "Prescripteur", cell: ({ prescriber }) => prescriber },
  { header: "Début", cell: ({ startsOn }) => <When at={startsOn} /> },
  { header: "Envoyée", cell: ({ sentAt }) => <When at={sentAt} /> },
  { header: "Statut", cell: ({ status }) => statuses[status] },
]

import type { Metadata } from "next"
import Form from "next/form"
import { notFound } from "next/navigation"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { periodWords } from "@/components/parcourspro/event-sessions/session-words"
import { RegistrationBadge } from "@/components/parcourspro/registrations/status-badge"
import { Button } from "@/components/ui/button"
import { SelectField, TextField } from "@/components/ui/field"
import { ListHead } from "@/components/ui/list-head"
import { Options } from "@/components/ui/options"
import { Pagination } from "@/components/ui/pagination"
import { SearchField } from "@/components/ui/search-field"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { lineName, type RegistrationLine, yearRegistrations } from "@/lib/parcourspro/figures/queries"
import { grains } from "@/lib/parcourspro/figures/rules"
import { figuresAddress, readFiguresAddress } from "@/lib/parcourspro/figures/schema"
import { statuses } from "@/lib/parcourspro/states/rules"
import { possibleYear, yearOf } from "@/lib/parcourspro/year-rules/rules"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const path = "/admin/parcourspro/inscriptions"
export const metadata: Metadata = { title: titleOf(path) }

export default async function YearRegistrationsPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await enter(path)
  const asked = await readFiguresAddress(searchParams)
  const now = new Date()
  const year = possibleYear(asked.annee ?? yearOf(now))
  const { rows, total, pages } = (await yearRegistrations(actor, now, asked)) ?? notFound()
  const line = asked.cle ? await lineName(actor, now, asked) : null
  return (
    <Page
      title={titleOf(path)}
      lead={
        line ? `Année ${year}. ${grains[asked.par]} : ${line}.` : `Toutes les demandes sur les sessions de ${year}, les dernières d’abord.`
      }
    >
      <Form action={path} className="grid items-end gap-4 sm:grid-cols-[2fr_1fr_1fr_auto]">
        {asked.cle ? (
          <>
            <input type="hidden" name="par" value={asked.par} />
            <input type="hidden" name="cle" value={asked.cle} />
          </>
        ) : null}
        <SearchField name="q" label="Action ou structure" value={asked.q} maxLength={100} />
        <SelectField name="etape" label="Étape" defaultValue={asked.etape ?? ""} key={asked.etape}>
          <Options of={statuses} none="Toutes" />
        </SelectField>
        <TextField name="annee" label="Année" inputMode="numeric" maxLength={4} defaultValue={String(year)} key={year} />
        <Button type="submit">Afficher</Button>
      </Form>
      <ListHead
        count={counted(total, "inscription")}
        file={total > 0 ? figuresAddress(`${path}/export`, { ...asked, page: null }) : null}
      />
      <Table caption="Inscriptions" columns={columns} rows={rows} keyOf={({ id }) => id} empty="Aucune inscription n’est dans ce cas." />
      <Pagination
        label="Pages des inscriptions"
        page={asked.page}
        pages={pages}
        hrefOf={(page) => figuresAddress(path, { ...asked, page })}
      />
      {asked.cle ? (
        <BackLink href={figuresAddress("/admin/parcourspro/chiffres", { annee: year, par: asked.par })}>Revenir aux chiffres</BackLink>
      ) : (
        <BackLink href="/admin/parcourspro">Revenir à ParcoursPro</BackLink>
      )}
    </Page>
  )
}

const columns: Column<RegistrationLine>[] = [
  {
    header: "Personne",
    cell: ({ structureId, structure, ...row }) => (
      <>
        <strong className="block">{formatName(row)}</strong>
        <TextLink href={at("/admin/structures/[id]", { id: structureId })}>{structure}</TextLink>
      </>
    ),
  },
  {
    header: "Action",
    cell: ({ sessionId, title, provider, ...period }) => (
      <>
        <span className="block">
          <TextLink href={at("/parcourspro/prestataire/sessions/[id]", { id: sessionId })}>{title}</TextLink>
        </span>
        <span className="block text-sm text-soft">
          {periodWords(period)}, {provider}
        </span>
      </>
    ),
  },
  { header: "Étape", cell: ({ status }) => <RegistrationBadge status={status} /> },
  { header: "Demandée le", cell: ({ requestedAt }) => <When at={requestedAt} /> },
]

import type { Metadata } from "next"
import Form from "next/form"
import { Page } from "@/components/layout/page"
import { HistoryList } from "@/components/trace/journal/history-list"
import { Button, DownloadLink, LinkButton } from "@/components/ui/button"
import { Exports } from "@/components/ui/exports"
import { SelectField, TextField } from "@/components/ui/field"
import { SearchField } from "@/components/ui/search-field"
import { TextLink } from "@/components/ui/text-link"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { inFrenchOrder } from "@/lib/platform/text/french-order"
import { journalPage } from "@/lib/trace/journal/queries"
import { actionName, journalActions } from "@/lib/trace/journal/rules"
import { journalAddress, readJournalAddress } from "@/lib/trace/journal/schema"

export const metadata: Metadata = { title: titleOf("/admin/journal") }

const path = "/admin/journal"
type Props = { searchParams: SearchParams }

export default async function JournalPage({ searchParams }: Props) {
  const actor = await enter(path)
  const { avant, ...filters } = await readJournalAddress(searchParams)
  const { lines, next } = await journalPage(actor, filters, avant)
  const actions = inFrenchOrder(
    journalActions.map((action) => [action, actionName(action)] as const),
    ([, name]) => name,
  )
  const inverted = filters.du && filters.au && filters.au < filters.du ? "Ce jour vient avant le premier." : undefined
  return (
    <Page title={titleOf("/admin/journal")} lead="Qui a fait quoi, et ce qui a été tenté sans en avoir le droit. Gardé douze mois.">
      <Form action={path} className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <SearchField
          name="personne"
          label="Personne"
          hint="Nom ou adresse : ce qu’elle a fait, ou ce qu’on lui a fait."
          value={filters.personne}
          maxLength={100}
        />
        <SearchField name="structure" label="Structure" hint="Nom ou SIRET." value={filters.structure} maxLength={100} />
        <SelectField name="action" label="Action" defaultValue={filters.action} key={`a-${filters.action}`}>
          <option value="">Toutes</option>
          {actions.map(([action, name]) => (
            <option key={action} value={action}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField name="du" label="Du" type="date" defaultValue={filters.du} key={`du-${filters.du}`} />
        <TextField name="au" label="Au" type="date" defaultValue={filters.au} key={`au-${filters.au}`} error={inverted} />
        <div className="flex flex-wrap items-end gap-3">
          <Button type="submit">Filtrer</Button>
          <Exports>
            <DownloadLink href={journalAddress(`${path}/export`, filters)}>Export CSV</DownloadLink>
          </Exports>
        </div>
      </Form>
      {filters.import === null ? null : (
        <p className="flex flex-wrap items-center gap-x-4">
          Les structures créées ou changées par un import.
          <TextLink href={path}>Revenir à tout le journal</TextLink>
        </p>
      )}
      <HistoryList
        lines={lines}
        empty="Aucune ligne ne répond à ces filtres."
        importHref={(id) => journalAddress(path, { import: Number(id) })}
      />
      {avant === null && next === null ? null : (
        <nav aria-label="Pages du journal" className="flex flex-wrap gap-3">
          {avant === null ? null : (
            <LinkButton tone="secondary" href={journalAddress(path, filters)}>
              Revenir au plus récent
            </LinkButton>
          )}
          {next === null ? null : (
            <LinkButton tone="secondary" href={journalAddress(path, { ...filters, avant: next })}>
              Plus ancien
            </LinkButton>
          )}
        </nav>
      )}
    </Page>
  )
}

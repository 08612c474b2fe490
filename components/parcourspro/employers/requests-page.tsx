import Form from "next/form"
import type { ReactNode } from "react"
import { Page } from "@/components/layout/page"
import { type EmployerRow, RequestsTable } from "@/components/parcourspro/employers/requests-table"
import { SeveralBanner } from "@/components/parcourspro/registrations/several-banner"
import { StructureChoice } from "@/components/structures/structure-choice"
import { Outcome } from "@/components/ui/banner"
import { Button, DownloadLink } from "@/components/ui/button"
import { TextField } from "@/components/ui/field"
import { FilterLinks } from "@/components/ui/filter-links"
import { Pagination } from "@/components/ui/pagination"
import { SearchField } from "@/components/ui/search-field"
import { outcomeOf } from "@/lib/access/outcomes"
import type { Actor } from "@/lib/access/permissions"
import { type EmployerView, employerAddress, employerViews, type readEmployerAddress } from "@/lib/parcourspro/employers/schema"
import { counted } from "@/lib/platform/text/counts"

type Props = {
  path: "/parcourspro/employeur" | "/parcourspro/employeur/sans-employeur"
  title: string
  lead: string
  asked: Awaited<ReturnType<typeof readEmployerAddress>>
  place: { actor: Actor; structureId: string; structures: { id: string; raisonSociale: string }[] }
  list: { rows: EmployerRow[]; total: number; pages: number }
  children?: ReactNode
}

const nothing: Record<EmployerView, string> = {
  "a-traiter": "Aucune demande n’attend votre réponse.",
  acceptees: "Aucune inscription acceptée n’est en cours.",
  historique: "Rien n’est encore terminé.",
}

/** The requests of a structure's people: for its Employeurs, or for its référents while it has none. */
export function RequestsPage({ path, title, lead, asked, place, list, children }: Props) {
  const { actor, structureId, structures } = place
  const kept = { ...asked, structure: structureId, page: null, fait: null, faites: null, refusees: null, pourquoi: null }
  const isFiltered = asked.q !== "" || asked.annee !== null
  return (
    <Page
      title={title}
      lead={lead}
      banner={asked.fait ? <Outcome>{outcomeOf("/parcourspro/employeur", asked.fait)}</Outcome> : <SeveralBanner {...asked} />}
      above={<StructureChoice action={path} structures={structures} structureId={structureId} kept={{ onglet: asked.onglet }} />}
    >
      <FilterLinks
        label="Listes"
        links={(Object.keys(employerViews) as EmployerView[]).map((onglet) => ({
          href: employerAddress(path, { ...kept, onglet }),
          name: employerViews[onglet],
          isHere: onglet === asked.onglet,
        }))}
      />
      <Form action={path} className="grid gap-4 sm:grid-cols-[2fr_1fr_auto] sm:items-end">
        <input type="hidden" name="structure" value={structureId} />
        <input type="hidden" name="onglet" value={asked.onglet} />
        <SearchField name="q" label="Personne ou action" value={asked.q} maxLength={100} />
        <TextField
          name="annee"
          label="Année"
          inputMode="numeric"
          maxLength={4}
          defaultValue={asked.annee === null ? "" : String(asked.annee)}
          key={`a-${asked.annee}`}
        />
        <Button type="submit">Rechercher</Button>
      </Form>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p aria-live="polite" className="text-soft">
          {counted(list.total, "demande")}
        </p>
        {actor.control ? null : (
          <DownloadLink href={employerAddress("/parcourspro/employeur/export", { ...asked, structure: structureId, page: null })}>
            Export CSV
          </DownloadLink>
        )}
      </div>
      <RequestsTable
        rows={list.rows}
        view={asked.onglet}
        structureId={structureId}
        mayAnswer={!actor.control}
        actorId={actor.accountId}
        empty={isFiltered ? "Aucune demande ne répond à cette recherche." : nothing[asked.onglet]}
      />
      <Pagination
        label="Pages de la liste"
        page={asked.page}
        pages={list.pages}
        hrefOf={(page) => employerAddress(path, { ...kept, page })}
      />
      {children}
    </Page>
  )
}

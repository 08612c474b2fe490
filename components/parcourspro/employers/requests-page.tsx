import Form from "next/form"
import type { ReactNode } from "react"
import { Page } from "@/components/layout/page"
import { type EmployerRow, RequestsTable } from "@/components/parcourspro/employers/requests-table"
import { SeveralBanner } from "@/components/parcourspro/registrations/several-banner"
import { StructureChoice } from "@/components/structures/structure-choice"
import { Outcome } from "@/components/ui/banner"
import { Button } from "@/components/ui/button"
import { Section } from "@/components/ui/card"
import { TextField } from "@/components/ui/field"
import { FilterLinks } from "@/components/ui/filter-links"
import { ListHead } from "@/components/ui/list-head"
import { Pagination } from "@/components/ui/pagination"
import { SearchField } from "@/components/ui/search-field"
import { TextLink } from "@/components/ui/text-link"
import { outcomeOf } from "@/lib/access/outcomes"
import type { Actor } from "@/lib/access/permissions"
import { durationWords } from "@/lib/parcourspro/codes/rules"
import type { personYears } from "@/lib/parcourspro/employers/queries"
import { type EmployerView, employerAddress, employerViews, type readEmployerAddress } from "@/lib/parcourspro/employers/schema"
import { counted } from "@/lib/platform/text/counts"
import { formatName } from "@/lib/vocabulary/accounts/rules"

type Props = {
  path: "/parcourspro/employeur" | "/parcourspro/employeur/sans-employeur"
  title: string
  lead: string
  asked: Awaited<ReturnType<typeof readEmployerAddress>>
  place: { actor: Actor; structureId: string; structures: { id: string; raisonSociale: string }[] }
  list: { rows: EmployerRow[]; total: number; pages: number }
  /** The person whose registrations alone are listed. */
  person: Awaited<ReturnType<typeof personYears>>
  children?: ReactNode
}

const nothing: Record<EmployerView, string> = {
  "a-traiter": "Aucune demande n’attend votre réponse.",
  acceptees: "Aucune inscription acceptée n’est en cours.",
  historique: "Rien n’est encore terminé.",
}

/** The requests of a structure's people: for its Employeurs, or for its référents while it has none. */
export function RequestsPage({ path, title, lead, asked, place, list, person, children }: Props) {
  const { actor, structureId, structures } = place
  const kept = { ...asked, structure: structureId, demande: null, page: null, fait: null, faites: null, refusees: null, pourquoi: null }
  const isFiltered = asked.q !== "" || asked.personne !== "" || asked.annee !== null
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
          href: employerAddress(path, { ...kept, personne: "", onglet }),
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
      {person ? (
        <Section id="personne" title={formatName(person)}>
          {person.years.length === 0 ? <p className="text-soft">Aucune présence notée.</p> : null}
          <ul className="grid gap-1">
            {person.years.map(({ year, actions, hours }) => (
              <li key={year}>
                {year} : {counted(actions, "action suivie", "actions suivies")}, {durationWords(Math.round(hours * 60))}
              </li>
            ))}
          </ul>
          <p>
            <TextLink href={employerAddress(path, { ...kept, personne: "" })}>Voir toutes les personnes</TextLink>
          </p>
        </Section>
      ) : null}
      <ListHead
        count={counted(list.total, "demande")}
        file={
          actor.control
            ? null
            : employerAddress("/parcourspro/employeur/export", { ...asked, structure: structureId, demande: null, page: null })
        }
      />
      <RequestsTable
        historyOf={(personne) => employerAddress(path, { ...kept, q: "", onglet: "historique", personne })}
        named={asked.demande}
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

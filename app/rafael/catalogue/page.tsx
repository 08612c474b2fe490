import type { Metadata } from "next"
import Form from "next/form"
import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import { Page } from "@/components/layout/page"
import { StructureChoice } from "@/components/structures/structure-choice"
import { Badge } from "@/components/ui/badge"
import { Outcome } from "@/components/ui/banner"
import { Button, DownloadLink, LinkButton } from "@/components/ui/button"
import { Exports } from "@/components/ui/exports"
import { SelectField } from "@/components/ui/field"
import { Options } from "@/components/ui/options"
import { Pagination } from "@/components/ui/pagination"
import { SearchField } from "@/components/ui/search-field"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { addressWith, reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { todayOf } from "@/lib/platform/time/working-days"
import { offerStates } from "@/lib/rafael/codes/rules"
import { coursesOf } from "@/lib/rafael/courses/queries"
import { enterRafael } from "@/lib/rafael/entrance/structure"
import { hasLheoFile } from "@/lib/rafael/lheo/queries"
import { structuresWith } from "@/lib/rafael/rights/rules"

export const metadata: Metadata = { title: titleOf("/rafael/catalogue") }

const parsers = {
  structure: words,
  q: words,
  etat: parseAsStringLiteral(["draft", "published", "archived"]),
  page: parseAsInteger.withDefault(1),
  fait: words,
}
const readAddress = reading(parsers)
const addressOf = addressWith(parsers)
const path = "/rafael/catalogue"
const stateTones = { draft: "wait", published: "good", archived: "neutral" } as const

type Props = { searchParams: SearchParams }
type Line = Awaited<ReturnType<typeof coursesOf>>["courses"][number]

export default async function CataloguePage({ searchParams }: Props) {
  const { fait, ...asked } = await readAddress(searchParams)
  const { actor, structureId, structures } = await enterRafael(path, "offer.see", asked.structure)
  const [{ courses, total, pages }, hasPublished] = await Promise.all([
    coursesOf(actor, structureId, asked, todayOf(new Date())),
    hasLheoFile(actor, structureId),
  ])
  const mayWrite = structuresWith(actor, "offer.write").includes(structureId) && !actor.control
  return (
    <Page
      title={titleOf(path)}
      lead="L’offre de votre structure : ce qui est publié se trouve par la recherche, avec ses sessions."
      banner={<Outcome>{outcomeOf(path, fait)}</Outcome>}
      above={<StructureChoice action={path} structures={structures} structureId={structureId} />}
    >
      {mayWrite ? (
        <div className="flex flex-wrap gap-3">
          <LinkButton href={at("/rafael/catalogue/formations/nouvelle", { structure: structureId })}>Ajouter une formation</LinkButton>
          <LinkButton tone="secondary" href={at("/rafael/catalogue/import", { structure: structureId })}>
            Importer (LHÉO)
          </LinkButton>
          <LinkButton tone="secondary" href={at("/rafael/catalogue/organisme", { structure: structureId })}>
            Votre organisme dans l’offre
          </LinkButton>
        </div>
      ) : null}
      <div className="grid gap-4 lg:grid-cols-[2fr_1fr]">
        <Form action={path} className="grid gap-4 sm:grid-cols-[1fr_auto] sm:items-end">
          <input type="hidden" name="structure" value={structureId} />
          {asked.etat ? <input type="hidden" name="etat" value={asked.etat} /> : null}
          <SearchField name="q" label="Intitulé, numéro, Formacode ou ROME" value={asked.q} maxLength={100} />
          <Button type="submit">Rechercher</Button>
        </Form>
        <Form action={path} className="grid gap-4 sm:grid-cols-[1fr_auto] sm:items-end">
          <input type="hidden" name="structure" value={structureId} />
          {asked.q ? <input type="hidden" name="q" value={asked.q} /> : null}
          <SelectField name="etat" label="État" defaultValue={asked.etat ?? ""} key={`e-${asked.etat}`}>
            <Options of={offerStates} none="Tous" />
          </SelectField>
          <Button type="submit" tone="secondary">
            Filtrer
          </Button>
        </Form>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p aria-live="polite" className="text-soft">
          {total === 1 ? "1 formation" : `${total.toLocaleString("fr-FR")} formations`}
        </p>
        {actor.control || total === 0 ? null : (
          <Exports>
            {hasPublished ? (
              <DownloadLink href={at("/rafael/catalogue/export", { structure: structureId })}>Exporter (LHÉO)</DownloadLink>
            ) : null}
            <DownloadLink href={at("/rafael/catalogue/export", { structure: structureId, format: "csv", q: asked.q, etat: asked.etat })}>
              Exporter (CSV)
            </DownloadLink>
          </Exports>
        )}
      </div>
      <Table
        caption="Formations"
        columns={columns}
        rows={courses}
        keyOf={({ id }) => id}
        empty={<Nothing isFiltered={asked.q !== "" || asked.etat !== null} />}
      />
      <Pagination label="Pages des formations" page={asked.page} pages={pages} hrefOf={(page) => addressOf(path, { ...asked, page })} />
    </Page>
  )
}

const columns: Column<Line>[] = [
  {
    header: "Formation",
    cell: ({ id, title, numero }) => (
      <>
        <TextLink strong href={at("/rafael/catalogue/formations/[id]", { id })}>
          {title}
        </TextLink>
        <span className="block text-sm text-soft">{numero}</span>
      </>
    ),
  },
  { header: "Actions", cell: ({ deliveries }) => deliveries },
  { header: "Sessions ouvertes", cell: ({ openSessions }) => openSessions },
  { header: "Prochaine date", cell: ({ next }) => (next ? <When at={next} /> : "Aucune") },
  { header: "Complétude", cell: ({ completeness }) => `${completeness} %` },
  { header: "État", cell: ({ state }) => <Badge tone={stateTones[state]}>{offerStates[state]}</Badge> },
  { header: "Modifiée le", cell: ({ updatedAt }) => <When at={updatedAt} /> },
]

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  return <p>{isFiltered ? "Aucune formation ne répond à cette recherche." : "Aucune formation pour le moment : ajoutez la première."}</p>
}

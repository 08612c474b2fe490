import type { Metadata } from "next"
import Form from "next/form"
import { Page } from "@/components/layout/page"
import { Outcome } from "@/components/ui/banner"
import { Button } from "@/components/ui/button"
import { FilterLinks } from "@/components/ui/filter-links"
import { ListHead } from "@/components/ui/list-head"
import { Pagination } from "@/components/ui/pagination"
import { ReasonForm } from "@/components/ui/reason-form"
import { SearchField } from "@/components/ui/search-field"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import type { Actor } from "@/lib/access/permissions"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { todayOf } from "@/lib/platform/time/working-days"
import { unpublish } from "@/lib/rafael/courses/actions"
import { type OfferQuality, offerImports, offerQuality, publishedCourses } from "@/lib/rafael/oversight/queries"
import { importStates } from "@/lib/rafael/oversight/rules"
import { type OfferView, offerViews, oversightAddress, readOversightAddress } from "@/lib/rafael/oversight/schema"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const path = "/admin/offre"
export const metadata: Metadata = { title: titleOf(path) }

type Line = Awaited<ReturnType<typeof publishedCourses>>["courses"][number]
type Asked = { q: string; page: number; vue: OfferView }

export default async function OfferPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await enter(path)
  const { fait, ...asked } = await readOversightAddress(searchParams)
  return (
    <Page
      title={titleOf(path)}
      lead="Ce que les organismes de formation publient. Dépublier demande une raison, que l’organisme lit."
      banner={<Outcome>{outcomeOf(path, fait)}</Outcome>}
    >
      <FilterLinks
        label="Vues de l’offre"
        links={Object.entries(offerViews).map(([vue, name]) => ({
          href: oversightAddress(path, { vue: vue as OfferView }),
          name,
          isHere: vue === asked.vue,
        }))}
      />
      {asked.vue === "formations" ? (
        <Published actor={actor} asked={asked} />
      ) : asked.vue === "qualite" ? (
        <Quality actor={actor} asked={asked} />
      ) : (
        <Imports actor={actor} asked={asked} />
      )}
    </Page>
  )
}

/** How many there are, and the list as a file. */

const fileOf = ({ vue, q }: Asked) => oversightAddress("/admin/offre/export", { vue, q })

type ViewProps = { actor: Actor; asked: Asked }

async function Quality({ actor, asked }: ViewProps) {
  const { rows, total, pages } = await offerQuality(actor, todayOf(new Date()), asked.page)
  return (
    <>
      <ListHead count={counted(total, "organisme")} file={fileOf(asked)} />
      <Table caption="Qualité de l’offre par organisme" columns={qualityColumns} rows={rows} keyOf={({ id }) => id} empty="Aucune offre." />
      <Pagination
        label="Pages des organismes"
        page={asked.page}
        pages={pages}
        hrefOf={(page) => oversightAddress(path, { ...asked, page })}
      />
    </>
  )
}

const qualityColumns: Column<OfferQuality>[] = [
  {
    header: "Organisme",
    cell: ({ id, raisonSociale }) => <TextLink href={at("/admin/structures/[id]", { id })}>{raisonSociale}</TextLink>,
  },
  { header: "Publiées", cell: ({ published }) => published },
  { header: "Brouillons", cell: ({ drafts }) => drafts },
  { header: "Sessions à venir", cell: ({ sessions }) => sessions },
  { header: "Information du public", cell: ({ information }) => (information === null ? "–" : <Share percent={information} />) },
]

/** A share, as a number and as a bar that says the same. */
function Share({ percent }: { percent: number }) {
  return (
    <span className="flex items-center gap-2">
      <span className="w-12 tabular-nums">{percent} %</span>
      <svg aria-hidden viewBox="0 0 100 8" className="h-2 w-24">
        <rect width="100" height="8" rx="4" className="fill-sunken" />
        <rect width={percent} height="8" rx="4" className="fill-brand" />
      </svg>
    </span>
  )
}

async function Imports({ actor, asked }: ViewProps) {
  const { rows, total, pages } = await offerImports(actor, asked.page)
  return (
    <>
      <ListHead count={counted(total, "import")} file={fileOf(asked)} />
      <Table caption="Imports LHÉO" columns={importColumns} rows={rows} keyOf={({ id }) => id} empty="Aucun import pour le moment." />
      <Pagination label="Pages des imports" page={asked.page} pages={pages} hrefOf={(page) => oversightAddress(path, { ...asked, page })} />
    </>
  )
}

const importColumns: Column<Awaited<ReturnType<typeof offerImports>>["rows"][number]>[] = [
  { header: "Envoyé", cell: ({ createdAt }) => <When at={createdAt} /> },
  {
    header: "Organisme",
    cell: ({ structure }) => <TextLink href={at("/admin/structures/[id]", { id: structure.id })}>{structure.raisonSociale}</TextLink>,
  },
  { header: "Fichier", cell: ({ fileName }) => <span className="wrap-anywhere">{fileName}</span> },
  { header: "Par", cell: ({ author }) => formatName(author) },
  { header: "État", cell: ({ status }) => importStates[status] },
  { header: "Créées", cell: ({ report }) => report?.created ?? "–" },
  { header: "Modifiées", cell: ({ report }) => report?.changed ?? "–" },
  { header: "Rejetées", cell: ({ report }) => report?.rejectedCount ?? "–" },
]

async function Published({ actor, asked }: ViewProps) {
  const { courses, total, pages } = await publishedCourses(actor, asked)
  return (
    <>
      <Form action={path} className="grid gap-4 sm:grid-cols-[1fr_auto] sm:items-end">
        <SearchField name="q" label="Intitulé, organisme ou Formacode" value={asked.q} maxLength={100} />
        <Button type="submit">Rechercher</Button>
      </Form>
      <ListHead count={counted(total, "formation publiée", "formations publiées")} file={fileOf(asked)} />
      <Table
        caption="Formations publiées"
        columns={columns}
        rows={courses}
        keyOf={({ id }) => id}
        empty="Aucune formation ne répond à cette recherche."
      />
      <Pagination
        label="Pages des formations"
        page={asked.page}
        pages={pages}
        hrefOf={(page) => oversightAddress(path, { ...asked, page })}
      />
    </>
  )
}

const columns: Column<Line>[] = [
  {
    header: "Formation",
    cell: ({ id, title }) => (
      <span id={`formation-${id}`}>
        <TextLink strong href={at("/rafael/formations/[id]", { id })}>
          {title}
        </TextLink>
      </span>
    ),
  },
  {
    header: "Organisme",
    cell: ({ structure }) => <TextLink href={at("/admin/structures/[id]", { id: structure.id })}>{structure.raisonSociale}</TextLink>,
  },
  { header: "Modifiée le", cell: ({ updatedAt }) => <When at={updatedAt} /> },
  {
    header: "Actions",
    wide: true,
    cell: ({ id }) => (
      <ReasonForm
        action={unpublish}
        target={{ name: "courseId", value: id }}
        submit="Dépublier"
        folded="Dépublier"
        describedBy={`formation-${id}`}
      />
    ),
  },
]

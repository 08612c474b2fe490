import type { Metadata } from "next"
import Form from "next/form"
import { parseAsInteger } from "nuqs/server"
import { Page } from "@/components/layout/page"
import { Outcome } from "@/components/ui/banner"
import { Button } from "@/components/ui/button"
import { Pagination } from "@/components/ui/pagination"
import { ReasonForm } from "@/components/ui/reason-form"
import { SearchField } from "@/components/ui/search-field"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { addressWith, reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { unpublish } from "@/lib/rafael/courses/actions"
import { publishedCourses } from "@/lib/rafael/oversight/queries"

const path = "/admin/offre"
export const metadata: Metadata = { title: titleOf(path) }

const parsers = { q: words, page: parseAsInteger.withDefault(1), fait: words }
const readAddress = reading(parsers)
const addressOf = addressWith(parsers)

type Line = Awaited<ReturnType<typeof publishedCourses>>["courses"][number]

export default async function OfferPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await enter(path)
  const { fait, ...asked } = await readAddress(searchParams)
  const { courses, total, pages } = await publishedCourses(actor, asked)
  return (
    <Page
      title={titleOf(path)}
      lead="Ce que les organismes de formation publient. Dépublier demande une raison, que l’organisme lit."
      banner={<Outcome>{outcomeOf(path, fait)}</Outcome>}
    >
      <Form action={path} className="grid gap-4 sm:grid-cols-[1fr_auto] sm:items-end">
        <SearchField name="q" label="Intitulé, organisme ou Formacode" value={asked.q} maxLength={100} />
        <Button type="submit">Rechercher</Button>
      </Form>
      <p aria-live="polite" className="text-soft">
        {total === 1 ? "1 formation publiée" : `${total.toLocaleString("fr-FR")} formations publiées`}
      </p>
      <Table
        caption="Formations publiées"
        columns={columns}
        rows={courses}
        keyOf={({ id }) => id}
        empty="Aucune formation ne répond à cette recherche."
      />
      <Pagination label="Pages des formations" page={asked.page} pages={pages} hrefOf={(page) => addressOf(path, { ...asked, page })} />
    </Page>
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

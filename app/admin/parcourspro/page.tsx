import type { Metadata } from "next"
import Form from "next/form"
import { Page } from "@/components/layout/page"
import { periodWords } from "@/components/parcourspro/event-sessions/session-words"
import { ThemeForm } from "@/components/parcourspro/events/theme-form"
import { SessionsTable } from "@/components/parcourspro/providers/tables"
import { SeveralBanner } from "@/components/parcourspro/registrations/several-banner"
import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { Outcome } from "@/components/ui/banner"
import { Button, LinkButton } from "@/components/ui/button"
import { Card } from "@/components/ui/card"
import { FilterLinks } from "@/components/ui/filter-links"
import { ListHead } from "@/components/ui/list-head"
import { Pagination } from "@/components/ui/pagination"
import { SearchField } from "@/components/ui/search-field"
import { SeveralGestures, Ticked } from "@/components/ui/several"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import type { Actor } from "@/lib/access/permissions"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { kindNames } from "@/lib/parcourspro/codes/rules"
import { figuresAddress } from "@/lib/parcourspro/figures/schema"
import { allEvents, allSessions, type WaitingRequest, waitingForEmployers } from "@/lib/parcourspro/oversight/queries"
import { type OversightView, oversightAddress, oversightViews, readOversightAddress } from "@/lib/parcourspro/oversight/schema"
import { employerDeadline } from "@/lib/parcourspro/states/rules"
import { putAway } from "@/lib/parcourspro/themes/actions"
import { themes } from "@/lib/parcourspro/themes/queries"
import type { SearchParams } from "@/lib/platform/http/search-params"
import { counted } from "@/lib/platform/text/counts"
import { de } from "@/lib/platform/text/elision"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const path = "/admin/parcourspro"
export const metadata: Metadata = { title: titleOf(path) }

type Asked = Awaited<ReturnType<typeof readOversightAddress>>

export default async function ProgrammeOversightPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await enter(path)
  const asked = await readOversightAddress(searchParams)
  return (
    <Page
      title={titleOf(path)}
      lead="Le programme de professionnalisation : ses actions, ses sessions, et ce qui attend une réponse."
      banner={asked.fait ? <Outcome>{outcomeOf(path, asked.fait)}</Outcome> : <SeveralBanner {...asked} />}
    >
      <div className="flex flex-wrap gap-3">
        <LinkButton tone="secondary" href="/admin/parcourspro/chiffres">
          Chiffres
        </LinkButton>
        <LinkButton tone="secondary" href="/admin/parcourspro/inscriptions">
          Toutes les inscriptions
        </LinkButton>
      </div>
      <FilterLinks
        label="Vues du programme"
        links={(Object.keys(oversightViews) as OversightView[]).map((vue) => ({
          href: oversightAddress(path, { vue }),
          name: oversightViews[vue],
          isHere: vue === asked.vue,
        }))}
      />
      {asked.vue === "themes" ? <Themes /> : <Searched actor={actor} asked={asked} />}
    </Page>
  )
}

async function Searched({ actor, asked }: { actor: Actor; asked: Asked }) {
  const list = await listOf(actor, asked)
  return (
    <>
      {asked.vue === "actions" ? (
        <div>
          <LinkButton href="/admin/parcourspro/actions/nouvelle">Ajouter une action</LinkButton>
        </div>
      ) : null}
      <Form action={path} className="grid gap-4 sm:grid-cols-[1fr_auto] sm:items-end">
        <input type="hidden" name="vue" value={asked.vue} />
        <SearchField name="q" label="Titre de l’action" value={asked.q} maxLength={100} />
        <Button type="submit">Rechercher</Button>
      </Form>
      <ListHead count={counted(list.total, ...list.word)} file={list.total > 0 ? exportOf(asked) : null} />
      {list.table}
      <Pagination
        label="Pages de la liste"
        page={asked.page}
        pages={list.pages}
        hrefOf={(page) => oversightAddress(path, { vue: asked.vue, q: asked.q, page })}
      />
    </>
  )
}

/** The file of a list. That of those who wait for an employer is one of the registrations, of this state. */
function exportOf({ vue, q }: Asked) {
  if (vue === "inscriptions") return figuresAddress("/admin/parcourspro/inscriptions/export", { q, etape: "requested" })
  return oversightAddress("/admin/parcourspro/export", { vue, q })
}

async function listOf(actor: Actor, asked: Asked) {
  if (asked.vue === "actions") {
    const { rows, ...counts } = await allEvents(actor, asked)
    const empty = <p>Aucune action : ajoutez la première.</p>
    const table = <Table caption="Actions" columns={eventColumns} rows={rows} keyOf={({ id }) => id} empty={empty} />
    return { ...counts, table, word: ["action"] as [string] }
  }
  if (asked.vue === "inscriptions") {
    const { rows, ...counts } = await waitingForEmployers(actor, asked)
    return { ...counts, table: <Requests rows={rows} />, word: ["demande"] as [string] }
  }
  const orphans = asked.vue === "reprendre"
  const { rows, ...counts } = await allSessions(actor, { ...asked, orphans }, new Date())
  const empty = orphans ? "Aucune session n’est à reprendre : tous les prestataires sont ouverts." : "Aucune session à venir."
  return { ...counts, table: <SessionsTable rows={rows} empty={empty} />, word: ["session"] as [string] }
}

type EventLine = Awaited<ReturnType<typeof allEvents>>["rows"][number]
const eventColumns: Column<EventLine>[] = [
  {
    header: "Action",
    cell: ({ id, title }) => (
      <TextLink strong href={at("/admin/parcourspro/actions/[id]", { id })}>
        {title}
      </TextLink>
    ),
  },
  { header: "Format", cell: ({ kind }) => kindNames[kind] },
  { header: "Thème", cell: ({ theme }) => theme.name },
  { header: "Prestataire", cell: ({ provider }) => provider.raisonSociale },
  { header: "Sessions", cell: ({ _count }) => _count.sessions },
  {
    header: "État",
    cell: ({ archivedAt, adherentsOnly }) =>
      archivedAt ? (
        <Badge tone="neutral">Archivée</Badge>
      ) : adherentsOnly ? (
        <Badge tone="brand">Adhérents</Badge>
      ) : (
        <Badge tone="good">Ouverte à tous</Badge>
      ),
  },
]

const several = "demandes-sans-reponse"
const requestColumns: Column<WaitingRequest>[] = [
  {
    header: "Personne",
    cell: ({ id, account }) => (
      <Ticked form={several} value={id} name={`Cocher la demande ${de(formatName(account))}`}>
        <strong>{formatName(account)}</strong>
      </Ticked>
    ),
  },
  { header: "Structure", cell: ({ structure }) => structure.raisonSociale },
  { header: "Action", cell: ({ session }) => session.event.title },
  { header: "Dates", cell: ({ session }) => periodWords(session) },
  { header: "Demandée le", cell: ({ requestedAt }) => <When at={requestedAt} /> },
  { header: "Répondre avant", cell: ({ session }) => <When at={employerDeadline(session.closesAt)} /> },
]

/** A manager answers in place of an employer only with a reason. */
function Requests({ rows }: { rows: WaitingRequest[] }) {
  const answer = (geste: string, label: string, isEnding: boolean) => ({
    label,
    address: at("/parcourspro/employeur/repondre/[geste]", { geste }),
    isEnding,
  })
  return (
    <div className="grid gap-4">
      <Table
        caption="Demandes sans réponse"
        columns={requestColumns}
        rows={rows}
        keyOf={({ id }) => id}
        empty={<p>Aucune demande n’attend un employeur.</p>}
      />
      <SeveralGestures
        id={several}
        label="Répondre aux demandes cochées"
        noun={["demande", "demandes"]}
        gestures={rows.length > 0 ? [answer("accepter", "Accepter", false), answer("refuser", "Refuser", true)] : []}
      />
    </div>
  )
}

async function Themes() {
  const known = await themes()
  return (
    <>
      <Card>
        <ThemeForm />
      </Card>
      <Table
        caption="Thèmes"
        columns={[
          { header: "Thème", cell: ({ id, name }) => <span id={`theme-${id}`}>{name}</span> },
          {
            header: "Ranger",
            cell: ({ id }) => (
              <ActionButton action={putAway} tone="quiet" fields={{ themeId: id }} describedBy={`theme-${id}`}>
                Ne plus proposer
              </ActionButton>
            ),
          },
        ]}
        rows={known}
        keyOf={({ id }) => id}
        empty={<p>Aucun thème : ajoutez le premier.</p>}
      />
    </>
  )
}

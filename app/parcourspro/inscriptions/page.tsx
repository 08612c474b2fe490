import type { Metadata } from "next"
import { Page } from "@/components/layout/page"
import { FeedForm } from "@/components/parcourspro/calendars/feed-form"
import { periodWords } from "@/components/parcourspro/event-sessions/session-words"
import { RegistrationBadge } from "@/components/parcourspro/registrations/status-badge"
import { ActionButton } from "@/components/ui/action-button"
import { Outcome } from "@/components/ui/banner"
import { LinkButton } from "@/components/ui/button"
import { Card, Section } from "@/components/ui/card"
import { type Column, Quiet, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { titleOf } from "@/lib/access/routes"
import { enter } from "@/lib/identity/entrance/actor"
import { feedSince } from "@/lib/parcourspro/calendars/queries"
import { kindNames } from "@/lib/parcourspro/codes/rules"
import { type DocumentLine, ownDocuments } from "@/lib/parcourspro/documents/queries"
import { documentKinds } from "@/lib/parcourspro/documents/rules"
import { askAgain, takePlace } from "@/lib/parcourspro/registrations/actions"
import { type OwnLine, ownRegistrations } from "@/lib/parcourspro/registrations/queries"
import { mayJudge, scores } from "@/lib/parcourspro/satisfactions/rules"
import { isLiving } from "@/lib/parcourspro/states/rules"
import { ownYear } from "@/lib/parcourspro/year-rules/queries"
import { yearWords } from "@/lib/parcourspro/year-rules/rules"
import { reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { lookup } from "@/lib/platform/text/lookup"
import { formatDay, formatInstant } from "@/lib/platform/time/dates"
import { begunBefore, workingDaysSince } from "@/lib/platform/time/working-days"

const path = "/parcourspro/inscriptions"
export const metadata: Metadata = { title: titleOf(path) }
const readAddress = reading({ fait: words })

export default async function OwnRegistrationsPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await enter(path)
  const { fait } = await readAddress(searchParams)
  const now = new Date()
  const [rows, { year, rules, own }, documents, since] = await Promise.all([
    ownRegistrations(actor),
    ownYear(actor.accountId, now),
    ownDocuments(actor),
    feedSince(actor),
  ])
  const goingOn = rows.filter(({ status }) => isLiving(status))
  const over = rows.filter(({ status }) => !isLiving(status))
  const mayAct = !actor.control
  return (
    <Page
      title={titleOf(path)}
      lead="Vos demandes sur le programme, et où en est chacune."
      banner={<Outcome>{outcomeOf(path, fait)}</Outcome>}
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-soft">
          En {year}, actions réservées aux adhérents : {yearWords(own, rules)}.
        </p>
        <LinkButton tone="secondary" href="/parcourspro">
          Voir le programme
        </LinkButton>
      </div>
      <Table
        caption="Inscriptions en cours"
        columns={mayAct ? [...columnsOf(now, documents), gestures(now)] : columnsOf(now, documents)}
        rows={goingOn}
        keyOf={({ id }) => id}
        empty={<p>Aucune inscription en cours : choisissez une action du programme.</p>}
      />
      {over.length > 0 ? (
        <>
          <h2 className="text-xl font-semibold">Terminées</h2>
          <Table
            caption="Inscriptions terminées"
            columns={
              mayAct && over.some((row) => mayJudge(row, now)) ? [...columnsOf(now, documents), judgements(now)] : columnsOf(now, documents)
            }
            rows={over}
            keyOf={({ id }) => id}
            empty={null}
          />
        </>
      ) : null}
      {mayAct ? (
        <Section
          id="agenda"
          title="Mon agenda"
          lead={`Une adresse privée, que votre agenda relit : vos sessions confirmées y viennent et en partent toutes seules.${since ? ` La vôtre date du ${formatDay(since)}.` : ""}`}
        >
          <Card>
            <FeedForm hasOne={since !== null} />
          </Card>
        </Section>
      ) : null}
    </Page>
  )
}

function columnsOf(now: Date, documents: DocumentLine[]): Column<OwnLine>[] {
  const papers = documents.length > 0 ? [papersColumn(documents)] : []
  return [
    {
      header: "Action",
      cell: ({ id, session: { event } }) => (
        <span id={`action-${id}`}>
          <span className="block">
            <TextLink strong href={at("/parcourspro/actions/[id]", { id: event.id })}>
              {event.title}
            </TextLink>
          </span>
          <span className="block text-sm text-soft">
            {kindNames[event.kind]}, {event.provider.raisonSociale}
          </span>
        </span>
      ),
    },
    { header: "Dates", cell: ({ session }) => periodWords(session) },
    { header: "Lieu", cell: (row) => <Where {...row} /> },
    { header: "Structure", cell: ({ structure }) => structure.raisonSociale },
    { header: "Étape", cell: (row) => <Stage row={row} now={now} /> },
    ...papers,
  ]
}

/** The papers of each registration, under their names. */
function papersColumn(documents: DocumentLine[]): Column<OwnLine> {
  return {
    header: "Documents",
    cell: ({ id }) => {
      const own = documents.filter(({ registrationId }) => registrationId === id)
      if (own.length === 0) return <Quiet>–</Quiet>
      return (
        <ul className="grid gap-1">
          {own.map((document) => (
            <li key={document.id}>
              <TextLink href={at("/documents/[id]", { id: document.id })}>{documentKinds[document.kind].name}</TextLink>
            </li>
          ))}
        </ul>
      )
    },
  }
}

/** How to join from afar is told to those who are confirmed. */
function Where({ status, session: { isRemote, place, postcode, city } }: OwnLine) {
  if (!isRemote) return [place, [postcode, city].filter(Boolean).join(" ")].filter(Boolean).join(", ")
  return status === "confirmed" && place ? `À distance : ${place}` : "À distance"
}

function Stage({ row, now }: { row: OwnLine; now: Date }) {
  const waited = workingDaysSince(row.stepAt, now)
  const since = waited === 0 ? "depuis aujourd’hui" : `depuis ${waited} jour${waited > 1 ? "s" : ""} ouvré${waited > 1 ? "s" : ""}`
  return (
    <>
      <RegistrationBadge status={row.status} />
      {row.status === "requested" || row.status === "employer_accepted" ? <span className="block text-sm text-soft">{since}</span> : null}
      {row.status === "waitlisted" && row.rank ? <span className="block text-sm text-soft">rang {row.rank}</span> : null}
      {row.offeredUntil ? <span className="block text-sm text-soft">gardée jusqu’au {formatInstant(row.offeredUntil)}</span> : null}
      {row.reason ? <span className="block text-sm wrap-anywhere">« {row.reason} »</span> : null}
    </>
  )
}

/** What the person thought of those they came to; they may say it for a while. */
function judgements(now: Date): Column<OwnLine> {
  return {
    header: "Mon avis",
    cell: (row) => {
      const said = lookup(scores, String(row.satisfaction?.score))
      if (!mayJudge(row, now)) return <Quiet>{said ?? "–"}</Quiet>
      return (
        <TextLink href={at("/parcourspro/inscriptions/[id]/avis", { id: row.id })} aria-describedby={`action-${row.id}`}>
          {said ? `Changer : ${said.toLowerCase()}` : "Donner mon avis"}
        </TextLink>
      )
    },
  }
}

function gestures(now: Date): Column<OwnLine> {
  return {
    header: "Agir",
    cell: ({ id, status, requestedAt }) => (
      <div className="flex flex-wrap gap-2">
        {status === "offered" ? (
          <ActionButton action={takePlace} fields={{ registrationId: id }} describedBy={`action-${id}`}>
            Accepter la place
          </ActionButton>
        ) : null}
        {(status === "requested" || status === "employer_accepted") && requestedAt < begunBefore(now, 2) ? (
          <ActionButton action={askAgain} tone="secondary" fields={{ registrationId: id }} describedBy={`action-${id}`}>
            Relancer
          </ActionButton>
        ) : null}
        <LinkButton tone="quiet" href={at("/parcourspro/inscriptions/[id]/retirer", { id })} aria-describedby={`action-${id}`}>
          Me désister
        </LinkButton>
      </div>
    ),
  }
}

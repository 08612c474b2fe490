import type { Metadata } from "next"
import { parseAsStringLiteral } from "nuqs/server"
import type { ReactNode } from "react"
import { BackLink } from "@/components/layout/back-link"
import { Page } from "@/components/layout/page"
import { DocumentsPanel } from "@/components/parcourspro/documents/documents-panel"
import { periodWords, whereWords } from "@/components/parcourspro/event-sessions/session-words"
import { PresencePanel } from "@/components/parcourspro/presences/presence-panel"
import { ExpectedTable, headWords, SessionBadge, ToAnswerTable } from "@/components/parcourspro/providers/tables"
import { OnBehalfForm, WithdrawSomeoneForm } from "@/components/parcourspro/registrations/on-behalf-form"
import { SeveralBanner } from "@/components/parcourspro/registrations/several-banner"
import { RegistrationBadge } from "@/components/parcourspro/registrations/status-badge"
import { AfterPanel } from "@/components/parcourspro/satisfactions/after-panel"
import { ActionButton } from "@/components/ui/action-button"
import { Outcome } from "@/components/ui/banner"
import { DownloadLink, LinkButton } from "@/components/ui/button"
import { Card, Facts, Section } from "@/components/ui/card"
import { Exports } from "@/components/ui/exports"
import { FilterLinks } from "@/components/ui/filter-links"
import { Table } from "@/components/ui/table"
import { at } from "@/lib/access/addresses"
import { outcomeOf } from "@/lib/access/outcomes"
import { documentsOf } from "@/lib/parcourspro/documents/queries"
import { enterEventSession } from "@/lib/parcourspro/entrance/session"
import { setOpening } from "@/lib/parcourspro/event-sessions/actions"
import type { Trainer } from "@/lib/parcourspro/event-sessions/rules"
import { presencesOf } from "@/lib/parcourspro/presences/queries"
import { type RunSession, registrationsOf } from "@/lib/parcourspro/providers/queries"
import { satisfactionOf } from "@/lib/parcourspro/satisfactions/queries"
import { addressWith, reading, type SearchParams, words } from "@/lib/platform/http/search-params"
import { formatDay } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const path = "/parcourspro/prestataire/sessions/[id]"
const views = {
  demandes: "Demandes",
  inscrits: "Inscrits",
  presence: "Présence",
  documents: "Documents",
  apres: "Après",
  terminees: "Terminées",
} as const
type View = keyof typeof views
const parsers = {
  onglet: parseAsStringLiteral(Object.keys(views) as View[]).withDefault("demandes"),
  demi: words,
  demande: words,
  fait: words,
  faites: words,
  attente: words,
  refusees: words,
  pourquoi: words,
}
const readAddress = reading(parsers)
const addressOf = addressWith(parsers)

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const { session } = await enterEventSession(at(path, { id }), id)
  return { title: `${session.event.title}, ${periodWords(session)}` }
}

export default async function EventSessionPage({ params, searchParams }: Props) {
  const { id } = await params
  const { actor, session } = await enterEventSession(at(path, { id }), id)
  const { onglet, demi, demande, fait, ...several } = await readAddress(searchParams)
  const { toAnswer, expected, over } = await registrationsOf(session)
  const waiting = toAnswer.filter(({ status }) => status === "waitlisted").length
  const here = at(path, { id })
  const mayAct = !actor.control
  return (
    <Page
      title={session.event.title}
      lead={`${periodWords(session)}. ${headWords(session, waiting)}.`}
      banner={fait ? <Outcome>{outcomeOf(path, fait)}</Outcome> : <SeveralBanner {...several} />}
    >
      <Card className="grid gap-4">
        <div className="flex flex-wrap gap-2">
          <SessionBadge status={session.status} />
        </div>
        <Facts facts={factsOf(session)} />
        {mayAct ? <Gestures session={session} /> : null}
      </Card>
      <FilterLinks
        label="Listes"
        links={(Object.keys(views) as View[]).map((view) => ({
          href: addressOf(here, { onglet: view }),
          name: views[view],
          isHere: view === onglet,
        }))}
      />
      {onglet === "demandes" ? (
        <ToAnswerTable rows={toAnswer} sessionId={id} mayAnswer={mayAct} actorId={actor.accountId} named={demande} />
      ) : null}
      {mayAct ? (
        <Exports>
          <DownloadLink href={at("/parcourspro/prestataire/sessions/[id]/export", { id })}>Export CSV</DownloadLink>
        </Exports>
      ) : null}
      {onglet === "inscrits" ? <ExpectedTable rows={expected} /> : null}
      {onglet === "presence" ? (
        <PresencePanel
          session={session}
          expected={expected}
          noted={await presencesOf(session)}
          demi={demi}
          mayAct={mayAct}
          now={new Date()}
        />
      ) : null}
      {onglet === "documents" ? (
        <DocumentsPanel sessionId={id} documents={await documentsOf(session)} expected={expected} mayAct={mayAct} />
      ) : null}
      {onglet === "apres" ? <AfterPanel session={session} expected={expected} satisfaction={await satisfactionOf(session)} /> : null}
      {onglet === "terminees" ? (
        <Table
          caption="Terminées"
          columns={[
            { header: "Personne", cell: ({ account }) => formatName(account) },
            { header: "Structure", cell: ({ structure }) => structure.raisonSociale },
            { header: "Étape", cell: ({ status }) => <RegistrationBadge status={status} /> },
            { header: "Raison", cell: ({ reason }) => reason ?? "–" },
          ]}
          rows={over}
          keyOf={(row) => row.id}
          empty={<p>Aucune demande n’est terminée.</p>}
        />
      ) : null}
      {actor.isManager ? <OnBehalf sessionId={id} /> : null}
      <BackLink href={actor.isManager ? "/admin/parcourspro" : "/parcourspro/prestataire"}>Revenir aux sessions</BackLink>
    </Page>
  )
}

/** What a manager does for someone who asked for it. */
function OnBehalf({ sessionId }: { sessionId: string }) {
  return (
    <>
      <Section id="inscrire" title="Inscrire quelqu’un" lead="Pour une personne qui vous l’a demandé ; les règles de l’année valent aussi.">
        <Card>
          <OnBehalfForm sessionId={sessionId} />
        </Card>
      </Section>
      <Section id="desister" title="Désister quelqu’un" lead="Pour une personne qui vous l’a demandé, jusqu’au début de la session.">
        <Card>
          <WithdrawSomeoneForm sessionId={sessionId} />
        </Card>
      </Section>
    </>
  )
}

function Gestures({ session }: { session: RunSession }) {
  const { id, status, startsAt } = session
  const isAhead = status !== "cancelled" && (startsAt === null || startsAt > new Date())
  if (!isAhead) return null
  const to = status === "open" ? "closed" : "open"
  return (
    <div className="flex flex-wrap gap-3">
      <ActionButton action={setOpening} fields={{ sessionId: id, to }} tone={to === "open" ? "primary" : "secondary"}>
        {to === "open" ? "Ouvrir les inscriptions" : "Clore les inscriptions"}
      </ActionButton>
      <LinkButton tone="secondary" href={at("/parcourspro/prestataire/sessions/[id]/modifier", { id })}>
        Modifier
      </LinkButton>
      <LinkButton tone="danger" href={at("/parcourspro/prestataire/sessions/[id]/annuler", { id })}>
        Annuler la session
      </LinkButton>
    </div>
  )
}

function factsOf(session: RunSession): (readonly [string, ReactNode])[] {
  const trainers = (session.trainers as Trainer[]).map(({ name, quality }) => [name, quality].filter(Boolean).join(", "))
  return [
    ["Lieu", session.isRemote ? `À distance${session.place ? ` : ${session.place}` : ""}` : whereWords(session)],
    [
      "Horaires",
      session.halfDays.map(({ id, startsAt, endsAt }) => (
        <span key={id} className="block">
          {periodWords({ startsAt, endsAt })}
        </span>
      )),
    ],
    ["Inscriptions jusqu’au", formatDay(new Date(session.closesAt.getTime() - 1000))],
    ["Minimum", session.minimum],
    ["Intervenant·es", trainers.join(" ; ") || "Non précisé"],
    ["Prestataire", session.event.provider.raisonSociale],
    ...(session.cancelledFor ? [["Annulée", session.cancelledFor] as const] : []),
  ]
}

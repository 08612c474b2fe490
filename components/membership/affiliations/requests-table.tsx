import { X } from "lucide-react"
import type { Route } from "next"
import Form from "next/form"
import Link from "next/link"
import { RequestFilters } from "@/components/membership/affiliations/request-filters"
import { Badge } from "@/components/ui/badge"
import { Button } from "@/components/ui/button"
import { ListKeys } from "@/components/ui/list-keys"
import { Pagination } from "@/components/ui/pagination"
import { SeveralGestures, Tick } from "@/components/ui/several"
import { TickAll } from "@/components/ui/several-bar"
import { type Column, GroupHead, Quiet, Table } from "@/components/ui/table"
import { at } from "@/lib/access/addresses"
import type { WaitingRequest } from "@/lib/membership/affiliations/queries"
import { isNarrowed, requestList, type Sought, structuresOf } from "@/lib/membership/request-lists/rules"
import { requestAddress } from "@/lib/membership/request-lists/schema"
import { rangeOf } from "@/lib/platform/text/counts"
import { de } from "@/lib/platform/text/elision"
import { formatDay, formatWait } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { needBriefs, needWords } from "@/lib/vocabulary/profils/rules"
import { formatPlace } from "@/lib/vocabulary/structures/rules"

const natures = { signup: "Création de compte", request: "Affiliation" }
const several = "plusieurs-demandes"
const list = "liste-des-demandes"
/** From so many requests on, a list is worth narrowing. */
const many = 6

type Props = {
  requests: WaitingRequest[]
  asked: Sought
  /** The address of the list, without what narrows it. */
  path: Route
  /** By structure, for someone who answers for a few; by age, for whoever answers for all. */
  usual: "structure" | "anciennes"
  now: Date
  empty: React.ReactNode
  /** The reader, who is left out of the names of those who may also answer. */
  me?: string
  /** Under control a manager may look, but not answer. */
  mayAnswer?: boolean
}

/** The requests that wait for a decision: a line for each, and the gestures that answer one, several, or all. */
export function RequestsTable({ requests, asked, path, usual, now, empty, me, mayAnswer = true }: Props) {
  const { shown, first, found, page, pages, order } = requestList(requests, asked, usual, now)
  const structures = structuresOf(requests)
  const isGrouped = order === "structure" && structures.length > 1
  const isSeveral = mayAnswer && found > 1
  const range = rangeOf(first, shown.length, found, "demande")
  const columns = columnsOf({ now, mayAnswer, isSeveral, isGrouped, me })
  return (
    <section id={list} aria-label="Demandes en attente" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-5 gap-y-2">
        {requests.length >= many || isNarrowed(asked) ? (
          <RequestFilters path={path} asked={asked} usual={usual} structures={structures} />
        ) : null}
        {requests.length > 1 ? (
          <>
            <p aria-live="polite" className="sr-only">
              {range}
            </p>
            {isSeveral ? (
              <TickAll form={several} label={`Tout cocher (${shown.length})`}>
                <span className="text-soft">{range}</span>
              </TickAll>
            ) : (
              <span aria-hidden className="text-soft">
                {range}
              </span>
            )}
            <ListKeys list={list} />
          </>
        ) : null}
      </div>
      <Table
        caption="Demandes en attente"
        columns={columns}
        rows={shown}
        keyOf={({ id }) => id}
        empty={requests.length > 0 ? <p>Aucune demande ne correspond. Élargissez la recherche, ou effacez-la.</p> : empty}
        group={isGrouped ? { keyOf: ({ structure }) => structure.id, head: (rows) => <Group rows={rows} mayTick={isSeveral} /> } : null}
      />
      {isSeveral ? (
        <SeveralGestures
          id={several}
          label="Répondre aux demandes cochées"
          noun={["demande", "demandes"]}
          gestures={[
            { label: "Répondre aux demandes cochées", brief: "Répondre", address: "/demandes/lot", isEnding: false },
            { label: "Refuser les demandes cochées", brief: "Refuser", address: "/demandes/lot?refus=1" as Route, isEnding: true },
          ]}
        />
      ) : null}
      <Pagination label="Pages des demandes" page={page} pages={pages} hrefOf={(page) => requestAddress(path, { ...asked, page })} />
    </section>
  )
}

function Group({ rows, mayTick }: { rows: WaitingRequest[]; mayTick: boolean }) {
  const [first] = rows
  if (!first) return null
  const { id, raisonSociale, city } = first.structure
  return (
    <GroupHead
      count={rows.length}
      tick={mayTick ? <TickAll form={several} group={id} label={`Cocher les demandes ${de(raisonSociale)}`} /> : null}
    >
      {raisonSociale} {city ? <span className="font-normal text-soft">· {city}</span> : null}
    </GroupHead>
  )
}

type Seen = { now: Date; mayAnswer: boolean; isSeveral: boolean; isGrouped: boolean; me: string | undefined }

function columnsOf({ now, mayAnswer, isSeveral, isGrouped, me }: Seen): Column<WaitingRequest>[] {
  const tick: Column<WaitingRequest> = {
    header: "Cocher",
    place: "tick",
    cell: ({ id, account, structure }) => (
      <Tick
        form={several}
        field="demande"
        value={id}
        name={`Cocher la demande ${de(formatName(account))}`}
        {...(isGrouped ? { group: structure.id } : {})}
      />
    ),
  }
  const structure: Column<WaitingRequest> = {
    header: "Structure",
    place: "under",
    cell: ({ structure }) => <Where structure={structure} me={me} />,
  }
  const actions: Column<WaitingRequest> = { header: "Actions", place: "actions", cell: ({ id }) => <Gestures id={id} /> }
  return [
    ...(isSeveral ? [tick] : []),
    { header: "Nom", place: "name", cell: (request) => <Applicant request={request} now={now} mayAnswer={mayAnswer} /> },
    ...(isGrouped ? [] : [structure]),
    { header: "Email", place: "none", cell: ({ account }) => <Cut width={isGrouped ? "max-w-40" : "max-w-28"}>{account.email}</Cut> },
    {
      header: "Fonction",
      cell: ({ account }) => (account.jobTitle ? <Cut width="unfolded:max-w-40">{account.jobTitle}</Cut> : <Quiet>Non renseignée</Quiet>),
    },
    {
      header: "Besoin",
      cell: ({ need }) =>
        need ? (
          <abbr title={needWords[need]} className="whitespace-nowrap no-underline">
            {needBriefs[need]}
          </abbr>
        ) : (
          <Quiet>Non précisé</Quiet>
        ),
    },
    { header: "Nature", place: "none", cell: ({ origin }) => <span className="whitespace-nowrap">{natures[origin]}</span> },
    {
      header: "Date",
      place: "none",
      cell: (request) => (
        <>
          <Since at={request.requestedAt} now={now} />
          <WhatHappened request={request} />
        </>
      ),
    },
    ...(mayAnswer ? [actions] : []),
  ]
}

/** One line of an address; the page of the request has it whole. */
function Cut({ width, children }: { width: string; children: string }) {
  return (
    <span title={children} className={`block truncate ${width}`}>
      {children}
    </span>
  )
}

/** For how long they have waited; the day itself for whoever asks for it. */
function Since({ at, now }: { at: Date; now: Date }) {
  return (
    <time dateTime={at.toISOString()} title={formatDay(at)} className="whitespace-nowrap">
      {formatWait(at, now)}
    </time>
  )
}

function Applicant({ request, now, mayAnswer }: { request: WaitingRequest; now: Date; mayAnswer: boolean }) {
  const { id, account, requestedAt } = request
  const name = formatName(account)
  return (
    <>
      <span className="flex items-baseline justify-between gap-x-2">
        {mayAnswer ? (
          <Link
            id={`demande-${id}`}
            href={at("/demandes/[id]/valider", { id })}
            prefetch={false}
            className="min-w-0 font-semibold underline-offset-4 wrap-break-word hover:underline"
          >
            {name}
          </Link>
        ) : (
          <span id={`demande-${id}`} className="font-semibold">
            {name}
          </span>
        )}
        <span className="shrink-0 text-sm text-soft unfolded:hidden">
          <Since at={requestedAt} now={now} />
        </span>
      </span>
      <span className="unfolded:hidden">
        <WhatHappened request={request} />
      </span>
    </>
  )
}

/** What was asked of the applicant since, and whether others may answer too. */
function WhatHappened({ request: { clarifications, escalatedAt } }: { request: WaitingRequest }) {
  const [clarification] = clarifications
  return (
    <>
      {clarification ? (
        <Badge tone={clarification.answeredAt ? "good" : "wait"}>
          {clarification.answeredAt ? "A répondu à votre question" : "Précision demandée"}
        </Badge>
      ) : null}
      {escalatedAt ? (
        <span className="block text-sm text-wait">Cap Métiers peut répondre aussi depuis le {formatDay(escalatedAt)}</span>
      ) : null}
    </>
  )
}

function Where({ structure, me }: { structure: WaitingRequest["structure"]; me: string | undefined }) {
  const others = structure.affiliations.map(({ account }) => account).filter(({ id }) => id !== me)
  return (
    <>
      <span title={structure.raisonSociale} className="unfolded:line-clamp-2">
        {structure.raisonSociale} <span className="text-soft">{formatPlace(structure)}</span>
      </span>
      {others.length > 0 ? (
        <span className="block text-sm text-soft folded:hidden">
          {others.length > 1 ? (me ? "Peuvent aussi répondre : " : "Référents : ") : me ? "Peut aussi répondre : " : "Référent : "}
          {others.map(formatName).join(", ")}
        </span>
      ) : null}
    </>
  )
}

function Gestures({ id }: { id: string }) {
  return (
    <div className="flex justify-end gap-1.5">
      <Form action={at("/demandes/[id]/valider", { id })}>
        <Button type="submit" size="compact" aria-describedby={`demande-${id}`}>
          Valider
        </Button>
      </Form>
      <Form action={at("/demandes/[id]/refuser", { id })}>
        <Button type="submit" size="compact" tone="danger" aria-describedby={`demande-${id}`}>
          <X aria-hidden className="size-4 unfolded:hidden" />
          <span className="folded:sr-only">Refuser</span>
        </Button>
      </Form>
    </div>
  )
}

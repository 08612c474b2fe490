import type { Route } from "next"
import { periodWords, placesWords, whereWords } from "@/components/parcourspro/event-sessions/session-words"
import { RegistrationBadge } from "@/components/parcourspro/registrations/status-badge"
import { Badge } from "@/components/ui/badge"
import { EmailAddress } from "@/components/ui/email-address"
import { SeveralGestures, Ticked } from "@/components/ui/several"
import { type Column, Quiet, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { sessionStatuses } from "@/lib/parcourspro/codes/rules"
import type { ProviderLine, SessionRegistration } from "@/lib/parcourspro/providers/queries"
import { type ProviderAnswer, providerAnswers } from "@/lib/parcourspro/states/rules"
import { de } from "@/lib/platform/text/elision"
import { formatPhone } from "@/lib/platform/text/phone"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const tones = { draft: "neutral", open: "good", closed: "wait", held: "neutral", cancelled: "bad" } as const

/** The state of a session of the programme. */
export function SessionBadge({ status }: { status: keyof typeof tones }) {
  return <Badge tone={tones[status]}>{sessionStatuses[status]}</Badge>
}

const sessionColumns: Column<ProviderLine>[] = [
  {
    header: "Session",
    cell: ({ id, event, status }) => (
      <>
        <span className="block">
          <TextLink strong href={at("/parcourspro/prestataire/sessions/[id]", { id })}>
            {event.title}
          </TextLink>
        </span>
        <SessionBadge status={status} />
      </>
    ),
  },
  {
    header: "Prochaine date",
    cell: (session) => (
      <>
        {periodWords(session)}
        <span className="block text-sm text-soft">{whereWords(session)}</span>
      </>
    ),
  },
  {
    header: "Demandes",
    cell: ({ toAnswer }) => (toAnswer > 0 ? <strong className="whitespace-nowrap text-wait">{toAnswer} à répondre</strong> : "Aucune"),
  },
  {
    header: "Confirmés / places",
    cell: ({ taken, places, waiting }) => (
      <>
        {taken} / {places}
        {waiting > 0 ? <span className="block text-sm text-soft">{waiting} en attente</span> : null}
      </>
    ),
  },
  {
    header: "Présence",
    cell: ({ noted, toNote, startsAt }) =>
      startsAt && startsAt <= new Date() && noted + toNote > 0 ? `${noted} sur ${noted + toNote}` : <Quiet>–</Quiet>,
  },
  { header: "Papiers", cell: ({ papers }) => (papers > 0 ? papers : <Quiet>–</Quiet>) },
]

/** Sessions with what waits on each, for those who run them. */
export function SessionsTable({ rows, empty }: { rows: ProviderLine[]; empty: string }) {
  return <Table caption="Sessions" columns={sessionColumns} rows={rows} keyOf={({ id }) => id} empty={<p>{empty}</p>} />
}

/** The word of each answer in the address of its page. */
export const providerGestures = { valider: "confirm", attente: "waitlist", "ne-pas-retenir": "decline" } as const satisfies Record<
  string,
  ProviderAnswer
>

const several = "plusieurs-inscriptions"
/** `named`: the request that a message leads to. */
type RowsProps = { rows: SessionRegistration[]; sessionId: string; mayAnswer: boolean; actorId: string; named: string }

/** Those who wait for the provider's answer, or on the waiting list, in the order in which they asked. */
export function ToAnswerTable({ rows, sessionId, mayAnswer, actorId, named }: RowsProps) {
  const words =
    mayAnswer && rows.some(({ status }) => status !== "offered") ? (Object.keys(providerGestures) as (keyof typeof providerGestures)[]) : []
  return (
    <div className="grid gap-4">
      <Table
        caption="Demandes"
        columns={toAnswerColumns(words.length > 0, actorId, named)}
        rows={rows}
        keyOf={({ id }) => id}
        empty={<p>Aucune demande n’attend.</p>}
      />
      <SeveralGestures
        id={several}
        label="Répondre aux demandes cochées"
        noun={["demande", "demandes"]}
        gestures={words.map((geste) => ({
          label: providerAnswers[providerGestures[geste]],
          address: at("/parcourspro/prestataire/sessions/[id]/repondre/[geste]", { id: sessionId, geste }) as Route,
          isEnding: geste === "ne-pas-retenir",
        }))}
      />
    </div>
  )
}

function Person({ account }: Pick<SessionRegistration, "account">) {
  return (
    <>
      <strong>{formatName(account)}</strong>
      {account.jobTitle ? <span className="block text-sm text-soft">{account.jobTitle}</span> : null}
    </>
  )
}

function toAnswerColumns(mayTick: boolean, actorId: string, named: string): Column<SessionRegistration>[] {
  return [
    {
      header: "Personne",
      cell: ({ id, account, accountId }) =>
        mayTick && accountId !== actorId ? (
          <Ticked form={several} value={id} isNamed={id === named} name={`Cocher la demande ${de(formatName(account))}`}>
            <Person account={account} />
          </Ticked>
        ) : (
          <Person account={account} />
        ),
    },
    { header: "Structure", cell: ({ structure }) => structure.raisonSociale },
    { header: "Demandée le", cell: ({ requestedAt }) => <When at={requestedAt} /> },
    { header: "Étape", cell: ({ status }) => <RegistrationBadge status={status} /> },
    { header: "Rang", cell: ({ rank }) => rank ?? "–" },
    { header: "Attentes", cell: ({ expectations }) => expectations || "–" },
    { header: "Adaptation", cell: ({ needsAdaptation }) => (needsAdaptation ? "Oui" : "Non") },
  ]
}

const expectedColumns: Column<SessionRegistration>[] = [
  { header: "Personne", cell: ({ account }) => <Person account={account} /> },
  { header: "Structure", cell: ({ structure }) => structure.raisonSociale },
  {
    header: "Contact",
    cell: ({ account }) => (
      <>
        <EmailAddress>{account.email}</EmailAddress>
        {account.phone ? <span className="block text-sm text-soft">{formatPhone(account.phone)}</span> : null}
      </>
    ),
  },
  { header: "Étape", cell: ({ status }) => <RegistrationBadge status={status} /> },
  { header: "Adaptation", cell: ({ needsAdaptation }) => (needsAdaptation ? "Oui" : "Non") },
]

/** Those who are expected. */
export function ExpectedTable({ rows }: { rows: SessionRegistration[] }) {
  return (
    <Table caption="Inscrits" columns={expectedColumns} rows={rows} keyOf={({ id }) => id} empty={<p>Personne n’est encore confirmé.</p>} />
  )
}

/** "9 sur 12, 3 en attente" */
export function headWords({ places, taken }: { places: number; taken: number }, waiting: number) {
  return `${placesWords({ places, taken })}${waiting > 0 ? `, ${waiting} en attente` : ""}`
}

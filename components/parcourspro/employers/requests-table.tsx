import type { Route } from "next"
import { periodWords } from "@/components/parcourspro/event-sessions/session-words"
import { RegistrationBadge } from "@/components/parcourspro/registrations/status-badge"
import { SeveralGestures, Ticked } from "@/components/ui/several"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { durationWords, kindNames, priceWords } from "@/lib/parcourspro/codes/rules"
import type { EmployerLine } from "@/lib/parcourspro/employers/queries"
import type { EmployerView } from "@/lib/parcourspro/employers/schema"
import { type EmployerAnswer, employerAnswers, employerDeadline } from "@/lib/parcourspro/states/rules"
import { de } from "@/lib/platform/text/elision"
import { formatDay } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"

export type EmployerRow = EmployerLine & { away: string[]; year: string }

/** The word of each answer in the address of its page. */
export const employerGestures = {
  accepter: "accept",
  refuser: "refuse",
  "retirer-mon-accord": "withdrawConsent",
} as const satisfies Record<string, EmployerAnswer>

const offered: Record<EmployerView, (keyof typeof employerGestures)[]> = {
  "a-traiter": ["accepter", "refuser"],
  acceptees: ["retirer-mon-accord"],
  historique: [],
}

const several = "plusieurs-demandes"

/** `historyOf`: the address of what someone followed. */
type Props = {
  historyOf: (accountId: string) => Route
  /** The request that a message leads to. */
  named: string
  rows: EmployerRow[]
  view: EmployerView
  structureId: string
  mayAnswer: boolean
  actorId: string
  empty: string
}

/** The requests of a structure's people, with all that an employer needs to answer. */
export function RequestsTable({ historyOf, named, rows, view, structureId, mayAnswer, actorId, empty }: Props) {
  const gestures = mayAnswer && rows.length > 0 ? offered[view] : []
  return (
    <div className="grid gap-4">
      <Table
        caption="Demandes d’inscription"
        columns={columnsOf({ view, mayTick: gestures.length > 0, actorId, historyOf, named })}
        rows={rows}
        keyOf={({ id }) => id}
        empty={<p>{empty}</p>}
      />
      <SeveralGestures
        id={several}
        label="Répondre aux demandes cochées"
        noun={["demande", "demandes"]}
        origin={{ structure: structureId }}
        gestures={gestures.map((geste) => ({
          label: employerAnswers[employerGestures[geste]],
          address: at("/parcourspro/employeur/repondre/[geste]", { geste }),
          isEnding: geste !== "accepter",
        }))}
      />
    </div>
  )
}

function Person({ account, history = null }: Pick<EmployerRow, "account"> & { history?: Route | null }) {
  const name = formatName(account)
  return (
    <>
      {history ? (
        <span className="block">
          <TextLink strong href={history}>
            {name}
          </TextLink>
        </span>
      ) : (
        <strong>{name}</strong>
      )}
      {account.jobTitle ? <span className="block text-sm text-soft">{account.jobTitle}</span> : null}
    </>
  )
}

type Listed = Pick<Props, "view" | "actorId" | "historyOf" | "named"> & { mayTick: boolean }

function columnsOf({ view, mayTick, actorId, historyOf, named }: Listed): Column<EmployerRow>[] {
  const answered: Column<EmployerRow>[] = [
    { header: "Étape", cell: ({ status }) => <RegistrationBadge status={status} /> },
    { header: "Répondu par", cell: ({ steps }) => <Answered step={steps[0]} /> },
  ]
  const toAnswer: Column<EmployerRow>[] = [
    { header: "Répondre avant", cell: ({ session }) => <When at={employerDeadline(session.closesAt)} /> },
    { header: "Son année", cell: ({ year }) => year || "–" },
    { header: "Absents ce jour-là", cell: ({ away }) => (away.length > 0 ? away.join(", ") : "Personne") },
  ]
  return [
    {
      header: "Nom",
      cell: ({ id, account }) =>
        // Nobody answers their own request.
        mayTick && account.id !== actorId ? (
          <Ticked form={several} value={id} isNamed={id === named} name={`Cocher la demande ${de(formatName(account))}`}>
            <Person account={account} />
          </Ticked>
        ) : (
          <Person account={account} history={view === "historique" ? historyOf(account.id) : null} />
        ),
    },
    {
      header: "Action",
      cell: ({ session: { event } }) => (
        <>
          <span className="block">
            <TextLink href={at("/parcourspro/actions/[id]", { id: event.id })}>{event.title}</TextLink>
          </span>
          <span className="block text-sm text-soft">{kindNames[event.kind]}</span>
        </>
      ),
    },
    { header: "Dates", cell: ({ session }) => periodWords(session) },
    { header: "Heures", cell: ({ session }) => durationWords(session.event.duration) },
    { header: "Prix", cell: ({ session }) => priceWords(session.event.price) },
    ...(view === "a-traiter" ? toAnswer : answered),
  ]
}

function Answered({ step }: { step: EmployerRow["steps"][number] | undefined }) {
  if (!step) return "–"
  return `${step.account ? formatName(step.account) : "L’équipe Cap Métiers"}, le ${formatDay(step.at)}`
}

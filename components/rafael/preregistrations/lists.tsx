import Form from "next/form"
import { periodWords, placesWords } from "@/components/rafael/offer/session-words"
import { StatusBadge } from "@/components/rafael/preregistrations/status-badge"
import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { Button } from "@/components/ui/button"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { counted } from "@/lib/platform/text/counts"
import { workingDaysSince } from "@/lib/platform/time/working-days"
import { takeOver } from "@/lib/rafael/preregistrations/actions"
import type { PreregistrationLine } from "@/lib/rafael/preregistrations/queries"
import { answers, gesturesFrom, type Status, unanswered } from "@/lib/rafael/states/rules"
import { formatName } from "@/lib/vocabulary/accounts/rules"

function Candidate({ id, candidate }: Pick<PreregistrationLine, "id" | "candidate">) {
  return (
    <span id={`candidat-${id}`}>
      <TextLink strong href={at("/rafael/preinscriptions/[id]", { id })}>
        {candidateName(candidate)}
      </TextLink>
    </span>
  )
}

/** The name of a candidate; words for one whose data were erased. */
export function candidateName(candidate: { firstName: string; lastName: string }) {
  return candidate.lastName === "" ? "Personne effacée" : formatName(candidate)
}

function Session({ session }: Pick<PreregistrationLine, "session">) {
  return <span className="font-medium">{session.delivery.course.title}</span>
}

const ownColumns: Column<PreregistrationLine>[] = [
  { header: "Candidat", cell: Candidate },
  { header: "Session", cell: Session },
  { header: "Organisme", cell: ({ session }) => session.delivery.course.structure.raisonSociale },
  { header: "Dates", cell: ({ session }) => periodWords(session) },
  { header: "Statut", cell: ({ status }) => <StatusBadge status={status} /> },
  { header: "Dernière étape", cell: ({ stepAt }) => <When at={stepAt} /> },
  { header: "Suivie par", cell: ({ owner }) => (owner ? formatName(owner.account) : <Badge tone="wait">Personne</Badge>) },
]

const takeOverColumn: Column<PreregistrationLine> = {
  header: "Reprendre",
  cell: ({ id, ownerId }) =>
    ownerId === null ? (
      <ActionButton action={takeOver} tone="secondary" fields={{ preregistrationId: id }} describedBy={`candidat-${id}`}>
        Reprendre
      </ActionButton>
    ) : null,
}

type OwnProps = { rows: PreregistrationLine[]; empty: string; mayTakeOver: boolean }

/** What a prescriber follows, or sees; a level 3 takes over what nobody follows. */
export function OwnTable({ rows, empty, mayTakeOver }: OwnProps) {
  const columns = mayTakeOver ? [...ownColumns, takeOverColumn] : ownColumns
  return <Table caption="Préinscriptions" columns={columns} rows={rows} keyOf={({ id }) => id} empty={<p>{empty}</p>} />
}

const several = "plusieurs-preinscriptions"

type Received = PreregistrationLine & { isSentByOther: boolean }

function receivedColumns(now: Date, mayAnswer: boolean): Column<Received>[] {
  return [
    {
      header: "Candidat",
      cell: ({ id, candidate, isSentByOther }) => (
        <span className="flex gap-1">
          {mayAnswer ? (
            <label className="-mt-2.5 -ml-3 inline-flex size-11 shrink-0 items-center justify-center">
              <input type="checkbox" form={several} name="choix" value={id} className="size-5 accent-brand" />
              <span className="sr-only">Cocher la préinscription de {candidateName(candidate)}</span>
            </label>
          ) : null}
          <span>
            <Candidate id={id} candidate={candidate} />
            {isSentByOther ? (
              <span className="block">
                <Badge tone="wait">Aussi préinscrit·e par une autre structure</Badge>
              </span>
            ) : null}
          </span>
        </span>
      ),
    },
    {
      header: "Session",
      cell: ({ session }) => (
        <>
          <Session session={session} />
          <span className="block text-sm text-soft">{periodWords(session)}</span>
          <span className="block text-sm text-soft">{placesWords(session)}</span>
        </>
      ),
    },
    { header: "Prescripteur", cell: ({ candidate }) => candidate.structure.raisonSociale },
    { header: "Reçue le", cell: ({ sentAt }) => (sentAt ? <When at={sentAt} now={now} /> : "") },
    { header: "Statut", cell: ({ status }) => <StatusBadge status={status} /> },
    { header: "Rang", cell: ({ rank }) => rank ?? "–" },
    { header: "Attente", cell: ({ status, sentAt }) => (sentAt && waits(status) ? waitWords(workingDaysSince(sentAt, now)) : "–") },
  ]
}

const waits = (status: Status) => unanswered.some((one) => one === status)

/** How long someone has waited, in the days on which people answer. */
function waitWords(days: number) {
  return days === 0 ? "Moins d’un jour" : counted(days, "jour ouvré", "jours ouvrés")
}

type ReceivedProps = { rows: Received[]; now: Date; mayAnswer: boolean; empty: string }

/** What a training body received, with the gestures that answer several. */
export function ReceivedTable({ rows, now, mayAnswer, empty }: ReceivedProps) {
  const gestures = gesturesFrom(rows.map(({ status }) => status))
  return (
    <div className="grid gap-4">
      {mayAnswer && gestures.length > 0 ? (
        // The gesture is in the address of its page: a form sent by script forgets which button was pressed.
        <Form
          id={several}
          action={at("/rafael/preinscriptions/repondre/[geste]", { geste: "convoquer" })}
          className="flex flex-wrap items-center gap-3"
          aria-label="Répondre aux préinscriptions cochées"
        >
          {gestures.map(([geste, arrow]) => (
            <Button
              key={geste}
              type="submit"
              formAction={at("/rafael/preinscriptions/repondre/[geste]", { geste })}
              tone={arrow === "decline" || arrow === "drop" ? "danger" : "secondary"}
            >
              {answers[arrow]}
            </Button>
          ))}
        </Form>
      ) : null}
      <Table
        caption="Préinscriptions reçues"
        columns={receivedColumns(now, mayAnswer)}
        rows={rows}
        keyOf={({ id }) => id}
        empty={<p>{empty}</p>}
      />
    </div>
  )
}

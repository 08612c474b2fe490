import type { ReactNode } from "react"
import { periodWords, placesWords } from "@/components/rafael/offer/session-words"
import { StatusBadge } from "@/components/rafael/preregistrations/status-badge"
import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { SeveralGestures, Ticked } from "@/components/ui/several"
import { type Column, Table } from "@/components/ui/table"
import { TextLink } from "@/components/ui/text-link"
import { When } from "@/components/ui/when"
import { at } from "@/lib/access/addresses"
import { counted } from "@/lib/platform/text/counts"
import { de } from "@/lib/platform/text/elision"
import { workingDaysSince } from "@/lib/platform/time/working-days"
import { takeOver } from "@/lib/rafael/preregistrations/actions"
import type { PreregistrationLine } from "@/lib/rafael/preregistrations/queries"
import type { View } from "@/lib/rafael/preregistrations/schema"
import type { Level, Relation } from "@/lib/rafael/rights/rules"
import { gesturesFrom, severalSteps, stepsFor } from "@/lib/rafael/several/rules"
import { answers, type Status, unanswered } from "@/lib/rafael/states/rules"
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

type Own = PreregistrationLine & { relation: Relation }

function ownColumns(mayTick: boolean): Column<Own>[] {
  return [
    { header: "Candidat", cell: (row) => (mayTick ? <TickedCandidate {...row} /> : <Candidate {...row} />) },
    { header: "Session", cell: Session },
    { header: "Organisme", cell: ({ session }) => session.delivery.course.structure.raisonSociale },
    { header: "Dates", cell: ({ session }) => periodWords(session) },
    { header: "Statut", cell: ({ status }) => <StatusBadge status={status} /> },
    { header: "Dernière étape", cell: ({ stepAt }) => <When at={stepAt} /> },
    { header: "Suivie par", cell: ({ owner }) => (owner ? formatName(owner.account) : <Badge tone="wait">Personne</Badge>) },
  ]
}

const takeOverColumn: Column<Own> = {
  header: "Reprendre",
  cell: ({ id, ownerId }) =>
    ownerId === null ? (
      <ActionButton action={takeOver} tone="secondary" fields={{ preregistrationId: id }} describedBy={`candidat-${id}`}>
        Reprendre
      </ActionButton>
    ) : null,
}

type OwnProps = { rows: Own[]; empty: string; mayTakeOver: boolean; level: Level | null; origin: Origin }

/** What a prescriber follows, or sees, with the gestures on several; a level 3 takes over what nobody follows. `level`: null when they may not act. */
export function OwnTable({ rows, empty, mayTakeOver, level, origin }: OwnProps) {
  const words = level ? stepsFor(level, rows) : []
  const columns = ownColumns(words.length > 0)
  return (
    <div className="grid gap-4">
      <Table
        caption="Préinscriptions"
        columns={mayTakeOver ? [...columns, takeOverColumn] : columns}
        rows={rows}
        keyOf={({ id }) => id}
        empty={<p>{empty}</p>}
      />
      <SeveralGestures
        id={several}
        label="Agir sur les préinscriptions cochées"
        noun={["préinscription", "préinscriptions"]}
        origin={origin}
        gestures={words.map((geste) => ({
          label: severalSteps[geste].label,
          address: at("/rafael/preinscriptions/plusieurs/[geste]", { geste }),
          isEnding: geste === "retirer",
        }))}
      />
    </div>
  )
}

const several = "plusieurs-preinscriptions"

/** Where the list is, so that one comes back to it. */
type Origin = { structure: string; vue: View }

/** A candidate, with what ticks their pre-registration for the gestures on several. */
function TickedCandidate({ id, candidate, children }: Pick<PreregistrationLine, "id" | "candidate"> & { children?: ReactNode }) {
  return (
    <Ticked form={several} value={id} name={`Cocher la préinscription ${de(candidateName(candidate))}`}>
      <Candidate id={id} candidate={candidate} />
      {children}
    </Ticked>
  )
}

type Received = PreregistrationLine & { isSentByOther: boolean }

function receivedColumns(now: Date, mayTick: boolean): Column<Received>[] {
  return [
    {
      header: "Candidat",
      cell: ({ isSentByOther, ...row }) => {
        const twin = isSentByOther ? (
          <span className="block">
            <Badge tone="wait">Aussi préinscrit·e par une autre structure</Badge>
          </span>
        ) : null
        return mayTick ? (
          <TickedCandidate {...row}>{twin}</TickedCandidate>
        ) : (
          <>
            <Candidate {...row} />
            {twin}
          </>
        )
      },
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

type ReceivedProps = { rows: Received[]; now: Date; mayAnswer: boolean; empty: string; origin: Origin }

/** What a training body received, with the gestures that answer several. */
export function ReceivedTable({ rows, now, mayAnswer, empty, origin }: ReceivedProps) {
  const gestures = mayAnswer ? gesturesFrom(rows.map(({ status }) => status)) : []
  return (
    <div className="grid gap-4">
      <Table
        caption="Préinscriptions reçues"
        columns={receivedColumns(now, gestures.length > 0)}
        rows={rows}
        keyOf={({ id }) => id}
        empty={<p>{empty}</p>}
      />
      <SeveralGestures
        id={several}
        label="Répondre aux préinscriptions cochées"
        noun={["préinscription", "préinscriptions"]}
        origin={origin}
        gestures={gestures.map(([geste, arrow]) => ({
          label: answers[arrow],
          address: at("/rafael/preinscriptions/repondre/[geste]", { geste }),
          isEnding: arrow === "decline" || arrow === "drop",
        }))}
      />
    </div>
  )
}

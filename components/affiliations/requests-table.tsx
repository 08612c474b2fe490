import Form from "next/form"
import { StructureLine } from "@/components/structures/structure-line"
import { Button } from "@/components/ui/button"
import { type Column, Table } from "@/components/ui/table"
import { formatName } from "@/lib/accounts/rules"
import type { WaitingRequest } from "@/lib/affiliations/queries"
import { formatAge, formatDay } from "@/lib/platform/dates"

const natures = { signup: "Création de compte", request: "Affiliation" }

/** The requests that wait for a decision, with the two gestures that answer them. */
export function RequestsTable({ requests, now, empty }: { requests: WaitingRequest[]; now: Date; empty: string }) {
  return <Table caption="Demandes en attente" columns={columns(now)} rows={requests} keyOf={({ id }) => id} empty={empty} />
}

function columns(now: Date): Column<WaitingRequest>[] {
  return [
    {
      header: "Nom",
      cell: ({ id, account }) => (
        <span id={`demande-${id}`} className="font-semibold">
          {formatName(account)}
        </span>
      ),
    },
    { header: "Email", cell: ({ account }) => account.email },
    { header: "Fonction", cell: ({ account }) => account.jobTitle ?? "Non renseignée" },
    { header: "Structure", cell: ({ structure }) => <StructureLine structure={structure} /> },
    { header: "Nature", cell: ({ origin }) => natures[origin] },
    {
      header: "Date",
      cell: ({ requestedAt }) => (
        <>
          {formatAge(requestedAt, now)}
          <span className="block text-sm text-soft">{formatDay(requestedAt)}</span>
        </>
      ),
    },
    { header: "Actions", cell: ({ id }) => <Gestures id={id} /> },
  ]
}

function Gestures({ id }: { id: string }) {
  return (
    <div className="flex flex-wrap gap-2">
      <Form action={`/demandes/${id}/valider`}>
        <Button type="submit" aria-describedby={`demande-${id}`}>
          Valider
        </Button>
      </Form>
      <Form action={`/demandes/${id}/refuser`}>
        <Button type="submit" tone="danger" aria-describedby={`demande-${id}`}>
          Refuser
        </Button>
      </Form>
    </div>
  )
}

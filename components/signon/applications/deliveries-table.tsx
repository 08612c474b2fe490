import { ActionButton } from "@/components/ui/action-button"
import { Badge } from "@/components/ui/badge"
import { type Column, Table } from "@/components/ui/table"
import { lookup } from "@/lib/platform/text/lookup"
import { formatInstant } from "@/lib/platform/time/dates"
import { resend } from "@/lib/signon/applications/actions"
import type { Delivery } from "@/lib/signon/applications/queries"
import { eventWords } from "@/lib/signon/events/rules"
import { formatName } from "@/lib/vocabulary/accounts/rules"

/** What an application was told, the latest first; what nobody took can be told again. */
export function DeliveriesTable({ applicationId, events }: { applicationId: string; events: Delivery[] }) {
  const columns: Column<Delivery>[] = [
    { header: "Quand", cell: ({ happenedAt }) => formatInstant(happenedAt) },
    { header: "Quoi", cell: ({ kind }) => lookup(eventWords, kind) ?? kind },
    { header: "De qui", cell: ({ account }) => (account ? formatName(account) : "De personne : un essai") },
    {
      header: "Remise",
      cell: ({ answeredAt, deadAt, tries, error }) => (
        <div className="grid gap-1">
          <span>
            {deadAt ? (
              <Badge tone="bad">Non remis</Badge>
            ) : answeredAt ? (
              <Badge tone="good">Remis</Badge>
            ) : (
              <Badge tone="wait">En attente</Badge>
            )}
          </span>
          {answeredAt && !deadAt ? null : error ? (
            <span className="text-sm text-soft wrap-anywhere">
              {error}
              {tries > 1 ? ` (${tries} essais)` : ""}
            </span>
          ) : null}
        </div>
      ),
    },
    {
      header: "Gestes",
      place: "actions",
      cell: ({ id, deadAt }) =>
        deadAt ? (
          <ActionButton action={resend} fields={{ applicationId, eventId: String(id) }} tone="secondary" size="compact">
            Renvoyer
          </ActionButton>
        ) : null,
    },
  ]
  return (
    <Table
      caption="Ce qui lui a été annoncé"
      columns={columns}
      rows={events}
      keyOf={({ id }) => String(id)}
      empty={<p>Rien ne lui a encore été annoncé.</p>}
    />
  )
}

import { ActionButton } from "@/components/ui/action-button"
import { Card } from "@/components/ui/card"
import { formatInstant } from "@/lib/platform/time/dates"
import { withdrawAccess } from "@/lib/signon/entries/actions"
import type { OwnApplication } from "@/lib/signon/entries/queries"

type Props = { entries: OwnApplication[]; mayWithdraw: boolean }

/** The applications that someone has entered with their account, and how to take it back. */
export function OwnApplications({ entries, mayWithdraw }: Props) {
  if (entries.length === 0)
    return (
      <Card>
        <p className="text-soft">Aucune pour le moment.</p>
      </Card>
    )
  return (
    <ul className="grid gap-3">
      {entries.map(({ id, application, affiliation, firstAt, lastAt }) => (
        <li key={id}>
          <Card className="grid gap-3">
            <div id={`entree-${id}`} className="grid gap-1">
              <p className="font-semibold wrap-anywhere">
                {application.name}
                {affiliation ? `, pour ${affiliation.structure.raisonSociale}` : ""}
              </p>
              <p className="text-soft">{application.purpose}</p>
              <p className="text-sm text-soft">
                Depuis le {formatInstant(firstAt)}, la dernière fois le {formatInstant(lastAt)}.
              </p>
            </div>
            {mayWithdraw ? (
              <ActionButton action={withdrawAccess} fields={{ entryId: id }} tone="secondary" describedBy={`entree-${id}`}>
                Retirer l’accès
              </ActionButton>
            ) : null}
          </Card>
        </li>
      ))}
    </ul>
  )
}

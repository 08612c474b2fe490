import { DifferencesTable } from "@/components/corrections/differences-table"
import { Card } from "@/components/ui/card"
import { formatName } from "@/lib/accounts/rules"
import type { PendingCorrection } from "@/lib/corrections/queries"
import { formatAge } from "@/lib/platform/dates"
import { formatSiret } from "@/lib/structures/rules"

/** What a référent says is wrong, as a manager reads it. */
export function CorrectionCard({ correction, now }: { correction: PendingCorrection; now: Date }) {
  const { structure, account, createdAt, proposed, message } = correction
  return (
    <Card className="grid gap-4">
      <div>
        <h2 className="text-lg font-semibold">{structure.raisonSociale}</h2>
        <p className="text-soft">
          {formatSiret(structure.siret)} · signalé par {formatName(account)} ({account.email}) {formatAge(createdAt, now)}
        </p>
      </div>
      <DifferencesTable differences={proposed} />
      {message ? <p>Message : « {message} »</p> : null}
    </Card>
  )
}

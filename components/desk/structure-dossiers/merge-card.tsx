import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { Card } from "@/components/ui/card"
import { undo } from "@/lib/desk/structure-merges/actions"
import type { OwnMerge } from "@/lib/desk/structure-merges/queries"
import { mayUndo, reversibleUntil } from "@/lib/desk/structure-merges/rules"
import { formatDay } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { formatSiret } from "@/lib/vocabulary/structures/rules"

/** A merge a structure took part in, and the way back while there is one. */
export function MergeCard({ merge, isFresh, now }: { merge: OwnMerge; isFresh: boolean; now: Date }) {
  const { id, absorbed, kept, mergedAt, undoneAt, merger } = merge
  return (
    <Card className="grid gap-3">
      <p>
        <strong>{absorbed.raisonSociale}</strong> ({formatSiret(absorbed.siret)}) réunie à <strong>{kept.raisonSociale}</strong> (
        {formatSiret(kept.siret)}) par {formatName(merger)} le {formatDay(mergedAt)}.{undoneAt ? ` Annulée le ${formatDay(undoneAt)}.` : ""}
      </p>
      {mayUndo(merge, now).ok ? (
        <ProvenForm
          action={undo}
          fields={{ mergeId: id }}
          isFresh={isFresh}
          tone="secondary"
          words={
            <p className="text-soft">
              Possible jusqu’au {formatDay(reversibleUntil(mergedAt))}. Les personnes retrouvent ce qu’elles avaient ; celles qui sont
              parties depuis restent parties.
            </p>
          }
        >
          Annuler la fusion
        </ProvenForm>
      ) : null}
    </Card>
  )
}

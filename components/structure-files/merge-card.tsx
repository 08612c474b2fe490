import { ProvenForm } from "@/components/credentials/proven-form"
import { Card } from "@/components/ui/card"
import { formatName } from "@/lib/accounts/rules"
import { formatDay } from "@/lib/platform/dates"
import { undo } from "@/lib/structure-merges/actions"
import type { OwnMerge } from "@/lib/structure-merges/queries"
import { mayUndo, reversibleUntil } from "@/lib/structure-merges/rules"
import { formatSiret } from "@/lib/structures/rules"

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

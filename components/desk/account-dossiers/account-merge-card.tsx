import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { Card } from "@/components/ui/card"
import { part } from "@/lib/desk/account-merges/actions"
import type { OwnAccountMerge } from "@/lib/desk/account-merges/queries"
import { mayUndo, reversibleUntil } from "@/lib/desk/structure-merges/rules"
import { formatDay } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"

/** A merge an account took part in, and the way back while there is one. */
export function AccountMergeCard({ merge, isFresh, now }: { merge: OwnAccountMerge; isFresh: boolean; now: Date }) {
  const { id, absorbed, kept, mergedAt, undoneAt, merger } = merge
  return (
    <Card className="grid gap-3">
      <p className="wrap-anywhere">
        Le compte <strong>{absorbed.email}</strong> a été réuni à <strong>{kept.email}</strong> par {formatName(merger)} le{" "}
        {formatDay(mergedAt)}.{undoneAt ? ` Annulé le ${formatDay(undoneAt)}.` : ""}
      </p>
      {mayUndo(merge, now).ok ? (
        <ProvenForm
          action={part}
          fields={{ mergeId: id }}
          isFresh={isFresh}
          tone="secondary"
          words={
            <p className="text-soft">
              Possible jusqu’au {formatDay(reversibleUntil(mergedAt))}. Le compte fermé rouvre et retrouve ce qu’il avait, sauf ce qui lui a
              été retiré depuis. Les deux adresses sont prévenues.
            </p>
          }
        >
          Séparer les deux comptes
        </ProvenForm>
      ) : null}
    </Card>
  )
}

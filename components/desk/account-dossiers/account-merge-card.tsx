import { UndoCard } from "@/components/desk/structure-dossiers/undo-card"
import { part } from "@/lib/desk/account-merges/actions"
import type { OwnAccountMerge } from "@/lib/desk/account-merges/queries"
import { formatDay } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"

const words = {
  undo: "Séparer les deux comptes",
  effect: "Le compte fermé rouvre et retrouve ce qu’il avait, sauf ce qui lui a été retiré depuis. Les deux adresses sont prévenues.",
}

/** A merge an account took part in. */
export function AccountMergeCard({ merge, isFresh, now }: { merge: OwnAccountMerge; isFresh: boolean; now: Date }) {
  const { absorbed, kept, mergedAt, undoneAt, merger } = merge
  return (
    <UndoCard merge={merge} isFresh={isFresh} now={now} action={part} words={words}>
      Le compte <strong>{absorbed.email}</strong> a été réuni à <strong>{kept.email}</strong> par {formatName(merger)} le{" "}
      {formatDay(mergedAt)}.{undoneAt ? ` Annulé le ${formatDay(undoneAt)}.` : ""}
    </UndoCard>
  )
}

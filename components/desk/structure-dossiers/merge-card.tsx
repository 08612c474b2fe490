import { UndoCard } from "@/components/desk/structure-dossiers/undo-card"
import { undo } from "@/lib/desk/structure-merges/actions"
import type { OwnMerge } from "@/lib/desk/structure-merges/queries"
import { formatDay } from "@/lib/platform/time/dates"
import { formatName } from "@/lib/vocabulary/accounts/rules"
import { formatSiret } from "@/lib/vocabulary/structures/rules"

const words = {
  undo: "Annuler la fusion",
  effect: "Les personnes retrouvent ce qu’elles avaient ; celles qui sont parties depuis restent parties.",
}

/** A merge a structure took part in. */
export function MergeCard({ merge, isFresh, now }: { merge: OwnMerge; isFresh: boolean; now: Date }) {
  const { absorbed, kept, mergedAt, undoneAt, merger } = merge
  return (
    <UndoCard merge={merge} isFresh={isFresh} now={now} action={undo} words={words}>
      <strong>{absorbed.raisonSociale}</strong> ({formatSiret(absorbed.siret)}) réunie à <strong>{kept.raisonSociale}</strong> (
      {formatSiret(kept.siret)}) par {formatName(merger)} le {formatDay(mergedAt)}.{undoneAt ? ` Annulée le ${formatDay(undoneAt)}.` : ""}
    </UndoCard>
  )
}

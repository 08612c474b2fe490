import type { ReactNode } from "react"
import { ProvenForm } from "@/components/identity/credentials/proven-form"
import { Card } from "@/components/ui/card"
import type { Action } from "@/components/ui/use-server-form"
import { mayUndo, reversibleUntil } from "@/lib/desk/structure-merges/rules"
import { formatDay } from "@/lib/platform/time/dates"

type Props = {
  merge: { id: string; mergedAt: Date; undoneAt: Date | null }
  isFresh: boolean
  now: Date
  /** What was merged into what, by whom. */
  children: ReactNode
  action: Action
  /** The words of the button, and what pressing it does. */
  words: { undo: string; effect: string }
}

/** A merge that took place, and the way back while there is one. */
export function UndoCard({ merge: { id, mergedAt, undoneAt }, isFresh, now, children, action, words }: Props) {
  return (
    <Card className="grid gap-3">
      <p className="wrap-anywhere">{children}</p>
      {mayUndo({ mergedAt, undoneAt }, now).ok ? (
        <ProvenForm
          action={action}
          fields={{ mergeId: id }}
          isFresh={isFresh}
          tone="secondary"
          words={
            <p className="text-soft">
              Possible jusqu’au {formatDay(reversibleUntil(mergedAt))}. {words.effect}
            </p>
          }
        >
          {words.undo}
        </ProvenForm>
      ) : null}
    </Card>
  )
}

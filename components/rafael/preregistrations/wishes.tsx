import { periodWords } from "@/components/rafael/offer/session-words"
import { StatusBadge } from "@/components/rafael/preregistrations/status-badge"
import { ActionButton } from "@/components/ui/action-button"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import { ordered } from "@/lib/rafael/states/rules"
import { raise } from "@/lib/rafael/wishes/actions"
import type { Wish } from "@/lib/rafael/wishes/queries"

type Props = {
  wishes: Wish[]
  /** The wish of this page. */
  current: string
  mayOrder: boolean
}

/** A candidate's wishes in their order; the one of this page may be raised while nothing is decided for it. */
export function Wishes({ wishes, current, mayOrder }: Props) {
  const waiting = wishes.filter(({ status }) => ordered.some((one) => one === status))
  const isFirst = waiting[0]?.id === current
  const mayRaise = mayOrder && !isFirst && waiting.some(({ id }) => id === current)
  return (
    <div className="grid gap-4">
      <ol className="grid gap-2">
        {wishes.map(({ id, status, session }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 rounded-control border border-line bg-surface px-4 py-2">
            {id === current ? (
              <span className="font-semibold">{session.delivery.course.title}</span>
            ) : (
              <TextLink href={at("/rafael/preinscriptions/[id]", { id })}>{session.delivery.course.title}</TextLink>
            )}
            <span className="text-soft">{periodWords(session)}</span>
            <StatusBadge status={status} />
          </li>
        ))}
      </ol>
      {mayRaise ? (
        <ActionButton action={raise} tone="secondary" fields={{ preregistrationId: current }}>
          Monter ce vœu
        </ActionButton>
      ) : null}
    </div>
  )
}

import { formatAge, formatDay, formatInstant } from "@/lib/platform/time/dates"

type Props = {
  at: Date
  /** When given, the text says first how long ago it was, then the exact day: "il y a 2 jours (24 novembre 2026)". */
  now?: Date
  /** The hour too. */
  exact?: boolean
}

/** A date in words, with the exact one beside it; not on hover, since not everyone has a pointer. */
export function When({ at, now, exact = false }: Props) {
  const day = exact ? formatInstant(at) : formatDay(at)
  return (
    <time dateTime={at.toISOString()}>
      {now ? (
        <>
          {formatAge(at, now)} <span className="text-soft">({day})</span>
        </>
      ) : (
        day
      )}
    </time>
  )
}

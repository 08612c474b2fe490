import type { Route } from "next"
import { LinkButton } from "@/components/ui/button"
import { TextLink } from "@/components/ui/text-link"
import { at } from "@/lib/access/addresses"
import type { ProgrammeLine } from "@/lib/parcourspro/programme/queries"
import { de } from "@/lib/platform/text/elision"
import { formatMonth, formatTime } from "@/lib/platform/time/dates"
import { dayOf } from "@/lib/platform/time/working-days"

const weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]

/** The days of the weeks that a month ("2027-03") touches, as "2027-03-01". */
function weeksOf(month: string): string[][] {
  const first = new Date(`${month}-01T12:00:00Z`)
  const start = new Date(first.getTime() - ((first.getUTCDay() + 6) % 7) * 86_400_000)
  const weeks: string[][] = []
  for (let day = start; weeks.length === 0 || day.toISOString().slice(0, 7) <= month; ) {
    const week: string[] = []
    for (let nth = 0; nth < 7; nth += 1, day = new Date(day.getTime() + 86_400_000)) week.push(day.toISOString().slice(0, 10))
    weeks.push(week)
  }
  return weeks
}

function shifted(month: string, by: number) {
  const [year = 0, number = 1] = month.split("-").map(Number)
  const date = new Date(Date.UTC(year, number - 1 + by, 1))
  return date.toISOString().slice(0, 7)
}

type Props = { month: string; sessions: ProgrammeLine[]; hrefOf: (month: string) => Route }

/** A month of the programme: a table on a wide screen, the days that have something on a narrow one. */
export function MonthCalendar({ month, sessions, hrefOf }: Props) {
  const name = formatMonth(new Date(`${month}-15T12:00:00Z`))
  const on = (day: string) => sessions.filter(({ startsAt }) => startsAt && dayOf(startsAt) === day)
  return (
    <section aria-labelledby="mois" className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <LinkButton tone="secondary" href={hrefOf(shifted(month, -1))}>
          Mois précédent
        </LinkButton>
        <h2 id="mois" className="text-xl font-semibold first-letter:uppercase">
          {name}
        </h2>
        <LinkButton tone="secondary" href={hrefOf(shifted(month, 1))}>
          Mois suivant
        </LinkButton>
      </div>
      {sessions.length === 0 ? (
        <div className="rounded-card border border-dashed border-line-strong px-5 py-8 text-center text-soft">
          Aucune session ne commence ce mois-ci.
        </div>
      ) : (
        <table className="w-full table-fixed border-collapse folded:block">
          <caption className="sr-only">Sessions {de(name)}</caption>
          <thead className="folded:sr-only">
            <tr>
              {weekdays.map((day) => (
                <th key={day} scope="col" className="border border-line p-2 text-sm font-semibold text-soft">
                  {day}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="folded:grid folded:gap-3">
            {weeksOf(month).map((week) => (
              <tr key={week[0]} className="folded:grid folded:gap-3">
                {week.map((day) => (
                  <Day key={day} day={day} isOther={!day.startsWith(month)} sessions={on(day)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Day({ day, isOther, sessions }: { day: string; isOther: boolean; sessions: ProgrammeLine[] }) {
  const isEmpty = isOther || sessions.length === 0
  return (
    <td
      className={`border border-line bg-surface p-2 align-top folded:rounded-card folded:p-4 ${isEmpty ? "folded:hidden" : ""} ${isOther ? "bg-sunken" : ""}`}
    >
      <span className="text-sm text-soft">{Number(day.slice(8))}</span>
      {isOther ? null : (
        <ul className="grid gap-2">
          {sessions.map(({ id, startsAt, event }) => (
            <li key={id} className="text-sm wrap-anywhere">
              {startsAt ? <span className="text-soft">{formatTime(startsAt)} </span> : null}
              <TextLink href={at("/parcourspro/actions/[id]", { id: event.id })}>{event.title}</TextLink>
            </li>
          ))}
        </ul>
      )}
    </td>
  )
}

/** Days on which people answer: neither weekends nor French public holidays, counted by the calendar of Paris. */
import joursFeries from "@socialgouv/jours-feries"

const hour = 3_600_000
const parisDay = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" })
const parisTime = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
const parisHour = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", hour: "numeric", hourCycle: "h23" })

/** The calendar day of an instant, as "2026-11-24". */
export function dayOf(instant: Date) {
  return parisDay.format(instant)
}

/** Today in Paris, as a day at midnight UTC: the form in which the database keeps days. */
export function todayOf(now: Date) {
  return new Date(`${dayOf(now)}T00:00:00Z`)
}

export function isWorkingDay(day: string) {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !holidaysOf(Number(day.slice(0, 4))).has(day)
}

/** The midnight in Paris at which this day begins. */
export function startOf(day: string): Date {
  const winter = new Date(Date.parse(`${day}T00:00:00Z`) - hour)
  return Number.parseInt(parisHour.format(winter), 10) === 0 ? winter : new Date(winter.getTime() - hour)
}

/** The instant at which the clocks of Paris show this hour ("09:30") on this day. */
export function instantOf(day: string, time: string): Date {
  const summer = new Date(Date.parse(`${day}T${time}:00Z`) - 2 * hour)
  return parisTime.format(summer) === time ? summer : new Date(summer.getTime() + hour)
}

/** The midnight in Paris at which this day ends. */
export function endOf(day: string): Date {
  return startOf(dayOf(new Date(startOf(day).getTime() + 36 * hour)))
}

/**
 * At least `count` working days have passed since anything that began before this instant. Something that began on a Friday is one working
 * day old on Monday. `count` ≥ 1.
 */
export function begunBefore(now: Date, count: number): Date {
  let day = dayOf(now)
  for (let left = count; ; day = dayBefore(day)) {
    if (isWorkingDay(day)) left -= 1
    if (left === 0) return startOf(day)
  }
}

/** How many working days have passed since something began: none on its own day. */
export function workingDaysSince(began: Date, now: Date): number {
  let count = 0
  for (let day = dayOf(now); day > dayOf(began); day = dayBefore(day)) if (isWorkingDay(day)) count += 1
  return count
}

function dayBefore(day: string) {
  return new Date(Date.parse(`${day}T12:00:00Z`) - 24 * hour).toISOString().slice(0, 10)
}

const holidays = new Map<number, Set<string>>()

function holidaysOf(year: number): Set<string> {
  const known = holidays.get(year)
  if (known) return known
  // The time is moved to noon, because the package adds days of 24 hours to local midnights.
  const days = new Set(Object.values(joursFeries(year)).map((date) => localDay(new Date(date.getTime() + 12 * hour))))
  holidays.set(year, days)
  return days
}

function localDay(date: Date) {
  const two = (value: number) => String(value).padStart(2, "0")
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

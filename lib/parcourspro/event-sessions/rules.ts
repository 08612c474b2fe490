/** What is typed of a session of the programme in lines: its half-days and its trainers. */
import { instantOf } from "@/lib/platform/time/working-days"

export type Trainer = { name: string; quality: string }
export type HalfDay = { startsAt: Date; endsAt: Date }

/** "01/03/2027 09:00-12:30", one a line, as half-days in order; or the number of the first line that cannot be read. */
export function parseHalfDays(text: string): HalfDay[] | { line: number } {
  const found: HalfDay[] = []
  const lines = text.split("\n").map((line) => line.trim())
  for (const [index, line] of lines.entries()) {
    if (line === "") continue
    const half = halfDayOf(line)
    if (!half) return { line: index + 1 }
    found.push(half)
  }
  return found.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}

const shape =
  /^(?:(\d{1,2})\/(\d{1,2})\/(\d{4})|(\d{4})-(\d{2})-(\d{2}))[\s,;:à]+(\d{1,2})[h:](\d{2})?\s*(?:-|–|à)\s*(\d{1,2})[h:](\d{2})?$/u
const two = (digits: string | undefined) => (digits ?? "00").padStart(2, "0")

function halfDayOf(line: string): HalfDay | null {
  const [, d, m, y, isoY, isoM, isoD, h1, m1, h2, m2] = shape.exec(line) ?? []
  if (!h1) return null
  const day = isoY ? `${isoY}-${isoM}-${isoD}` : `${y}-${two(m)}-${two(d)}`
  const [from, until] = [`${two(h1)}:${two(m1)}`, `${two(h2)}:${two(m2)}`]
  const isReal = new Date(`${day}T12:00:00Z`).toISOString().startsWith(day)
  if (!isReal || from > "23:59" || until > "23:59" || until <= from) return null
  const [startsAt, endsAt] = [instantOf(day, from), instantOf(day, until)]
  // Longer than eight hours is no half-day: a day is written as two.
  return endsAt.getTime() - startsAt.getTime() > 8 * 3_600_000 || startsAt >= endsAt ? null : { startsAt, endsAt }
}

/** Whether two half-days of the same session overlap. */
export function overlap(halfDays: readonly HalfDay[]): boolean {
  const sorted = halfDays.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  return sorted.some((one, index) => {
    const next = sorted[index + 1]
    return next !== undefined && next.startsAt < one.endsAt
  })
}

/** "Ada LOVELACE ; ingénieure pédagogique", one a line. */
export function parseTrainers(text: string): Trainer[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [name = "", ...quality] = line.split(";").map((part) => part.trim())
      return { name, quality: quality.join("; ") }
    })
}

export function trainersText(trainers: readonly Trainer[]) {
  return trainers.map(({ name, quality }) => (quality ? `${name} ; ${quality}` : name)).join("\n")
}

const paris = { timeZone: "Europe/Paris" } as const
const day = new Intl.DateTimeFormat("fr-FR", { ...paris, day: "2-digit", month: "2-digit", year: "numeric" })
const time = new Intl.DateTimeFormat("fr-FR", { ...paris, hour: "2-digit", minute: "2-digit", hourCycle: "h23" })

/** Half-days as `parseHalfDays` reads them. */
export function halfDaysText(halfDays: readonly HalfDay[]) {
  return halfDays.map(({ startsAt, endsAt }) => `${day.format(startsAt)} ${time.format(startsAt)}-${time.format(endsAt)}`).join("\n")
}

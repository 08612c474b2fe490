const day = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "Europe/Paris" })
const time = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Paris" })
const relative = new Intl.RelativeTimeFormat("fr-FR", { numeric: "auto" })

/** "24 novembre 2026"; "1er mars 2026", as the language writes the first day only. */
export function formatDay(date: Date) {
  return day.format(date).replace(/^1 /, "1er ")
}

/** "10:32" */
export function formatTime(date: Date) {
  return time.format(date)
}

const month = new Intl.DateTimeFormat("fr-FR", { month: "long", year: "numeric", timeZone: "Europe/Paris" })

/** "novembre 2026": when someone last came, without saying more than is needed. */
export function formatMonth(date: Date) {
  return month.format(date)
}

/** "24 novembre 2026 à 10:32" */
export function formatInstant(date: Date) {
  return `${formatDay(date)} à ${time.format(date)}`
}

/** "il y a 2 jours", "il y a 3 heures", "à l'instant" */
export function formatAge(date: Date, now: Date) {
  const minutes = Math.round((date.getTime() - now.getTime()) / 60_000)
  if (minutes > -1) return "à l’instant"
  if (minutes > -60) return relative.format(minutes, "minute")
  if (minutes > -24 * 60) return relative.format(Math.round(minutes / 60), "hour")
  // Days of the calendar, not blocks of 24 hours: what was seen on Saturday evening was, on Monday morning, the day before yesterday.
  return relative.format(Math.min(-1, daysBetween(date, now)), "day")
}

/** "3 jours", "5 heures", "moins d’une minute": for how long something waits, where its column says so already. */
export function formatWait(since: Date, now: Date) {
  const minutes = Math.round((now.getTime() - since.getTime()) / 60_000)
  if (minutes < 1) return "moins d’une minute"
  if (minutes < 60) return units(minutes, "minute")
  if (minutes < 24 * 60) return units(Math.round(minutes / 60), "heure")
  return units(Math.max(1, -daysBetween(since, now)), "jour")
}

const units = (count: number, unit: string) => `${count} ${unit}${count > 1 ? "s" : ""}`

/** "2 minutes", "30 secondes": how long a person must wait, in words. */
export function waitWords(seconds: number) {
  if (seconds > 60) return `${Math.ceil(seconds / 60)} minutes`
  return seconds > 1 ? `${seconds} secondes` : "une seconde"
}

const paris = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" })
const daysBetween = (date: Date, now: Date) => Math.round((Date.parse(paris.format(date)) - Date.parse(paris.format(now))) / 86_400_000)

const sheet = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris", dateStyle: "short", timeStyle: "medium" })

/** "2026-11-28 08:07:28", in Paris: what spreadsheets take for a date. The header of its column says so. */
export function sheetInstant(date: Date): string {
  return sheet.format(date)
}

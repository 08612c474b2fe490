const day = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "Europe/Paris" })
const time = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Paris" })
const relative = new Intl.RelativeTimeFormat("fr-FR", { numeric: "auto" })

/** "24 novembre 2026" */
export function formatDay(date: Date) {
  return day.format(date)
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
  return `${day.format(date)} à ${time.format(date)}`
}

/** "il y a 2 jours", "il y a 3 heures", "à l'instant" */
export function formatAge(date: Date, now: Date) {
  const minutes = Math.round((date.getTime() - now.getTime()) / 60_000)
  if (minutes > -1) return "à l’instant"
  if (minutes > -60) return relative.format(minutes, "minute")
  if (minutes > -24 * 60) return relative.format(Math.round(minutes / 60), "hour")
  return relative.format(Math.round(minutes / 60 / 24), "day")
}

/** "2 minutes", "30 secondes": how long a person must wait, in words. */
export function waitWords(seconds: number) {
  if (seconds > 60) return `${Math.ceil(seconds / 60)} minutes`
  return seconds > 1 ? `${seconds} secondes` : "une seconde"
}

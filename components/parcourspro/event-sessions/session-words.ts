import { formatDay, formatTime } from "@/lib/platform/time/dates"

type Period = { startsAt: Date | null; endsAt: Date | null }

/** "le 4 janvier 2027 de 09:00 à 12:30", "du 4 janvier 2027 au 6 janvier 2027", "dates à venir" */
export function periodWords({ startsAt, endsAt }: Period) {
  if (!startsAt || !endsAt) return "dates à venir"
  if (formatDay(startsAt) === formatDay(endsAt)) return `le ${formatDay(startsAt)} de ${formatTime(startsAt)} à ${formatTime(endsAt)}`
  return `du ${formatDay(startsAt)} au ${formatDay(endsAt)}`
}

/** "4 places sur 12", "Complet (12 places)" */
export function placesWords({ places, taken }: { places: number; taken: number }) {
  const left = places - taken
  if (left <= 0) return `Complet (${places === 1 ? "1 place" : `${places} places`})`
  return `${left === 1 ? "1 place" : `${left} places`} sur ${places}`
}

type Where = { isRemote: boolean; place?: string; postcode?: string | null; city: string | null }

/** Where a session is held, for anyone: how to join from afar is told to those who are confirmed. */
export function whereWords({ isRemote, place = "", postcode = null, city }: Where) {
  if (isRemote) return "À distance"
  return [place, [postcode, city].filter(Boolean).join(" ")].filter(Boolean).join(", ") || "Lieu à venir"
}

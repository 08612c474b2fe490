import { formatDay } from "@/lib/platform/time/dates"

/** "du 4 janvier 2027 au 30 juin 2027" */
export function periodWords({ startsOn, endsOn }: { startsOn: Date; endsOn: Date }) {
  return startsOn.getTime() === endsOn.getTime() ? `le ${formatDay(startsOn)}` : `du ${formatDay(startsOn)} au ${formatDay(endsOn)}`
}

/** "4 places sur 12", "Complet (12 places)" */
export function placesWords({ places, taken }: { places: number; taken: number }) {
  const left = places - taken
  if (left <= 0) return `Complet (${places === 1 ? "1 place" : `${places} places`})`
  return `${left === 1 ? "1 place" : `${left} places`} sur ${places}`
}

/** A day as a date field takes it. */
export function dayValue(date: Date | null) {
  return date ? date.toISOString().slice(0, 10) : ""
}

/** The départements of the region, which the map draws, in the order of their codes. */
export const region = ["16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87"] as const

/** The level of a value compared with the highest: 0 for none, then 1 to 5, few enough to tell apart on a map. */
export function levelOf(value: number, most: number) {
  if (value <= 0 || most <= 0) return 0
  return Math.max(1, Math.ceil((value / most) * 5))
}

/** A duration in words: "3 jours", "5 heures", "40 minutes". */
export function durationWords(hours: number) {
  if (hours >= 48) return `${Math.round(hours / 24)} jours`
  if (hours >= 2) return `${Math.round(hours)} heures`
  if (hours >= 1) return "1 heure"
  const minutes = Math.round(hours * 60)
  return minutes <= 1 ? "1 minute" : `${minutes} minutes`
}

/** The départements of the region, which the map draws, in the order of their codes. */
export const region = ["16", "17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87"] as const

/** The level of a value compared with the highest: 0 for none, then 1 to 5, few enough to tell apart on a map. */
export function levelOf(value: number, most: number) {
  if (value <= 0 || most <= 0) return 0
  return Math.max(1, Math.ceil((value / most) * 5))
}

/** The values of each level, as `levelOf` gives it; levels that no whole value has are left out. Empty when nothing is drawn. */
export function levelRanges(most: number): { level: number; from: number; to: number }[] {
  if (most <= 0) return []
  const above = [1, 2, 3, 4, 5].map((level) => ({
    level,
    from: Math.floor(((level - 1) * most) / 5) + 1,
    to: Math.floor((level * most) / 5),
  }))
  return [{ level: 0, from: 0, to: 0 }, ...above].filter(({ from, to }) => to >= from)
}

/** A duration in words: "3 jours", "5 heures", "40 minutes". */
export function durationWords(hours: number) {
  if (hours >= 48) return `${Math.round(hours / 24)} jours`
  if (hours >= 2) return `${Math.round(hours)} heures`
  if (hours >= 1) return "1 heure"
  const minutes = Math.round(hours * 60)
  return minutes <= 1 ? "1 minute" : `${minutes} minutes`
}

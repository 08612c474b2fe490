/** Where someone looks for a training, from what they typed. */
import { departementNames } from "@/lib/search/areas/rules"
import { fold, misspelt } from "@/lib/search/spelling/rules"

export type Commune = { insee: string; name: string; postcodes: string[]; departement: string; latitude: number; longitude: number }

/** How far around a commune, in kilometres. */
export const radii = ["10", "20", "50", "100"] as const
export const usualRadius = 20

/** A département that was typed by its code or its name; null when it is none. */
export function departementTyped(text: string): string | null {
  const code = text.trim().toUpperCase()
  if (Object.hasOwn(departementNames, code)) return code
  const folded = fold(text)
  return Object.entries(departementNames).find(([, name]) => name === folded)?.[0] ?? null
}

/** A commune as a link or a list shows it, and as it may be typed again. */
export function communeLabel({ name, departement }: { name: string; departement: string }): string {
  return `${name} (${departement})`
}

/** What was typed of a commune: its folded name, and the département when it stands in brackets behind. */
export function communeTyped(text: string): { folded: string; departement: string | null } {
  const [, name = text, code = null] = /^(.*?)\s*\(\s*(\d[0-9abAB]\d?)\s*\)\s*$/.exec(text) ?? []
  return { folded: withoutShort(fold(name)), departement: code ? code.toUpperCase() : null }
}

/** "st" and "ste" are how people write "saint" and "sainte". */
function withoutShort(folded: string) {
  return folded.replace(/\bst\b/g, "saint").replace(/\bste\b/g, "sainte")
}

/** The names nearest to a misspelt one; none when none is near. */
export function nearestNames<Named extends { folded: string }>(typed: string, among: readonly Named[]): Named[] {
  const costs = among.flatMap((one) => {
    const cost = misspelt(typed.replaceAll(" ", ""), one.folded.replaceAll(" ", ""))
    return cost === null ? [] : [{ one, cost }]
  })
  const least = Math.min(...costs.map(({ cost }) => cost))
  return costs.filter(({ cost }) => cost === least).map(({ one }) => one)
}

/** The squares of half a degree that a circle touches, as the index of the offer names them (square_of). */
export function squaresAround({ latitude, longitude }: { latitude: number; longitude: number }, kilometres: number): string[] {
  const { south, north, west, east } = boxAround({ latitude, longitude }, kilometres)
  const squares: string[] = []
  for (let row = Math.floor((south + 90) * 2); row <= Math.floor((north + 90) * 2); row += 1)
    for (let column = Math.floor((west + 180) * 2); column <= Math.floor((east + 180) * 2); column += 1) squares.push(`c${row}x${column}`)
  return squares
}

/** Kilometres in a degree of latitude. */
export const degree = 111.32

/** The box that holds a circle, in degrees. */
export function boxAround({ latitude, longitude }: { latitude: number; longitude: number }, kilometres: number) {
  const high = kilometres / degree
  const wide = kilometres / (degree * Math.cos((latitude * Math.PI) / 180))
  return { south: latitude - high, north: latitude + high, west: longitude - wide, east: longitude + wide }
}

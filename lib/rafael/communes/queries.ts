import "server-only"
import { db } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { type Commune, communeLabel, communeTyped, departementTyped, nearestNames } from "@/lib/rafael/communes/rules"
import { fold } from "@/lib/search/spelling/rules"

export type AskedPlace =
  | { kind: "departement"; code: string }
  | { kind: "commune"; commune: Commune }
  /** A commune of the offer whose position nobody knows. */
  | { kind: "city"; folded: string; name: string }
  /** Several communes have this name: each as it may be typed again. */
  | { kind: "several"; choices: string[] }
  | { kind: "unknown" }

const mostChoices = 8
const columns = Prisma.raw("insee, name, postcodes, departement, latitude, longitude, folded")
type Row = Commune & { folded: string }

/** Where someone looks, from what they typed: a département, a commune or a postcode; null when they typed nothing. */
export async function placeAsked(typed: string): Promise<AskedPlace | null> {
  const text = typed.trim().slice(0, 100)
  if (text === "") return null
  const code = departementTyped(text)
  const { folded, departement } = communeTyped(text)
  // "Vienne" and "Landes" are départements and communes: the département, unless its code is given behind.
  if (code && !departement) return { kind: "departement", code }
  if (folded === "") return { kind: "unknown" }
  const found = /^\d{5}$/.test(folded) ? await withPostcode(folded) : await named(folded, departement)
  const [first, ...others] = found
  if (first && others.length === 0) return { kind: "commune", commune: first }
  if (first) return { kind: "several", choices: found.slice(0, mostChoices).map(communeLabel) }
  return cityOfOffer(folded)
}

function withPostcode(postcode: string) {
  return db.$queryRaw<Row[]>`SELECT ${columns} FROM commune WHERE ${postcode} = ANY (postcodes) ORDER BY name LIMIT 20`
}

/** Those of this name, else those that begin so, else those that look like it. */
async function named(folded: string, departement: string | null): Promise<Row[]> {
  const there = departement ? Prisma.sql`AND departement = ${departement}` : Prisma.empty
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns} FROM commune WHERE folded LIKE ${`${folded}%`} ${there} ORDER BY folded <> ${folded}, folded, departement LIMIT 20`
  const same = rows.filter((row) => row.folded === folded)
  if (same.length > 0) return same
  if (rows.length > 0) return rows
  const near = await db.$queryRaw<Row[]>`
    SELECT ${columns} FROM commune WHERE folded LIKE ${`${folded.slice(0, 1)}%`} AND abs(length(folded) - ${folded.length}) <= 2 ${there}`
  return nearestNames(folded, near)
}

async function cityOfOffer(folded: string): Promise<AskedPlace> {
  const [found] = await db.$queryRaw<{ city: string }[]>`
    SELECT city FROM training_place WHERE fold(city) = ${folded} OR postcode = ${folded} LIMIT 1`
  return found ? { kind: "city", folded: fold(found.city), name: found.city } : { kind: "unknown" }
}

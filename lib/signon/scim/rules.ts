/** What may be asked in SCIM (RFC 7644, 3.4.2): one equality, and a part of the list. */

/** The attributes by which each list may be searched. */
export const searched = { Users: ["id", "userName"], Groups: ["id", "displayName", "externalId"] } as const
export type Kind = keyof typeof searched
export type Equality<K extends Kind = Kind> = { name: (typeof searched)[K][number]; value: string }

/** A filter as scimmy reads it, if it is one equality of an attribute that is searched; null otherwise. Names of attributes know no case. */
export function equalityOf<K extends Kind>(kind: K, filter: readonly object[]): Equality<K> | null {
  const [only, ...others] = filter.flatMap((expression) => Object.entries(expression))
  if (!only || others.length > 0) return null
  const [asked, test] = only
  const name = searched[kind].find((known) => known.toLowerCase() === asked.toLowerCase())
  const [comparator, value, ...more] = Array.isArray(test) ? (test as unknown[]) : []
  if (!name || comparator !== "eq" || typeof value !== "string" || more.length > 0) return null
  return { name, value }
}

const usualCount = 100
export const longestCount = 200

export type Part = { startIndex: number; count: number }

/** Which part of a list is asked for, from 1 on; null when a number is none. What is below or above the bounds is brought to them (3.4.2.4). */
export function partOf(asked: URLSearchParams): Part | null {
  const [start, count] = [asked.get("startIndex") ?? "1", asked.get("count") ?? String(usualCount)]
  if (![start, count].every((number) => /^-?\d{1,9}$/.test(number))) return null
  return { startIndex: Math.max(1, Number(start)), count: Math.min(longestCount, Math.max(0, Number(count))) }
}

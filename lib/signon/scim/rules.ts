/** What may be asked in SCIM (RFC 7644, 3.4.2): one equality, and a part of the list. */

/** The attributes by which each list may be searched. */
export const searched = { Users: ["id", "userName"], Groups: ["id", "displayName", "externalId"] } as const
export type Kind = keyof typeof searched
export type Equality<K extends Kind = Kind> = { name: (typeof searched)[K][number]; value: string }

/** One equality, its value a JSON string. Written so that it is judged in one pass: what is asked is a stranger's (docs/decisions/0062-scim-reads-nothing.md). */
const equality = /^ *([a-z]{1,20}) +eq +("(?:[^"\\]|\\.)*") *$/i

/** A filter, if it is one equality of an attribute that is searched; null otherwise. Names of attributes know no case. */
export function equalityOf<K extends Kind>(kind: K, filter: string): Equality<K> | null {
  const [, asked = "", quoted = ""] = equality.exec(filter) ?? []
  const name = searched[kind].find((known) => known.toLowerCase() === asked.toLowerCase())
  const value = name && stringOf(quoted)
  return value ? { name, value } : null
}

/** What a JSON string says; null for what no text of the portal holds. */
function stringOf(quoted: string): string | null {
  try {
    const value: unknown = JSON.parse(quoted)
    return typeof value === "string" && value.isWellFormed() && !value.includes("\0") ? value : null
  } catch {
    return null
  }
}

/** What a user and a group may be shown with. */
const shown = {
  Users: ["userName", "displayName", "name", "emails", "phoneNumbers", "active", "groups", "roles", "meta"],
  Groups: ["externalId", "displayName", "members", "meta"],
} as const

/** The attributes that are left out of an answer (RFC 7644, 3.9); of an attribute that is asked for in part, the whole is shown. */
export function leftOut(kind: Kind, asked: URLSearchParams): Set<string> {
  const named = (list: string) => {
    const names = (asked.get(list) ?? "").split(",").map((one) => (one.trim().split(".")[0] ?? "").toLowerCase())
    return (name: string) => names.includes(name.toLowerCase())
  }
  if (asked.has("attributes")) return new Set(shown[kind].filter((name) => !named("attributes")(name)))
  return new Set(shown[kind].filter(named("excludedAttributes")))
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

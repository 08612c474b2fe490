/** What managers declare of an application, and what is sound (docs/sign-on.md). */
import { ok, type Result, refuse } from "@/lib/platform/result"
import type { Entry } from "@/lib/signon/claims/rules"

export const entryWords: Record<Entry, string> = {
  member: "Les personnes rattachées à une structure",
  profil: "Celles qui ont l’un des profils cochés",
  account: "Tous les comptes, même sans structure",
}

export const eventWays = ["none", "push", "poll"] as const
export type EventWay = (typeof eventWays)[number]
export const eventWayWords: Record<EventWay, string> = {
  none: "Aucun",
  push: "Le portail les envoie à son adresse",
  poll: "L’application vient les chercher",
}

/** How an application proves that it is itself. */
export const proofs = ["secret", "keys", "keys-address"] as const
export type Proof = (typeof proofs)[number]
export const proofWords: Record<Proof, string> = {
  secret: "Un secret partagé (client_secret_basic)",
  keys: "Ses clés publiques, collées ici (private_key_jwt)",
  "keys-address": "Ses clés publiques, lues à son adresse (private_key_jwt)",
}

/** The scopes of `/api/v1` that a manager may open; the one of events comes with the way chosen. */
const declaredReads = ["lire:structures", "lire:personnes", "lire:droits"] as const
export type DeclaredRead = (typeof declaredReads)[number]
export const readWords: Record<DeclaredRead, string> = {
  "lire:structures": "La liste des structures",
  "lire:personnes": "Les personnes d’une structure, avec leurs profils",
  "lire:droits": "Les droits d’une personne à un instant donné",
}

const local = new Set(["localhost", "127.0.0.1", "[::1]"])

function parsed(address: string) {
  return /[\s\\*]/.test(address) ? null : URL.parse(address)
}

/** Whether an address may be one to which people are sent back: exact, in https, or on the machine of who writes the application. */
export function isReturnAddress(address: string): boolean {
  const url = parsed(address)
  if (!url || url.username || url.password || address.includes("#")) return false
  if (url.protocol !== "https:" && !(url.protocol === "http:" && local.has(url.hostname))) return false
  // Addresses are compared letter by letter: only the form in which browsers write them can ever match.
  return url.href === address || url.href === `${address}/`
}

/** Whether the portal may ask this address for something, as far as its form tells. */
export function isServerAddress(address: string): boolean {
  const url = parsed(address)
  return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password && !address.includes("#")
}

/** Outside demonstration, every address is in https: `http://localhost` is that of someone who tries. */
export function areOutside(addresses: readonly string[]): boolean {
  return addresses.every((address) => URL.parse(address)?.protocol === "https:")
}

/** Public keys as they are pasted: a set of them (RFC 7517), none of which is private or symmetric. */
export function keySetOf(text: string): { keys: Record<string, unknown>[] } | null {
  try {
    const set = JSON.parse(text) as { keys?: unknown }
    if (typeof set !== "object" || set === null || !Array.isArray(set.keys) || set.keys.length === 0) return null
    const keys = set.keys as Record<string, unknown>[]
    const isPublic = (key: unknown) =>
      typeof key === "object" && key !== null && "kty" in key && key.kty !== "oct" && !("d" in key) && !("k" in key) && !("priv" in key)
    return keys.every(isPublic) ? { keys } : null
  } catch {
    return null
  }
}

type Asked = { scopes: readonly string[]; structuresAskedBy: string | null; structuresGrantedBy: string | null }
export type GrantRefusal = "not-asked" | "own-request" | "already-granted"

/** Whether a manager may open every structure of people to an application: another one asked for it. */
export function mayGrantStructures(
  { scopes, structuresAskedBy, structuresGrantedBy }: Asked,
  managerId: string,
): Result<undefined, GrantRefusal> {
  if (!scopes.includes("structures") || !structuresAskedBy) return refuse("not-asked")
  if (structuresGrantedBy) return refuse("already-granted")
  return structuresAskedBy === managerId ? refuse("own-request") : ok()
}

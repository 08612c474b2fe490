import { filedName, inFrenchOrder } from "@/lib/platform/text/french-order"
import { answersToWords } from "@/lib/search/people/rules"
import { mostAtOnce } from "@/lib/vocabulary/affiliations/rules"
import type { Need } from "@/lib/vocabulary/profils/rules"

export const natures = ["signup", "request"] as const
export const waits = ["deux-jours", "cinq-jours"] as const
export const orders = ["structure", "anciennes", "recentes", "nom"] as const
type Order = (typeof orders)[number]
type Wait = (typeof waits)[number]

/** What the list is narrowed by; empty or null where nothing is asked. */
export type Sought = {
  q: string
  structure: string
  nature: (typeof natures)[number] | null
  besoin: Need | "aucun" | null
  attente: Wait | null
  tri: Order | null
  page: number
}

/** What is read of a request to find it in a list. */
export type Listed = {
  id: string
  origin: "signup" | "request"
  need: Need | null
  requestedAt: Date
  account: { firstName: string; lastName: string; email: string; jobTitle: string | null; phone: string | null }
  structure: { id: string; raisonSociale: string; sigle: string | null; city: string | null }
}

const day = 24 * 3_600_000
/** From how many milliseconds a request is one of those that wait for so long. */
const since: Record<Wait, number> = { "deux-jours": 2 * day, "cinq-jours": 5 * day }

/**
 * A page of the requests asked for, in the order asked for, and what the whole list holds. One page is what can be answered at once. By
 * structure, the one whose request waits for longest comes first.
 */
export function requestList<Request extends Listed>(requests: readonly Request[], asked: Sought, usual: Order, now: Date) {
  const found = requests.filter((request) => isAsked(request, asked, now))
  const order = asked.tri ?? usual
  const sorted = sortedBy(found, order)
  const pages = Math.max(1, Math.ceil(sorted.length / mostAtOnce))
  const page = Math.min(Math.max(1, asked.page), pages)
  const first = (page - 1) * mostAtOnce
  return { shown: sorted.slice(first, first + mostAtOnce), first, found: found.length, page, pages, order }
}

function isAsked({ origin, need, requestedAt, account, structure }: Listed, asked: Sought, now: Date) {
  if (asked.structure && structure.id !== asked.structure) return false
  if (asked.nature && origin !== asked.nature) return false
  if (asked.besoin && (need ?? "aucun") !== asked.besoin) return false
  if (asked.attente && now.getTime() - requestedAt.getTime() < since[asked.attente]) return false
  const { firstName, lastName, email, jobTitle, phone } = account
  return answersToWords(asked.q, [firstName, lastName, email, jobTitle, phone, structure.raisonSociale, structure.sigle, structure.city])
}

function sortedBy<Request extends Listed>(requests: Request[], order: Order): Request[] {
  const byAge = requests.toSorted((a, b) => a.requestedAt.getTime() - b.requestedAt.getTime() || a.id.localeCompare(b.id))
  if (order === "recentes") return byAge.toReversed()
  if (order === "nom") return inFrenchOrder(byAge, ({ account }) => filedName(account))
  if (order === "anciennes") return byAge
  return [...Map.groupBy(byAge, ({ structure }) => structure.id).values()].flat()
}

/** The structures of these requests, by name: what the list may be narrowed to. */
export function structuresOf(requests: readonly Listed[]) {
  const named = new Map(requests.map(({ structure }) => [structure.id, structure.raisonSociale]))
  return inFrenchOrder([...named], ([, name]) => name)
}

/** Whether the address narrows the list. */
export function isNarrowed({ q, structure, nature, besoin, attente }: Sought) {
  return q.trim() !== "" || structure !== "" || nature !== null || besoin !== null || attente !== null
}

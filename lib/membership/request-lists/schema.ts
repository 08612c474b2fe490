import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import { natures, orders, waits } from "@/lib/membership/request-lists/rules"
import { addressWith, severalWords, words } from "@/lib/platform/http/search-params"
import { needs } from "@/lib/vocabulary/profils/rules"

/** What a list of waiting requests may be narrowed by, and its order; all of it is in the address. */
export const requestParams = {
  q: words,
  structure: words,
  nature: parseAsStringLiteral(natures),
  besoin: parseAsStringLiteral([...needs, "aucun"] as const),
  attente: parseAsStringLiteral(waits),
  tri: parseAsStringLiteral(orders),
  page: parseAsInteger.withDefault(1),
}

export const requestAddress = addressWith(requestParams)

/** In the address of a list, the requests that were just answered: what became of each is read from the database. */
export const decidedParam = { traitee: severalWords }

/** So many ids fit in one text of an address. */
const idsInText = 12

const withDecided = addressWith(decidedParam)

/** The address of a list that tells what became of these requests. */
export function decidedAddress(page: "/demandes" | "/admin/demandes", ids: readonly string[]) {
  const texts = Array.from({ length: Math.ceil(ids.length / idsInText) }, (_, part) => ids.slice(part * idsInText, (part + 1) * idsInText))
  return withDecided(page, { traitee: texts.map((some) => some.join(",")) })
}

/** The ids in the address. */
export function decidedIn({ traitee }: { traitee: readonly string[] }): string[] {
  return traitee.flatMap((text) => text.split(",")).filter(Boolean)
}

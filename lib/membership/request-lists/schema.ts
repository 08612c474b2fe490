import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import { natures, orders, waits } from "@/lib/membership/request-lists/rules"
import { addressWith, words } from "@/lib/platform/http/search-params"
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

import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import { type Asked, addressWith, reading, words } from "@/lib/platform/http/search-params"

const parsers = {
  q: words,
  departement: words,
  debut: words,
  mode: parseAsStringLiteral(["on_site", "mixed", "remote"]),
  financee: parseAsStringLiteral(["1"]),
  places: parseAsStringLiteral(["1"]),
  accessible: parseAsStringLiteral(["1"]),
  permanente: parseAsStringLiteral(["1"]),
  certifiante: parseAsStringLiteral(["1"]),
  /** For whom a prescriber looks for a further wish. */
  candidat: words,
  page: parseAsInteger.withDefault(1),
}

/** Reads the address of the search of the offer: every filter is in it. */
export const readOfferAddress = reading(parsers)
export type OfferQuery = Asked<typeof readOfferAddress>
export const offerAddress = addressWith(parsers)

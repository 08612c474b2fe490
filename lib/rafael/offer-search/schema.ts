import { parseAsInteger, parseAsNumberLiteral, parseAsStringLiteral } from "nuqs/server"
import { type Asked, addressWith, reading, words } from "@/lib/platform/http/search-params"
import { levels } from "@/lib/rafael/codes/rules"
import { radii } from "@/lib/rafael/communes/rules"

const parsers = {
  q: words,
  /** A commune, a postcode or a département, as it was typed. */
  ou: words,
  rayon: parseAsStringLiteral(radii),
  departement: words,
  tri: parseAsStringLiteral(["pertinence", "date", "distance"]).withDefault("pertinence"),
  /** The level that the training leads to. */
  niveau: parseAsNumberLiteral(Object.keys(levels).map(Number)),
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

/** How many sessions a subscription holds. */
export const subscribed = 200

/** The same search as a calendar, and as a feed, for programs that ask again by themselves. */
export const addressOfCalendar = (asked: OfferQuery) => offerAddress("/rafael/sessions.ics", { ...asked, page: null })
export const addressOfFeed = (asked: OfferQuery) => offerAddress("/rafael/sessions.atom", { ...asked, page: null })

import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import { type Grain, grains } from "@/lib/parcourspro/figures/rules"
import { type Status, statuses } from "@/lib/parcourspro/states/rules"
import { type Asked, addressWith, reading, words } from "@/lib/platform/http/search-params"

const parsers = {
  /** The year of the first day of the sessions; none: this one. */
  annee: parseAsInteger,
  /** By what the registrations are counted. */
  par: parseAsStringLiteral(Object.keys(grains) as Grain[]).withDefault("session"),
  page: parseAsInteger.withDefault(1),
  /** Of the list behind a number: which line. */
  cle: words,
  etape: parseAsStringLiteral(Object.keys(statuses) as Status[]),
  q: words,
}

/** Reads what the figures, or the list behind one of them, are asked for; all of it is in the address. */
export const readFiguresAddress = reading(parsers)
export type FiguresQuery = Asked<typeof readFiguresAddress>
export const figuresAddress = addressWith(parsers)

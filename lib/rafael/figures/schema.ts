import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import { type Asked, addressWith, reading, words } from "@/lib/platform/http/search-params"
import { cohortSteps, grains } from "@/lib/rafael/figures/rules"

const grainNames = Object.keys(grains) as (keyof typeof grains)[]

const parsers = {
  /** By what the pre-registrations are counted. */
  par: parseAsStringLiteral(grainNames).withDefault("organisme"),
  /** The days before today whose pre-registrations are counted. */
  jours: parseAsStringLiteral(["30", "90", "365"]).withDefault("365"),
  page: parseAsInteger.withDefault(1),
  /** Of the list behind a number: which line, and which column. */
  cle: words,
  etape: parseAsStringLiteral(Object.keys(cohortSteps) as (keyof typeof cohortSteps)[]).withDefault("sent"),
}

/** Reads what the figures are asked for; all of it is in the address. */
export const readFiguresAddress = reading(parsers)
export type FiguresQuery = Asked<typeof readFiguresAddress>
export const figuresAddress = addressWith(parsers)

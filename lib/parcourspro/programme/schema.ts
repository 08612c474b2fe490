import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import { type Kind, kinds } from "@/lib/parcourspro/codes/rules"
import { addressWith, reading, words } from "@/lib/platform/http/search-params"

export const programmeViews = { liste: "Liste", mois: "Mois" } as const

const tick = parseAsStringLiteral(["1"])
const parsers = {
  vue: parseAsStringLiteral(["liste", "mois"]).withDefault("liste"),
  q: words,
  theme: words,
  format: parseAsStringLiteral(Object.keys(kinds) as Kind[]),
  lieu: words,
  distance: tick,
  du: words,
  au: words,
  public: parseAsStringLiteral(["tous", "adherents"]),
  places: tick,
  mois: words,
  page: parseAsInteger.withDefault(1),
}
export const readProgrammeAddress = reading(parsers)
export const programmeAddress = addressWith(parsers)
export type ProgrammeQuery = Awaited<ReturnType<typeof readProgrammeAddress>>

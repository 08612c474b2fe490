import { parseAsInteger } from "nuqs/server"
import { type Asked, addressWith, reading, words } from "@/lib/platform/http/search-params"

/** The parameters in the address of the journal. `personne`: an account's id, or words of a name; days as "2026-11-24". */
const journalParams = {
  personne: words,
  structure: words,
  action: words,
  du: words,
  au: words,
  /** The row of an import, whose own rows are then shown. */
  import: parseAsInteger,
  avant: parseAsInteger,
}

export const readJournalAddress = reading(journalParams)
export const journalAddress = addressWith(journalParams)
export type JournalParams = Asked<typeof readJournalAddress>

import { createLoader, parseAsInteger, parseAsString } from "nuqs/server"
import { addressWith } from "@/lib/platform/http/search-params"

/** What the address of the journal says. `personne`: an account's id, or words of a name; days as "2026-11-24". */
const journalParams = {
  personne: parseAsString.withDefault(""),
  structure: parseAsString.withDefault(""),
  action: parseAsString.withDefault(""),
  du: parseAsString.withDefault(""),
  au: parseAsString.withDefault(""),
  avant: parseAsInteger,
}

export const loadJournalParams = createLoader(journalParams)
export const journalAddress = addressWith(journalParams)
export type JournalParams = ReturnType<typeof loadJournalParams> extends infer Loaded ? Awaited<Loaded> : never

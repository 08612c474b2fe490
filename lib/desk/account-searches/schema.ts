import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server"
import { accountFilters } from "@/lib/desk/account-searches/rules"
import { addressWith } from "@/lib/platform/http/search-params"

const accountParams = {
  q: parseAsString.withDefault(""),
  filtre: parseAsStringLiteral(accountFilters),
  page: parseAsInteger.withDefault(1),
}

/** What the address of the accounts says. */
export const loadAccountParams = createLoader(accountParams)
export const accountAddress = addressWith(accountParams)
export type AccountParams = ReturnType<typeof loadAccountParams> extends infer Loaded ? Awaited<Loaded> : never

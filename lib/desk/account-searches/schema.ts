import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import { accountFilters } from "@/lib/desk/account-searches/rules"
import { type Asked, addressWith, reading, words } from "@/lib/platform/http/search-params"

const accountParams = {
  q: words,
  filtre: parseAsStringLiteral(accountFilters),
  page: parseAsInteger.withDefault(1),
}

/** The parameters in the address of the accounts page. */
export const readAccountAddress = reading(accountParams)
export const accountAddress = addressWith(accountParams)
export type AccountParams = Asked<typeof readAccountAddress>

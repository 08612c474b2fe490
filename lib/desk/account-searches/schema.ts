import { createLoader, createSerializer, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server"
import { accountFilters } from "@/lib/desk/account-searches/rules"

const accountParams = {
  q: parseAsString.withDefault(""),
  filtre: parseAsStringLiteral(accountFilters),
  page: parseAsInteger.withDefault(1),
}

/** What the address of the accounts says. */
export const loadAccountParams = createLoader(accountParams)
export const accountAddress = createSerializer(accountParams)
export type AccountParams = ReturnType<typeof loadAccountParams> extends infer Loaded ? Awaited<Loaded> : never

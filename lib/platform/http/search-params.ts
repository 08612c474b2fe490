import type { Route } from "next"
import { createSerializer, type ParserMap } from "nuqs/server"

/** The value of a search parameter, the first one when it is repeated, "" when it is absent. */
export function param(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ""
}

/** What a page receives of its address. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** How many rows come before a page; whatever the address says, a page there could be. */
export function offsetOf(page: number, perPage: number) {
  return (Math.min(Math.max(1, page), 10_000) - 1) * perPage
}

/** What builds the address of a page with these parameters: those that say the usual are left out. */
export function addressWith<Parsers extends ParserMap>(parsers: Parsers) {
  const serialize = createSerializer(parsers)
  return (page: Route, values: Parameters<typeof serialize>[1]): Route => serialize(page, values) as Route
}

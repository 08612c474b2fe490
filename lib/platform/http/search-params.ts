/** The one way in which an address is read: parsers say what it may hold, whatever else it says is as if absent. */
import type { Route } from "next"
import { createLoader, createSerializer, type inferParserType, type ParserMap, parseAsNativeArrayOf, parseAsString } from "nuqs/server"

/** What a page receives of its address: of no type until `reading` has read it. */
export type SearchParams = Promise<Readonly<Record<string, unknown>>>

/** Text: "" when the address does not say it, the first when it says several. */
export const words = parseAsString.withDefault("")

/** Every text of that name, in the order of the address. */
export const severalWords = parseAsNativeArrayOf(parseAsString)

/** What reads an address with these parsers: a page's, a request's, or one already taken apart. */
export function reading<Parsers extends ParserMap>(parsers: Parsers) {
  type Read = inferParserType<Parsers>
  const load = createLoader(parsers)
  function read(asked: SearchParams): Promise<Read>
  function read(asked: Request | Record<string, string | undefined>): Read
  function read(asked: SearchParams | Request | Record<string, string | undefined>): Read | Promise<Read> {
    return load(asked as Request)
  }
  return read
}

/** What an address says once it is read, from what reads it. */
export type Asked<Read extends (asked: Request) => unknown> = ReturnType<Read>

/** How many rows come before a page; whatever the address says, a page there could be. */
export function offsetOf(page: number, perPage: number) {
  return (Math.min(Math.max(1, page), 10_000) - 1) * perPage
}

/** What builds the address of a page with these parameters: those that say the usual are left out. */
export function addressWith<Parsers extends ParserMap>(parsers: Parsers) {
  const serialize = createSerializer(parsers)
  return (page: Route, values: Parameters<typeof serialize>[1]): Route => serialize(page, values) as Route
}

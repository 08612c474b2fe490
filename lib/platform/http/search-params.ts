/** The only way to read an address: parsers say what it may hold, and everything else in it counts as absent. */
import type { Route } from "next"
import { createLoader, createParser, createSerializer, type inferParserType, type ParserMap, parseAsNativeArrayOf } from "nuqs/server"
import { storable } from "@/lib/platform/text/storable"

/** The parameters of the address that a page receives. They have no type until `reading` has read them. */
export type SearchParams = Promise<Readonly<Record<string, unknown>>>

/** Nothing that an address says is longer, and all of it can be asked of PostgreSQL. */
const longest = 500
const text = createParser({
  parse: (typed) => storable(typed, longest, "\ufffd"),
  serialize: (value: string) => value,
})

/** A text: "" when the address does not give it, the first one when the address gives several. */
export const words = text.withDefault("")

/** The initials by which one goes straight to a part of a list of names; the names that begin with a number come before them. */
export const letters = [..."abcdefghijklmnopqrstuvwxyz"]

/** Every text of that name, in the order of the address. */
export const severalWords = parseAsNativeArrayOf(text)

/** Makes the function that reads an address with these parsers: the address of a page, of a request, or one already split into values. */
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

/** The values read from an address, given the function that reads it. */
export type Asked<Read extends (asked: Request) => unknown> = ReturnType<Read>

/** How many rows come before a page. A page number that is too small or too large is first brought to a possible one. */
export function offsetOf(page: number, perPage: number) {
  return (Math.min(Math.max(1, page), 10_000) - 1) * perPage
}

/** How many pages so many rows take: one at least, which says that there is none. */
export function pagesOf(total: number, perPage: number) {
  return Math.max(1, Math.ceil(total / perPage))
}

/** The page of a list of `total` rows that an address asks for, brought to one that exists, and how many rows come before it. */
export function slice(total: number, perPage: number, asked: number) {
  const pages = pagesOf(total, perPage)
  const page = Math.min(Math.max(1, asked), pages)
  return { total, pages, page, offset: offsetOf(page, perPage) }
}

/** Makes the function that builds the address of a page with these parameters. A parameter with its default value is left out. */
export function addressWith<Parsers extends ParserMap>(parsers: Parsers) {
  const serialize = createSerializer(parsers)
  return (page: Route, values: Parameters<typeof serialize>[1]): Route => serialize(page, values) as Route
}

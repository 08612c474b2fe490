/**
 * What the index of words holds, and how it is asked: as tsqueries, or as several of which all must answer, with `;` between, after `?` when the first
 * is rare; `~` stands for the chunk asked (docs/search.md). Words are made of a-z and 0-9 only: nothing needs quoting inside the quotes.
 */
import { fingerprint } from "../../platform/text/fingerprint.ts"
import { keyOf } from "../typed/rules.ts"

/** Beginnings of words up to this size are lexemes of their own. */
export const longestBeginning = 8
/** The shortest that the vocabulary has. */
export const shortestBeginning = 4

export const exact = (word: string) => `'=${word}~'`
/**
 * The word, or one that begins so: the beginnings in the index are shorter than their word. A longer beginning is cut, so it finds too much: the
 * caller must check each answer.
 */
export const begun = (word: string): string => any([exact(word), `'.${word.slice(0, longestBeginning)}~'`])
/** A word of what says where. */
export const placed = (word: string) => `'@${word}~'`
/** A name from end to end: the function name_mark computes the same. */
export const named = (words: readonly string[]) => `'#${fingerprint(keyOf(words), 5)}~'`
/** A name that begins with this word. */
export const leading = (word: string) => `'^${word}~'`
/** A word or a number of the street. */
export const ofStreet = (word: string) => `'$${word}~'`
/** A name that has these initials, or begins with them. */
export const initials = (word: string) => (/^[a-z]{3,8}$/.test(word) ? `'%~${word}':*` : "")
/** Asks for all the parts; "" (no question) as soon as one part is impossible. */
export const all = (parts: readonly string[]) => (parts.every(Boolean) ? parts.join(" & ") : "")
/** Asks for one of the parts that are possible. */
export function any(parts: readonly string[]) {
  const possible = [...new Set(parts)].filter(Boolean)
  return possible.length > 1 ? `(${possible.join(" | ")})` : (possible[0] ?? "")
}

/**
 * The most that a question asks for one by one: the functions structures_having and courses_having have a statement for each number.
 */
const mostKeys = 4
/** What fewer structures have is looked for before the rest is: it is in few of the chunks. */
const rare = 2000

/** What answers for a word, and about how many have it. */
export type Part = { part: string; count: number }

/**
 * Asks for all the parts, as keys that the index looks for one after the other: what the rarest finds is looked for in the next, and the most
 * frequent word is read least.
 */
export function together(parts: readonly Part[]): string {
  if (!parts.every(({ part }) => part)) return ""
  const sorted = parts.toSorted((one, other) => one.count - other.count)
  const keys = sorted.map(({ part }) => part)
  const isRare = keys.length > 1 && (sorted[0]?.count ?? 0) < rare
  return (isRare ? "?" : "") + [...keys.slice(0, mostKeys - 1), all(keys.slice(mostKeys - 1))].filter(Boolean).join(";")
}

/** For a question inside another. */
export const group = (question: string) => (question === "" ? "" : `(${question})`)
/** Asks for all these words, when one typed word was several. */
export const allOf = (words: readonly string[]) => group(all(words.map(exact)))

/** The chunks of the index of structures, from the best structures to the last: the function structure_lexemes names them. */
export const structureChunks: readonly string[] = [..."ABCDEFGHIJKLM"]

/** One question for each chunk of the index. */
export function inChunks(question: string, chunks: readonly string[]): string[] {
  return question === "" ? [] : chunks.map((chunk) => question.replaceAll("~", chunk))
}

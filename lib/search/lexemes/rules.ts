/**
 * The questions put to an index of words, as tsqueries; `~` stands for the chunk asked (docs/search.md). Words are made
 * of a-z and 0-9 only: nothing needs quoting inside the quotes.
 */
import { abbreviationsOf } from "@/lib/search/abbreviations/rules"
import { type Asked, keyOf } from "@/lib/search/typed/rules"

/** Beginnings of words up to this size are lexemes of their own. */
export const longestBeginning = 8
const longestPlace = 3

export const exact = (word: string) => `'~=${word}'`
/** A longer beginning is cut, so it finds too much: the caller must check each answer. */
export const begun = (word: string) => `'~.${word.slice(0, longestBeginning)}'`
const placed = (word: string) => `'~@${word}'`
const named = (words: readonly string[]) => `'~#${keyOf(words)}'`
/** Asks for all the parts; "" (no question) as soon as one part is impossible. */
const all = (parts: readonly string[]) => (parts.every(Boolean) ? parts.join(" & ") : "")
/** Asks for one of the parts that are possible. */
function any(parts: readonly string[]) {
  const possible = parts.filter(Boolean)
  return possible.length > 1 ? `(${possible.join(" | ")})` : (possible[0] ?? "")
}
/** For a question inside another. */
const group = (question: string) => (question === "" ? "" : `(${question})`)
/** Asks for both words, when one typed word was two. */
export const both = (one: string, other: string) => group(all([one, other]))

/** One question for each chunk of the index. */
export function inChunks(question: string, chunks: readonly string[]): string[] {
  return question === "" ? [] : chunks.map((chunk) => question.replaceAll("~", chunk))
}

/**
 * Asks for the words as typed, the last one unfinished. The broad question finds all the answers. The narrower ones, best first, find
 * those that matter when there are many: the whole name, the place, the whole words, a name that begins this way.
 */
export function plainQuestions({ typed, words }: Asked): { broad: string; narrower: string[] } {
  const [first = "", ...others] = words
  const last = words.at(-1) ?? ""
  const rest = words.slice(0, -1).map(exact)
  const inPlace = [all([placed(first), ...others.map(exact)]), all([...rest, placed(last)])]
  return {
    broad: all([...rest, begun(last)]),
    narrower: [any(wholeNames(typed)), ...(others.length > 0 ? [any(inPlace.map(group))] : []), all(words.map(exact)), `${named(typed)}:*`],
  }
}

/** The name alone, or followed or preceded by its place. */
function wholeNames(typed: readonly string[]): string[] {
  const found = [named(typed)]
  for (let size = 1; size <= longestPlace && size < typed.length; size += 1) {
    found.push(group(all([named(typed.slice(0, -size)), ...typed.slice(-size).map(placed)])))
    found.push(group(all([named(typed.slice(size)), ...typed.slice(0, size).map(placed)])))
  }
  return found
}

/** What one word may have meant: `part` is the question that asks for it, `word` is the corrected word, or null when it is not one word. */
export type Correction = { part: string; word: string | null; cost: number }
export type Corrected = {
  /** For each word asked, best first. */
  corrections: readonly (readonly Correction[])[]
  /** For each word asked, the other forms of it that some structure has. */
  short: readonly (readonly string[])[]
  /** About how many structures have each word as typed. Words that the vocabulary does not keep count as very many. */
  structures: readonly number[]
  /** Neighbouring words that some structure writes as one word; `at` is the place of the first. */
  joined: readonly { at: number; word: string }[]
}

const mostSuspects = 2
/** When there is only one word, this many corrections are asked one by one, the nearest first. */
const mostAlone = 8

/**
 * The questions that use the vocabulary: first abbreviations, then (`withTypos`, or when there is only one word) corrections. They
 * correct the words that no structure has or, when every word is known, the rarest ones.
 */
export function nearQuestions(asked: Asked, near: Corrected, withTypos: boolean): string[] {
  return [any(abbreviated(asked, near)), ...(withTypos || asked.words.length === 1 ? typos(asked, near) : [])]
}

/** Adds abbreviations and the names that people use; a word that no structure has may be unfinished. */
function abbreviated({ words, aliases }: Asked, { short, structures }: Corrected): string[] {
  const options = words.map((word, place) =>
    any([...(structures[place] === 0 ? [begun(word)] : asIs(words, place)), ...(short[place] ?? []).map(exact)]),
  )
  const phrases = aliases.flatMap(({ from, to, phrases }) =>
    phrases.map((phrase) => [
      ...options.slice(0, from),
      ...phrase.map((word) => any([exact(word), ...abbreviationsOf(word).map(exact)])),
      ...options.slice(to),
    ]),
  )
  return [options, ...phrases].map((parts) => group(all(parts)))
}

/** A word as it was typed, unfinished if it is the last. */
function asIs(words: readonly string[], place: number) {
  const word = words[place] ?? ""
  return place === words.length - 1 ? [exact(word), begun(word)] : [exact(word)]
}

/** The words that are most likely wrong: those that no structure has, otherwise the rarest. */
function suspectsOf({ structures, corrections }: Corrected): number[] {
  const places = [...structures.keys()].filter((place) => (corrections[place]?.length ?? 0) > 0 || structures[place] === 0)
  const unknown = places.filter((place) => structures[place] === 0)
  if (unknown.length > 0) return unknown
  return places.toSorted((one, other) => (structures[one] ?? 0) - (structures[other] ?? 0)).slice(0, mostSuspects)
}

function typos({ words }: Asked, near: Corrected): string[] {
  const { corrections, structures, joined } = near
  const parts = (place: number) => (corrections[place] ?? []).map(({ part }) => part)
  const typed = words.map((_, place) => any(asIs(words, place)))
  const together = joined.map(({ at, word }) => all([exact(word), ...typed.filter((_, place) => place !== at && place !== at + 1)]))
  if (words.length === 1) return [...together, names(corrections[0] ?? []), ...parts(0).slice(0, mostAlone), any(parts(0).slice(mostAlone))]
  const suspects = suspectsOf(near)
  if (suspects.some((place) => structures[place] === 0))
    return [...together, all(typed.map((part, place) => (suspects.includes(place) ? any(parts(place)) : part)))]
  return [...together, any(suspects.map((place) => group(all(typed.with(place, any(parts(place)))))))]
}

function names(corrections: readonly Correction[]) {
  return any(corrections.map(({ word }) => (word === null ? "" : named([word]))))
}

const mostDoubts = 6

/**
 * Asked when nothing else answers. First the suspect words are corrected and the others abbreviated; then any other word is corrected;
 * then one word of three or more is left out.
 */
export function farQuestions({ words }: Asked, near: Corrected): string[] {
  const { corrections, short, structures } = near
  const suspects = suspectsOf(near)
  const parts = words.map((_, place) => (corrections[place] ?? []).map(({ part }) => part))
  const typed = words.map((_, place) => any(asIs(words, place)))
  const likely = words.map((word, place) =>
    any([
      ...asIs(words, place),
      ...(short[place] ?? []).map(exact),
      ...(suspects.includes(place) ? [begun(word), ...(parts[place] ?? [])] : []),
    ]),
  )
  const other = words.flatMap((_, place) =>
    suspects.includes(place) ? [] : [group(all(likely.with(place, any((parts[place] ?? []).slice(0, mostDoubts)))))],
  )
  const meant = typed.map((part, place) => (structures[place] === 0 ? any([part, ...(parts[place] ?? []).slice(0, mostDoubts)]) : part))
  const without = meant.map((_, left) => group(all(meant.filter((_, place) => place !== left))))
  return [all(likely), any(other), ...(words.length > 2 ? [any(without)] : [])]
}

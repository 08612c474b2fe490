/**
 * The questions put to an index of words, as tsqueries; `~` stands for the chunk asked (docs/search.md). Words are made
 * of a-z and 0-9 only: nothing needs quoting inside the quotes.
 */
import { fingerprint } from "../../platform/text/fingerprint.ts"
import { abbreviationsOf } from "../abbreviations/rules.ts"
import { regionLexemes } from "../areas/rules.ts"
import { type Asked, borderOf, isOptional, keyOf } from "../typed/rules.ts"

/** Beginnings of words up to this size are lexemes of their own. */
export const longestBeginning = 8
const longestPlace = 3

export const exact = (word: string) => `'~=${word}'`
/**
 * The word, or one that begins so: the beginnings in the index are shorter than their word. A longer beginning is cut, so it finds too much: the
 * caller must check each answer.
 */
export const begun = (word: string): string => any([exact(word), `'~.${word.slice(0, longestBeginning)}'`])
const placed = (word: string) => `'~@${word}'`
/** A name from end to end: the function name_mark computes the same. */
export const named = (words: readonly string[]) => `'~#${fingerprint(keyOf(words), 5)}'`
/** A name that begins with this word. */
const leading = (word: string) => `'~^${word}'`
/** A name that has these initials, or begins with them. */
const initials = (word: string) => (/^[a-z]{3,8}$/.test(word) ? `'~%${word}':*` : "")
/** Asks for all the parts; "" (no question) as soon as one part is impossible. */
const all = (parts: readonly string[]) => (parts.every(Boolean) ? parts.join(" & ") : "")
/** Asks for one of the parts that are possible. */
function any(parts: readonly string[]) {
  const possible = [...new Set(parts)].filter(Boolean)
  return possible.length > 1 ? `(${possible.join(" | ")})` : (possible[0] ?? "")
}
/** For a question inside another. */
const group = (question: string) => (question === "" ? "" : `(${question})`)
/** Asks for all these words, when one typed word was several. */
export const allOf = (words: readonly string[]) => group(all(words.map(exact)))

/** One question for each chunk of the index. */
export function inChunks(question: string, chunks: readonly string[]): string[] {
  return question === "" ? [] : chunks.map((chunk) => question.replaceAll("~", chunk))
}

/** A word as it was typed, unfinished if it is the last. */
function asTyped(words: readonly string[], place: number) {
  const word = words[place] ?? ""
  const isLast = place === words.length - 1
  const [one, other] = borderOf(word) ?? []
  return any([
    isLast ? begun(word) : exact(word),
    one && other ? group(all([exact(one), isLast && other.length > 1 ? begun(other) : exact(other)])) : "",
  ])
}

/** What answers for each word; null where the word before has answered for it too. */
type Parts = readonly (string | null)[]

/**
 * Joins the parts of the words into a question. The départements and regions that are named may answer for their words, when they are read for
 * no more than this cost.
 */
function inAreas({ areas }: Asked, parts: Parts, dearest: number): string {
  const joined: string[] = []
  const add = (some: Parts) => joined.push(...some.filter((part) => part !== null))
  let done = 0
  for (const { from, to, codes } of areas.filter(({ cost }) => cost <= dearest).toSorted((one, other) => one.from - other.from)) {
    const own = parts.slice(from, to)
    // Words that another name of theirs answers for, as a whole, are no place.
    if (from < done || own.includes(null) || parts[to] === null) continue
    add(parts.slice(done, from))
    joined.push(any([group(all(own as string[])), inOneOf(codes)]))
    done = to
  }
  add(parts.slice(done))
  return all(joined)
}

const inOneOf = (codes: ReadonlySet<string>) => any(regionLexemes(codes).map(placed))

/** The dearest reading of a département that needs no correction. */
const asNamed = 0.25
const nearlyNamed = 4

/** With more words, a question for each pair that is one word costs more than it finds. */
const mostJoined = 5

/**
 * Asks for the words as typed, the last one unfinished, or with two neighbours as one. The broad questions find all the answers. The narrower ones, best first, find
 * those that matter when there are many: the whole name, the place, the whole words, a name that begins this way. `home`: départements where
 * people look first.
 */
export function plainQuestions(asked: Asked, home: ReadonlySet<string> = new Set()): { broad: string[]; narrower: string[] } {
  const { words, hints } = asked
  const [first = "", ...others] = words
  const last = words.at(-1) ?? ""
  const parts = words.map((_, place) => asTyped(words, place))
  const rest = words.slice(0, -1).map(exact)
  const inPlace = [all([placed(first), ...others.map(exact)]), all([...rest, placed(last)])]
  const hinted = hints.some(({ text }) => /[0-9]/.test(text))
    ? all([...parts, ...hints.map(({ text }) => any([text, ...abbreviationsOf(text)].map(exact)))])
    : ""
  const whole = wholeNames(asked)
  const atHome = inOneOf(home)
  return {
    broad: [inAreas(asked, parts, asNamed), ...(words.length <= mostJoined ? joinedPairs(words, parts) : [])].filter(Boolean),
    narrower: [
      ...(home.size > 0 ? whole.slice(0, 1).map((name) => all([name, atHome])) : []),
      ...whole,
      hinted,
      ...(others.length > 0 ? inPlace : [placed(first)]),
      all([leading(first), ...others.map(exact)]),
      all(words.map(exact)),
    ].filter(Boolean),
  }
}

/** Two neighbouring words as one, each pair in turn. */
function joinedPairs(words: readonly string[], parts: readonly string[]) {
  return words.slice(0, -1).map((word, at) => {
    const joined = word + words[at + 1]
    // What a longer word begins with would be that of its first half.
    const one = at === words.length - 2 && joined.length <= longestBeginning ? begun(joined) : exact(joined)
    return all([...parts.slice(0, at), one, ...parts.slice(at + 2)])
  })
}

/** The name alone, or followed or preceded by its place: each is a question, since a mark that few names have makes it quick. */
function wholeNames({ typed, words, areas }: Asked): string[] {
  const found = [named(typed)]
  for (let size = 1; size <= longestPlace && size < typed.length; size += 1) {
    const [before, after] = [typed.slice(0, size), typed.slice(-size)]
    found.push(all([named(typed.slice(0, -size)), ...after.filter(isNeeded).map(placed)]))
    found.push(all([named(typed.slice(size)), ...before.filter(isNeeded).map(placed)]))
  }
  for (const { from, to, codes, cost } of areas) {
    const others = [...words.slice(0, from), ...words.slice(to)]
    const isAtEdge = from === 0 || to === words.length
    if (cost <= asNamed && isAtEdge && others.length > 0) found.push(group(all([named(others), inOneOf(codes)])))
  }
  return [...new Set(found)]
}

const isNeeded = (word: string) => !isOptional(word)

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

/** Adds abbreviations, initials and the names that people use; a word that no structure has may be unfinished. */
export function abbreviated(asked: Asked, { short, structures }: Corrected): string[] {
  const { words, aliases } = asked
  const options = words.map((word, place) =>
    any([structures[place] === 0 ? begun(word) : asTyped(words, place), ...(short[place] ?? []).map(exact), initials(word)]),
  )
  const phrases = aliases.flatMap(({ from, to, phrases }) =>
    phrases.map((phrase): Parts => {
      const meant = all(phrase.map((word) => any([exact(word), ...abbreviationsOf(word).map(exact)])))
      return [...options.slice(0, from), meant, ...Array.from({ length: to - from - 1 }, () => null), ...options.slice(to)]
    }),
  )
  return [options, ...phrases].map((parts) => group(inAreas(asked, parts, nearlyNamed)))
}

/** The words that are most likely wrong: those that no structure has, otherwise the rarest. */
function suspectsOf({ structures, corrections }: Corrected): number[] {
  const places = [...structures.keys()].filter((place) => (corrections[place]?.length ?? 0) > 0 || structures[place] === 0)
  const unknown = places.filter((place) => structures[place] === 0)
  if (unknown.length > 0) return unknown
  return places.toSorted((one, other) => (structures[one] ?? 0) - (structures[other] ?? 0)).slice(0, mostSuspects)
}

function typos(asked: Asked, near: Corrected): string[] {
  const { words } = asked
  const { corrections, structures, joined } = near
  const parts = (place: number) => (corrections[place] ?? []).map(({ part }) => part)
  const typed = words.map((_, place) => asTyped(words, place))
  const together = joined.map(({ at, word }) => all([exact(word), ...typed.filter((_, place) => place !== at && place !== at + 1)]))
  if (words.length === 1) return [...together, names(corrections[0] ?? []), ...parts(0).slice(0, mostAlone), any(parts(0).slice(mostAlone))]
  const suspects = suspectsOf(near)
  if (suspects.some((place) => structures[place] === 0))
    return [
      ...together,
      inAreas(
        asked,
        typed.map((part, place) => (suspects.includes(place) ? any(parts(place)) : part)),
        nearlyNamed,
      ),
    ]
  return [...together, any(suspects.map((place) => group(inAreas(asked, typed.with(place, any(parts(place))), nearlyNamed))))]
}

function names(corrections: readonly Correction[]) {
  return any(corrections.map(({ word }) => (word === null ? "" : named([word]))))
}

const mostDoubts = 6

/**
 * Asked when nothing else answers. First the suspect words are corrected and the others abbreviated; then any other word is corrected;
 * then one word of several is left out.
 */
export function farQuestions(asked: Asked, near: Corrected): string[] {
  const { words } = asked
  const { corrections, short, structures } = near
  const suspects = suspectsOf(near)
  const parts = words.map((_, place) => (corrections[place] ?? []).map(({ part }) => part))
  // Nothing beside a word alone says which of its corrections is right: the nearest first.
  if (words.length === 1) return [...(parts[0] ?? []).slice(0, mostAlone), any((parts[0] ?? []).slice(mostAlone))]
  const typed = words.map((_, place) => asTyped(words, place))
  const likely = words.map((word, place) =>
    any([
      asTyped(words, place),
      ...(short[place] ?? []).map(exact),
      ...(suspects.includes(place) ? [begun(word), ...(parts[place] ?? [])] : []),
    ]),
  )
  const other = words.flatMap((_, place) =>
    suspects.includes(place)
      ? []
      : [group(inAreas(asked, likely.with(place, any((parts[place] ?? []).slice(0, mostDoubts))), nearlyNamed))],
  )
  const meant = typed.map((part, place) =>
    any([part, ...(short[place] ?? []).map(exact), ...(structures[place] === 0 ? (parts[place] ?? []).slice(0, mostDoubts) : [])]),
  )
  const without = mayBeLeft(near).map((left) => group(inAreas(asked, (meant as Parts).with(left, null), nearlyNamed)))
  return [inAreas(asked, likely, nearlyNamed), any(other), inStreet(words), ...without]
}

/** What every street is called. The function structure_lexemes leaves them out too. */
const streetKinds = new Set(
  "rue avenue av boulevard bd bld place pl chemin che route rte allee allees all impasse imp quai cours square zone za zi zac bp cs cedex".split(
    " ",
  ),
)

/** Asks for a number and a street, with what stands in names and places. */
function inStreet(words: readonly string[]) {
  const told = words.filter((word) => !streetKinds.has(word))
  return told.length > 1 ? all(told.map((word) => any([exact(word), `'~$${word}'`]))) : ""
}

/** The words of which one may be left out: those that nobody has, else any but the rarest, which says most. Of one word, none. */
function mayBeLeft({ structures }: Corrected): number[] {
  if (structures.length < 2) return []
  const unknown = [...structures.keys()].filter((place) => structures[place] === 0)
  if (unknown.length > 0) return unknown
  const rarest = structures.indexOf(Math.min(...structures))
  return [...structures.keys()].filter((place) => place !== rarest)
}

/** How much each word says, from how many structures have it: a word that few have says more. */
export function weightsOf({ structures }: Corrected): number[] {
  return structures.map((count) => Math.max(0.1, Math.log(1e8 / (1 + Math.min(count, 1e8)))))
}

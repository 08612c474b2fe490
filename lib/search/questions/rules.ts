/** The questions put to an index of words: as typed, with the vocabulary, and farther (docs/search.md). */
import { abbreviationsOf } from "../abbreviations/rules.ts"
import { regionLexemes } from "../areas/rules.ts"
import {
  all,
  any,
  begun,
  exact,
  group,
  initials,
  leading,
  longestBeginning,
  named,
  ofStreet,
  type Part,
  placed,
  shortestBeginning,
  together,
} from "../lexemes/rules.ts"
import { type Asked, borderOf, isOptional } from "../typed/rules.ts"

const longestPlace = 3

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
type Parts = readonly (Part | null)[]

/**
 * The parts of the words, each once. The départements and regions that are named may answer for their words, when they are read for no more
 * than this cost.
 */
function inAreas({ areas }: Asked, parts: Parts, dearest: number): Part[] {
  const joined: Part[] = []
  const add = (some: Parts) => joined.push(...some.filter((part) => part !== null))
  let done = 0
  for (const { from, to, codes } of areas.filter(({ cost }) => cost <= dearest).toSorted((one, other) => one.from - other.from)) {
    const own = parts.slice(from, to)
    // Words that another name of theirs answers for, as a whole, are no place.
    if (from < done || own.includes(null) || parts[to] === null) continue
    add(parts.slice(done, from))
    const words = group(all(own.map((one) => one?.part ?? "")))
    joined.push({ part: any([words, inOneOf(codes)]), count: Number.POSITIVE_INFINITY })
    done = to
  }
  add(parts.slice(done))
  return joined
}

const inOneOf = (codes: ReadonlySet<string>) => any(regionLexemes(codes).map(placed))

/** The dearest reading of a département that needs no correction. */
const asNamed = 0.25
const nearlyNamed = 4

/** About how many have a lexeme of the vocabulary, 0 for few. */
export type Frequency = (lexeme: string) => number

/** About how many have what the vocabulary does not count, when they may be many: words of every second name, that registers shorten. */
const uncounted = 10_000
/** The vocabulary counts no numbers, and no beginning that is shorter than those it has. */
const isUncounted = (word: string, isLast: boolean) => /[0-9]/.test(word) || (isLast && word.length < shortestBeginning)

/** The parts of the words, with how many have each. */
function counted(words: readonly string[], parts: readonly string[], countOf: Frequency): Part[] {
  return parts.map((part, place) => {
    const word = words[place] ?? ""
    const isLast = place === words.length - 1
    if (isUncounted(word, isLast)) return { part, count: uncounted }
    return { part, count: Math.max(countOf(`=${word}`), isLast ? countOf(`.${word.slice(0, longestBeginning)}`) : 0) }
  })
}

/**
 * Questions for the words as typed. The broad ones find all the answers. The others find those that matter when there are many: those that have
 * the `whole` name; when even these are many, those at home; else, best first, what has the place, the whole words, a name that begins this way.
 */
export type PlainQuestions = Readonly<Record<"broad" | "whole" | "home" | "narrower", readonly string[]>>

/** Asks for the words as typed, the last one unfinished. `home`: départements where people look first. */
export function plainQuestions(
  asked: Asked,
  { home = new Set<string>(), countOf = () => 0 }: { home?: ReadonlySet<string> | undefined; countOf?: Frequency } = {},
): PlainQuestions {
  const { words, hints } = asked
  const [first = "", ...others] = words
  const last = words.at(-1) ?? ""
  const parts = words.map((_, place) => asTyped(words, place))
  const rest = words.slice(0, -1).map(exact)
  const inPlace = [all([placed(first), ...others.map(exact)]), all([...rest, placed(last)])]
  const hinted = hints.some(({ text }) => /[0-9]/.test(text))
    ? all([...parts, ...hints.map(({ text }) => any([text, ...abbreviationsOf(text)].map(exact)))])
    : ""
  return {
    broad: [together(inAreas(asked, counted(words, parts, countOf), asNamed)), ...numbersJoined(words, parts)].filter(Boolean),
    whole: wholeNames(asked).filter(Boolean),
    home: home.size > 0 ? [all([named(asked.typed), inOneOf(home)])] : [],
    narrower: [
      hinted,
      ...(others.length > 0 ? inPlace : [placed(first)]),
      all([leading(first), ...others.map(exact)]),
      all(words.map(exact)),
    ].filter(Boolean),
  }
}

/** Two neighbours as one, of which one is a number: "AS 24" for "AS24". The vocabulary knows the words that others make together. */
function numbersJoined(words: readonly string[], parts: readonly string[]) {
  return words.slice(0, -1).flatMap((word, at) => {
    const joined = word + words[at + 1]
    if (!/[0-9]/.test(joined)) return []
    return [all([...parts.slice(0, at), asOne(joined, at === words.length - 2), ...parts.slice(at + 2)])]
  })
}

/** Two words as one, which may be unfinished. What a longer word begins with would be that of its first half. */
const asOne = (joined: string, isLast: boolean) => (isLast && joined.length <= longestBeginning ? begun(joined) : exact(joined))

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
export type Correction = { part: string; word: string | null; cost: number; structures: number }
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
  return [
    ...abbreviated(asked, near),
    ...joinedQuestions(asked, near),
    ...(withTypos || asked.words.length === 1 ? typos(asked, near) : []),
  ]
}

/** Adds abbreviations, initials and the names that people use; a word that no structure has may be unfinished. */
export function abbreviated(asked: Asked, near: Corrected): string[] {
  const { words, aliases } = asked
  const options = words.map((word, place) => {
    const { part, count } = withShort(asked, near, place)
    return { part: any([part, near.structures[place] === 0 ? begun(word) : "", initials(word)]), count }
  })
  const phrases = aliases.flatMap(({ from, to, phrases }) =>
    phrases.map((phrase): Parts => {
      const meant = all(phrase.map((word) => any([exact(word), ...abbreviationsOf(word).map(exact)])))
      return [
        ...options.slice(0, from),
        { part: meant, count: uncounted },
        ...Array.from({ length: to - from - 1 }, () => null),
        ...options.slice(to),
      ]
    }),
  )
  return [options, ...phrases].map((parts) => together(inAreas(asked, parts, nearlyNamed)))
}

/** About how many structures have a word as it is asked for. A long one that may be unfinished is asked for by a beginning that `near` did not count. */
function countOf({ words }: Asked, { structures }: Corrected, place: number) {
  const word = words[place] ?? ""
  const isLast = place === words.length - 1
  const isCut = word.length > longestBeginning && (isLast || structures[place] === 0)
  return (structures[place] ?? 0) + (isCut || isUncounted(word, isLast) ? uncounted : 0)
}

/** A word as typed, and its other forms. */
function withShort(asked: Asked, near: Corrected, place: number): Part {
  const forms = near.short[place] ?? []
  return {
    part: any([asTyped(asked.words, place), ...forms.map(exact)]),
    count: countOf(asked, near, place) + (forms.length > 0 ? uncounted : 0),
  }
}

/** The words that are most likely wrong: those that no structure has, otherwise the rarest. */
function suspectsOf({ structures, corrections }: Corrected): number[] {
  const places = [...structures.keys()].filter((place) => (corrections[place]?.length ?? 0) > 0 || structures[place] === 0)
  const unknown = places.filter((place) => structures[place] === 0)
  if (unknown.length > 0) return unknown
  return places.toSorted((one, other) => (structures[one] ?? 0) - (structures[other] ?? 0)).slice(0, mostSuspects)
}

/** What a word may have meant, the nearest only when there are many. */
function meantBy({ corrections }: Corrected, place: number, most = Number.POSITIVE_INFINITY): Part {
  const kept = (corrections[place] ?? []).slice(0, most)
  return { part: any(kept.map(({ part }) => part)), count: kept.reduce((sum, { structures }) => sum + structures, 0) }
}

const typedParts = (asked: Asked, near: Corrected) =>
  asked.words.map((_, place): Part => ({ part: asTyped(asked.words, place), count: countOf(asked, near, place) }))

/** Asks for two neighbours that are one word of some structure. */
function joinedQuestions(asked: Asked, near: Corrected): string[] {
  const typed = typedParts(asked, near)
  return near.joined.map(({ at, word }) =>
    together([{ part: asOne(word, at === typed.length - 2), count: 0 }, ...typed.filter((_, place) => place !== at && place !== at + 1)]),
  )
}

function typos(asked: Asked, near: Corrected): string[] {
  const { words } = asked
  const { structures } = near
  if (words.length === 1) return [names(near.corrections[0] ?? []), ...alone(near)]
  const typed = typedParts(asked, near)
  const suspects = suspectsOf(near)
  const isUnknown = suspects.some((place) => structures[place] === 0)
  // Words that nobody has are all wrong; of those that somebody has, one is.
  const corrected = isUnknown
    ? [typed.map((part, place) => (suspects.includes(place) ? meantBy(near, place) : part))]
    : suspects.map((place) => typed.with(place, meantBy(near, place)))
  return corrected.map((parts) => together(inAreas(asked, parts, nearlyNamed)))
}

function names(corrections: readonly Correction[]) {
  return any(corrections.map(({ word }) => (word === null ? "" : named([word]))))
}

/** Nothing beside a word alone says which of its corrections is right: the nearest first. */
function alone({ corrections: [found = []] }: Corrected) {
  const parts = found.map(({ part }) => part)
  return [...parts.slice(0, mostAlone), any(parts.slice(mostAlone))]
}

const mostDoubts = 6

/** One of two parts. */
const either = (one: Part, other: Part): Part => ({ part: any([one.part, other.part]), count: one.count + other.count })

/**
 * Asked when nothing else answers. First the suspect words are corrected and the others abbreviated; then any other word is corrected;
 * then one word of several is left out.
 */
export function farQuestions(asked: Asked, near: Corrected): string[] {
  const { words } = asked
  if (words.length === 1) return alone(near)
  const suspects = suspectsOf(near)
  const likely = words.map((word, place) => {
    const typed = withShort(asked, near, place)
    return suspects.includes(place) ? either(either(typed, { part: begun(word), count: 0 }), meantBy(near, place)) : typed
  })
  const others = [...words.keys()].filter((place) => !suspects.includes(place))
  const meant = words.map((_, place) => {
    const typed = withShort(asked, near, place)
    return near.structures[place] === 0 ? either(typed, meantBy(near, place, mostDoubts)) : typed
  })
  const question = (parts: Parts) => together(inAreas(asked, parts, nearlyNamed))
  return [
    question(likely),
    ...others.map((place) => question(likely.with(place, meantBy(near, place, mostDoubts)))),
    inStreet(words),
    ...mayBeLeft(near).map((left) => question((meant as Parts).with(left, null))),
  ]
}

/** What every street is called. The function structure_lexemes leaves them out too. */
const streetKinds = new Set(
  "rue avenue av boulevard bd bld place pl chemin che route rte allee allees all impasse imp quai cours square zone za zi zac bp cs cedex".split(
    " ",
  ),
)

/** Asks for a number and a street, with what stands in names and places. */
function inStreet(words: readonly string[]): string {
  // Numbers are in every street: the longest word says most. The vocabulary counts no words of streets, and all are asked for as rare.
  const told = words.filter((word) => !streetKinds.has(word)).toSorted((one, other) => other.length - one.length)
  return told.length > 1 ? together(told.map((word) => ({ part: any([exact(word), ofStreet(word)]), count: 0 }))) : ""
}

/** The words of which one may be left out: those that nobody has, else any, the rarest last. Of one word, none. */
function mayBeLeft(near: Corrected): number[] {
  if (near.structures.length < 2) return []
  const places = [...near.structures.keys()]
  const rarest = rarestOf(near)
  return rarest === null ? places.filter((place) => near.structures[place] === 0) : [...places.filter((place) => place !== rarest), rarest]
}

/** The place of the word that fewest have, which says most; null when nobody has some word: then that one is wrong. */
export function rarestOf({ structures }: Corrected): number | null {
  return structures.includes(0) ? null : structures.indexOf(Math.min(...structures))
}

/** How much each word says, from how many structures have it: a word that few have says more. */
export function weightsOf({ structures }: Corrected): number[] {
  return structures.map((count) => Math.max(0.1, Math.log(1e8 / (1 + Math.min(count, 1e8)))))
}

/** The vocabularies: what is kept of each word, and what may have been meant by one that is misspelt. */
import { allOf, begun, exact, longestBeginning, shortestBeginning } from "../lexemes/rules.ts"
import type { Corrected, Correction } from "../questions/rules.ts"
import { distance, heardCost, misspelt, soundOf, typosAllowed } from "../spelling/rules.ts"
import { type Asked, isOptional } from "../typed/rules.ts"

/**
 * `lexeme`: "=mairie" for a word, ".mair" for the beginning of one. `structures`: about how many structures have it. `sound`: of a word that is
 * long enough.
 */
export type SearchWord = { lexeme: string; structures: number; sound: string | null }

/** Whose words: of structures, or of the published offer. They share a table, and never meet in it. */
export type Vocabulary = "structures" | "offer"

const marks: Record<Vocabulary, string> = { structures: "", offer: "o" }
/** What the lexemes of a vocabulary begin with in the table. */
export const markOf = (vocabulary: Vocabulary) => marks[vocabulary]

/** The same texts as the table holds them for one vocabulary. */
export function marked<Text extends string | null>(texts: readonly Text[], vocabulary: Vocabulary): Text[] {
  return texts.map((text) => (text === null ? text : (`${marks[vocabulary]}${text}` as Text)))
}

/** What the table said, each word once, without those of another vocabulary that share a number by chance. */
export function knownIn(found: readonly SearchWord[], vocabulary: Vocabulary): SearchWord[] {
  const mark = marks[vocabulary]
  const own = found.filter(({ lexeme }) => lexeme.startsWith(mark) && /^[=.]/.test(lexeme.slice(mark.length)))
  const plain = own.map(({ lexeme, structures, sound }) => {
    return { lexeme: lexeme.slice(mark.length), structures, sound: sound?.slice(mark.length) ?? null }
  })
  return [...new Map(plain.map((word) => [word.lexeme, word])).values()]
}

/** How many corrections are kept: first the nearest by their letters, then those that only sound the same. */
const mostCorrections = 24
const mostSounds = 12

/** Whether the vocabulary keeps this word. Numbers and single letters are not worth correcting to. */
export function isLearnt(word: string) {
  return /^[a-z]{2,40}$/.test(word)
}

/** A word as the vocabulary keeps it. */
export function learntWord(word: string, structures: number): SearchWord {
  return { lexeme: `=${word}`, structures, sound: word.length > 3 ? soundOf(word) : null }
}

/** The beginnings of words, shorter than they are, for a word that is still being typed. */
export function learntBeginnings(words: readonly { word: string; structures: number }[]): SearchWord[] {
  const counts = new Map<string, number>()
  for (const { word, structures } of words)
    for (let size = shortestBeginning; size <= Math.min(word.length - 1, longestBeginning); size += 1)
      counts.set(word.slice(0, size), (counts.get(word.slice(0, size)) ?? 0) + structures)
  return [...counts].map(([start, structures]) => ({ lexeme: `.${start}`, structures, sound: null }))
}

/**
 * What to look for in the vocabulary: lexemes as they stand and, of the words that may be misspelt, each with the letters it may lack, its sound,
 * and its beginning if it may be unfinished.
 */
export function lookUps({ words, short }: Asked, edits: 1 | 2) {
  const lexemes = new Set(words.map((word) => `=${word}`))
  for (const form of short.flatMap((forms) => [...forms])) lexemes.add(`=${form}`)
  for (const lexeme of joinedIn(words).flatMap(lexemesOf)) lexemes.add(lexeme)
  for (const parts of words.flatMap(partsOf)) for (const part of parts) lexemes.add(`=${part}`)
  if (edits === 2) for (const part of words.flatMap(piecesOf)) lexemes.add(`=${part}`)
  const last = words.at(-1) ?? ""
  lexemes.add(beginningOf(last))
  const doubted = words.filter((word) => word.length >= shortestDoubted && !/[0-9]/.test(word))
  const isLastDoubted = doubted.at(-1) === last && typosAllowed(last) > 0
  return {
    lexemes: [...lexemes],
    doubted: doubted.map((word) => `=${word}`),
    begun: doubted.map((word, place) =>
      place === doubted.length - 1 && word === last && word.length <= longestBeginning ? beginningOf(word) : null,
    ),
    edits: doubted.map((word) => editsFor(word, edits)),
    sounds: doubted.map((word) => (typosAllowed(word) > 0 ? soundOf(word) : null)),
    starts: isLastDoubted ? startsOf(last).map((start) => `.${start}`) : [],
  }
}

/** The shortest word that may be misspelt: a word of four letters that lacks one. */
const shortestDoubted = 3

/** No letter is taken off a word of three: it is looked for among what remains of words of four. */
function editsFor(word: string, edits: 1 | 2) {
  if (typosAllowed(word) === 0) return 0
  return edits === 2 && typosAllowed(word) === 2 ? 2 : 1
}

/** What may have been meant, from what the vocabulary knows of it. */
export function corrected({ words, short }: Asked, found: readonly SearchWord[]): Corrected {
  const counts = new Map(found.map(({ lexeme, structures }) => [lexeme, structures]))
  const last = words.length - 1
  const structures = words.map((word, place) => {
    if (!isLearnt(word)) return Number.MAX_SAFE_INTEGER
    return Math.max(
      counts.get(`=${word}`) ?? 0,
      place === last && word.length <= longestBeginning ? (counts.get(beginningOf(word)) ?? 0) : 0,
    )
  })
  const corrections = words.map((word, place) => {
    const near = found.flatMap((known) => correctionTo(word, known, place === last))
    const pieces = structures[place] === 0 ? gluedOf(word, counts) : []
    const best = [...near, ...splitOf(word, counts), ...pieces].toSorted(
      (one, other) => one.cost - other.cost || other.structures - one.structures,
    )
    const isHeard = ({ cost }: Correction) => cost === heardCost
    return [...best.filter((one) => !isHeard(one)).slice(0, mostCorrections), ...best.filter(isHeard).slice(0, mostSounds)]
  })
  const joined = joinedIn(words).filter((pair) => lexemesOf(pair).some((lexeme) => counts.has(lexeme)))
  return {
    corrections,
    structures,
    joined,
    short: short.map((forms) => [...forms].filter((form) => counts.has(`=${form}`) || !isLearnt(form))),
  }
}

const beginningOf = (word: string) => `.${word.slice(0, longestBeginning)}`

/** The beginnings of a word that may be a learnt beginning with one letter missing or added. */
const startsOf = (word: string) => [...new Set([-1, 0, 1].map((more) => word.slice(0, longestBeginning + more)))]

function correctionTo(word: string, { lexeme, structures, sound }: SearchWord, isLast: boolean): Correction[] {
  const text = lexeme.slice(1)
  if (lexeme.startsWith("=")) {
    const cost = text === word ? null : misspelt(word, text, sound)
    return cost === null ? [] : [{ part: exact(text), word: text, cost, structures }]
  }
  if (!isLast || typosAllowed(word) === 0 || text === word) return []
  if (!startsOf(word).some((start) => distance(start, text, 1) <= 1)) return []
  return [{ part: begun(text), word: null, cost: 1.5, structures }]
}

/** For two words stuck together: the two best splits, judged by how many structures have the rarer part. */
function splitOf(word: string, counts: ReadonlyMap<string, number>): Correction[] {
  const splits = partsOf(word).flatMap(([first, second]) => {
    const structures = Math.min(first.length > 1 ? (counts.get(`=${first}`) ?? 0) : Number.MAX_SAFE_INTEGER, counts.get(`=${second}`) ?? 0)
    return structures > 0 ? [{ part: allOf([first, second].filter((part) => part.length > 1)), word: null, cost: 0.5, structures }] : []
  })
  return splits.toSorted((one, other) => other.structures - one.structures).slice(0, 2)
}

const shortestGlued = 8
const longestGlued = 30
const longestPiece = 15
/** The cost, as the logarithm of a frequency, of a letter that belongs to no word. */
const letterCost = 16

/** All that a long word may be made of, when it is several. */
function piecesOf(word: string): string[] {
  if (word.length < shortestGlued || word.length > longestGlued || /[0-9]/.test(word)) return []
  return Array.from({ length: word.length - 1 }, (_, from) =>
    Array.from({ length: Math.min(longestPiece, word.length - from) - 1 }, (_, more) => word.slice(from, from + more + 2)),
  ).flat()
}

/**
 * For several words stuck together ("bordeauxynovcampus"): the likeliest words that they are, by how many structures have each. One letter may
 * belong to none.
 */
function gluedOf(word: string, counts: ReadonlyMap<string, number>): Correction[] {
  if (piecesOf(word).length === 0) return []
  const best: ({ cost: number; letters: number; pieces: readonly string[] } | null)[] = [{ cost: 0, letters: 0, pieces: [] }]
  for (let end = 1; end <= word.length; end += 1) {
    best[end] = null
    for (let from = Math.max(0, end - longestPiece); from < end; from += 1) {
      const before = best[from]
      const piece = word.slice(from, end)
      const count = counts.get(`=${piece}`) ?? 0
      const isLetter = piece.length === 1
      if (!before || (isLetter ? before.letters > 0 : count === 0)) continue
      const cost = before.cost + (isLetter ? letterCost : Math.log(1e8 / count))
      if (cost < (best[end]?.cost ?? Number.POSITIVE_INFINITY))
        best[end] = { cost, letters: before.letters + (isLetter ? 1 : 0), pieces: isLetter ? before.pieces : [...before.pieces, piece] }
    }
  }
  const pieces = (best[word.length]?.pieces ?? []).filter((piece) => !isOptional(piece))
  if (pieces.length < 2) return []
  return [{ part: allOf(pieces), word: null, cost: 0.5, structures: Math.min(...pieces.map((piece) => counts.get(`=${piece}`) ?? 0)) }]
}

/** Where a word may be two; an article may be one letter ("lhermione"). */
function partsOf(word: string): [string, string][] {
  if (word.length < 5 || /[0-9]/.test(word)) return []
  const places = Array.from({ length: word.length - 3 }, (_, place) => place + 2).map((at): [string, string] => [
    word.slice(0, at),
    word.slice(at),
  ])
  return /^[dl]/.test(word) ? [[word.slice(0, 1), word.slice(1)], ...places] : places
}

function joinedIn(words: readonly string[]) {
  return words.slice(0, -1).map((word, at) => ({ at, word: word + words[at + 1], isLast: at === words.length - 2 }))
}

const lexemesOf = ({ word, isLast }: { word: string; isLast: boolean }) =>
  isLast && word.length <= longestBeginning ? [`=${word}`, `.${word}`] : [`=${word}`]

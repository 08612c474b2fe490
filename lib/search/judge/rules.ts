/** Says how well a structure answers what was asked. It is pure, and the same where answers are put in order and where they are shown. */
import { lookup } from "@/lib/platform/text/lookup"
import { abbreviationsOf } from "@/lib/search/abbreviations/rules"
import { departementNames } from "@/lib/search/departements/rules"
import { fold, misspelt, misspeltStart } from "@/lib/search/spelling/rules"
import { type Asked, isOptional, joinInitials } from "@/lib/search/typed/rules"

export type Searchable = {
  siret: string
  raisonSociale: string
  sigle: string | null
  enseigne: string | null
  postcode: string | null
  city: string | null
  departement: string | null
  types: readonly string[]
  state: "active" | "closed"
}

const levels = ["exact", "prefix", "abbreviation", "typo", "partial"] as const
export type Level = (typeof levels)[number]

export type Judgement = {
  level: Level
  /** With typos: the distance from what was typed. */
  cost: number
  /** A whole name, sigle or enseigne was typed. */
  isWhole: boolean
  /** How many words name the commune or the département. */
  places: number
  /** How many words of the name were not asked for. */
  spare: number
  /** The folded words of the structure that answer, each with the number of its letters to mark. */
  marks: ReadonlyMap<string, number>
}

/** Where a word stands: in one of the names, in what says where, or in the rest, which nobody has to name in full. */
type Field = "name" | "sigle" | "enseigne" | "place" | "rest"
export type Own = { text: string; field: Field }
type Answer = { level: 0 | 1 | 2 | 3; cost: number; words: { own: Own; letters: number }[] }

/** How a structure answers, or null when it does not. `mayMiss`: when three words or more are asked, one may match nothing. */
export function judge(asked: Asked, structure: Searchable, mayMiss = false): Judgement | null {
  return judgeWords(asked, ownWords(structure), mayMiss)
}

/** The same for anything that is found by words: `own` are its words, in order. */
export function judgeWords(asked: Asked, own: readonly Own[], mayMiss: boolean): Judgement | null {
  const answers = asked.words.map((word, place) => answerTo(word, own, asked.short[place], place === asked.words.length - 1))
  takeAliases(asked, own, answers)
  takeJoined(asked, own, answers)
  const given = answers.filter((answer) => answer !== null)
  const missing = answers.length - given.length
  if (missing > (mayMiss && asked.words.length > 2 ? 1 : 0)) return null
  const answering = new Set(given.flatMap(({ words }) => words.map((word) => word.own)))
  const spareIn = (field: Field) => own.filter((word) => word.field === field && !answering.has(word) && !isOptional(word.text)).length
  const isAnswered = (field: Field) => own.some((word) => word.field === field) && spareIn(field) === 0
  return {
    level: levels[missing > 0 ? 4 : Math.max(...given.map(({ level }) => level))] as Level,
    cost: given.reduce((sum, { cost }) => sum + cost, 0),
    isWhole: isAnswered("name") || isAnswered("sigle") || isAnswered("enseigne"),
    places: given.filter(({ words }) => words.some((word) => word.own.field === "place")).length,
    spare: spareIn("name"),
    marks: new Map(given.flatMap(({ words }) => words.map((word) => [word.own.text, word.letters] as const))),
  }
}

/** Cuts a text where its marked words begin and end, and gives each piece with its place. */
export function markedPieces(text: string, marks: ReadonlyMap<string, number>): { text: string; isMarked: boolean; at: number }[] {
  if (marks.has(fold(text).replaceAll(" ", ""))) return [{ text, isMarked: true, at: 0 }]
  const pieces: { text: string; isMarked: boolean; at: number }[] = []
  const add = (piece: string, isMarked: boolean, at: number) => {
    if (piece !== "") pieces.push({ text: piece, isMarked, at })
  }
  let done = 0
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const letters = marks.get(fold(word)) ?? 0
    if (letters === 0) continue
    add(text.slice(done, index), false, done)
    done = index + Math.min(letters, word.length)
    add(text.slice(index, done), true, index)
  }
  add(text.slice(done), false, done)
  return pieces
}

/** The words of a text that answer, each one whole, for people who listen to the page. */
export function markedWords(text: string, marks: ReadonlyMap<string, number>): string[] {
  if (marks.has(fold(text).replaceAll(" ", ""))) return [text]
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => marks.has(fold(word)))
}

/** The better answer first, whatever answers. */
export function byAnswer(one: Judgement, other: Judgement): number {
  return (
    levels.indexOf(one.level) - levels.indexOf(other.level) ||
    Math.round(one.cost * 4) - Math.round(other.cost * 4) ||
    Number(other.isWhole) - Number(one.isWhole) ||
    other.places - one.places
  )
}

/** The better structure first, by the order of docs/search.md. */
export function byRank(
  [one, left]: readonly [Judgement, Searchable & { isHeadOffice: boolean }],
  [other, right]: readonly [Judgement, Searchable & { isHeadOffice: boolean }],
): number {
  return (
    byAnswer(one, other) ||
    Number(right.state === "active") - Number(left.state === "active") ||
    Number(right.isHeadOffice) - Number(left.isHeadOffice) ||
    Number(right.types.length > 0) - Number(left.types.length > 0) ||
    one.spare - other.spare ||
    left.raisonSociale.localeCompare(right.raisonSociale, "fr") ||
    (left.city ?? "").localeCompare(right.city ?? "", "fr") ||
    left.siret.localeCompare(right.siret)
  )
}

function ownWords({ raisonSociale, sigle, enseigne, city, postcode, departement }: Searchable): Own[] {
  return [
    ...wordsOf("name", raisonSociale),
    ...wordsOf("sigle", fold(sigle ?? "").replaceAll(" ", "")),
    ...wordsOf("enseigne", enseigne ?? ""),
    ...wordsOf("place", `${city ?? ""} ${postcode ?? ""} ${departement ?? ""} ${lookup(departementNames, departement) ?? ""}`),
  ]
}

/** The words of one text. */
export function wordsOf(field: Field, text: string): Own[] {
  return joinInitials(fold(text).split(" ").filter(Boolean)).map((word) => ({ text: word, field }))
}

/** The nearest words of a structure to one that was typed. */
function answerTo(word: string, own: readonly Own[], short: ReadonlySet<string> | undefined, isLast: boolean): Answer | null {
  const exact = own.filter(({ text }) => text === word)
  if (exact.length > 0) return { level: 0, cost: 0, words: whole(exact) }
  const begun = word.length > 1 ? own.filter(({ text }) => text.startsWith(word)) : []
  if (begun.length > 0) return { level: 1, cost: isLast ? 0 : 0.25, words: begun.map((found) => ({ own: found, letters: word.length })) }
  const shortened = own.filter(({ text }) => short?.has(text))
  if (shortened.length > 0) return { level: 2, cost: 0, words: whole(shortened) }
  return misspeltIn(word, own, isLast)
}

const whole = (words: readonly Own[]) => words.map((own) => ({ own, letters: own.text.length }))

function misspeltIn(word: string, own: readonly Own[], isLast: boolean): Answer | null {
  let best: Answer | null = null
  for (const candidate of own) {
    const cost = misspelt(word, candidate.text) ?? (isLast ? misspeltStart(word, candidate.text) : null)
    if (cost !== null && (best === null || cost < best.cost)) best = { level: 3, cost, words: whole([candidate]) }
  }
  return best
}

/** A name that people use answers for all the words that it stands for. */
function takeAliases({ aliases }: Asked, own: readonly Own[], answers: (Answer | null)[]) {
  for (const { from, to, phrases } of aliases) {
    if (answers.slice(from, to).every((answer) => answer && answer.level < 3)) continue
    for (const phrase of phrases) {
      const found = phrase.map((word) => answerTo(word, own, new Set(abbreviationsOf(word)), false))
      if (!found.every((answer) => answer && answer.level < 3)) continue
      answers.fill({ level: 2, cost: 0, words: found.flatMap((answer) => answer?.words ?? []) }, from, to)
    }
  }
}

/** Accepts words stuck together, in what was typed or in the name. */
function takeJoined({ words, typed }: Asked, own: readonly Own[], answers: (Answer | null)[]) {
  const better = (answer: Answer | null | undefined) => answer == null || answer.level === 3
  typed.forEach((word, place) => {
    const next = typed[place + 1]
    const found = next === undefined ? [] : own.filter(({ text }) => text === word + next)
    for (const part of found.length > 0 ? [word, next] : []) {
      const at = words.indexOf(part as string)
      if (at >= 0 && better(answers[at])) answers[at] = { level: 3, cost: 0.25, words: whole(found) }
    }
  })
  words.forEach((word, at) => {
    const found = own.flatMap((first, place) => {
      const second = own[place + 1]
      return second && second.field === first.field && first.text + second.text === word ? [first, second] : []
    })
    if (found.length > 0 && better(answers[at])) answers[at] = { level: 3, cost: 0.5, words: whole(found) }
  })
}

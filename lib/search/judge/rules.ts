/** Says how well a structure answers what was asked. It is pure, and the same where answers are put in order and where they are shown. */

import { isOfWalls, type LegalForm, legalFormOf } from "../../vocabulary/legal-forms/rules.ts"
import { abbreviationsOf } from "../abbreviations/rules.ts"
import { type Answer, answersOf, elsewhere, type Field, type Level, levels, type Own, wordsOf } from "../answers/rules.ts"
import type { Area } from "../areas/rules.ts"
import { distance, fold } from "../spelling/rules.ts"
import { type Asked, isLegalForm, isOptional, isShell } from "../typed/rules.ts"

export type Searchable = {
  siret: string
  raisonSociale: string
  sigle: string | null
  enseigne: string | null
  /** Left out where it is not shown: the street then answers nothing. */
  address?: string | null
  postcode: string | null
  city: string | null
  departement: string | null
  types: readonly string[]
  state: "active" | "closed"
  /** The code of its legal form, when the register says it. */
  legalCode?: string | null
}

export type Judgement = {
  level: Level
  /** With typos: the distance from what was typed. In part: the share of what was typed, by its weight, that nothing answers. */
  cost: number
  /** The places among the words asked of those that nothing answers. */
  missing: readonly number[]
  /** The surroundings that answer instead of the commune typed; null when the words answer as they are. */
  elsewhere: Area | null
  /** Single letters and digits that nothing answers. */
  hintsMissed: number
  /** A whole name, sigle or enseigne was typed. */
  isWhole: boolean
  /** With a whole name: how many legal forms are in only one of the name and the text. */
  apart: number
  /** Whether the commune was named in full (2), or a word of the place (1). */
  where: 0 | 1 | 2
  /** How many words stand in a name. */
  inName: number
  /** How many words stand in one name. */
  together: number
  /** How many neighbours among the words stand the other way round in the name, and how many words of the name stand between them. */
  disorder: number
  between: number
  /** How many words of the name were not asked for. */
  spare: number
  /** It owns the walls of a company, or nothing else, and nobody asked for that. */
  isShell: boolean
  /** The folded words of the structure that answer, each with the number of its letters to mark. */
  marks: ReadonlyMap<string, number>
}

/**
 * `mayMiss`: when several words are asked, one may match nothing. `weights`: of each word asked, how much it says; all the same unless told.
 * `rarest`: the place of the one that says most, if all are known.
 */
export type Leniency = { mayMiss?: boolean; weights?: readonly number[]; rarest?: number | null; elsewhere?: readonly Area[] }

/** How a structure answers, or null when it does not. */
export function judge(asked: Asked, structure: Searchable, leniency: Leniency = {}): Judgement | null {
  const own = ownWords(structure)
  const known = { departements: structure.departement ? [structure.departement] : [], form: legalFormOf(structure.legalCode) }
  const found = judgeWords(asked, own, leniency, known)
  // The street is looked at when the rest does not answer.
  if ((found && found.missing.length === 0) || !structure.address) return found
  return judgeWords(asked, [...own, ...wordsOf("street", structure.address)], leniency, known)
}

/** What is known beside the words: the départements where it is, the legal form. */
type Known = { departements: readonly string[]; form?: LegalForm | null }

/** The same for anything that is found by words: `own` are its words, in order. */
export function judgeWords(asked: Asked, own: readonly Own[], leniency: Leniency, { departements, form = null }: Known): Judgement | null {
  const answers = answersOf(asked, own, departements, leniency.elsewhere ?? [])
  const missing = placesMissing(answers)
  if (missing.length > (leniency.mayMiss && answers.length > 1 ? 1 : 0)) return null
  let [level, cost, inName] = [0, 0, 0]
  let isMoreThanPlace = false
  const answering = new Set<Own>()
  for (const answer of answers) {
    if (answer === null) continue
    level = Math.max(level, answer.level)
    cost += answer.cost
    if (answer.words.some(({ own: { field } }) => isName(field))) inName += 1
    isMoreThanPlace ||= answer.words.some(({ own: { field } }) => isName(field) || field === "rest")
    for (const word of answer.words) answering.add(word.own)
  }
  if (missing.length > 0) {
    const farnesses = missing.map((place) => farness(asked.words[place] ?? "", own, answering))
    // Without one of its words, what is left must be more than a place and have the word that says most, unless something comes near.
    if (farnesses.includes(1) && (!isMoreThanPlace || missing.includes(leniency.rarest ?? -1))) return null
    cost += lost(asked, missing, leniency.weights, farnesses)
  }
  return {
    level: missing.length > 0 ? "partial" : (levels[level] as Level),
    cost,
    missing,
    elsewhere: leniency.elsewhere?.find(({ from }) => answers[from]?.level === elsewhere) ?? null,
    hintsMissed: asked.hints.filter(({ text, isLast }) => !own.some((word) => hints(word, text, isLast))).length,
    ...wholeness(asked, own, answering, missing.length === 0, form),
    ...orderIn(asked, own, answers),
    where: whereIn(own, answering),
    inName,
    get marks() {
      return marksOf(answers)
    },
  }
}

const isName = (field: Field) => field === "name" || field === "sigle" || field === "enseigne"
const nameFields = ["name", "enseigne", "sigle"] as const

function placesMissing(answers: readonly (Answer | null)[]) {
  const missing: number[] = []
  for (let place = 0; place < answers.length; place += 1) if (answers[place] === null) missing.push(place)
  return missing
}

function marksOf(answers: readonly (Answer | null)[]) {
  const words = answers.flatMap((answer) => answer?.words ?? [])
  return new Map(words.filter(({ letters }) => letters > 0).map(({ own, letters }) => [own.text, letters] as const))
}

/** A letter that a word begins with; a digit, whatever the way it is written, or that a number of the name begins with. */
const hints = ({ text, field }: Own, hint: string, isLast: boolean) =>
  text === hint ||
  (isLast && text.startsWith(hint) && (field !== "place" || /[a-z]/.test(hint))) ||
  (/[0-9]/.test(hint) && abbreviationsOf(hint).includes(text))

/** The share of what was typed, by weight, that nothing answers: from 0 to 10; less when something comes near. */
function lost({ words }: Asked, missing: readonly number[], weights: readonly number[] | undefined, farnesses: readonly number[]) {
  const weightOf = (place: number) => weights?.[place] ?? 1
  const all = words.reduce((sum, _, place) => sum + weightOf(place), 0)
  return all === 0 ? 0 : (10 * missing.reduce((sum, place, nth) => sum + weightOf(place) * (farnesses[nth] ?? 1), 0)) / all
}

/** Letters that may be wrong in a word, however long: comparing two long words with many takes as long as both multiplied. */
const farthest = 4

/**
 * How far a word that nothing answers is from the nearest word that is left, from 0 to 1. With a third of its letters wrong it is no answer, and yet
 * says which of many is meant: "aftral olivait", among all of Aftral, is the one in Olivet.
 */
function farness(word: string, own: readonly Own[], answering: ReadonlySet<Own>): number {
  if (/[0-9]/.test(word)) return 1
  const left = own.filter((one) => one.field !== "street" && !answering.has(one))
  return Math.min(
    1,
    ...left.map(({ text }) => {
      const length = Math.max(word.length, text.length)
      const most = Math.min(farthest, Math.floor(length / 3))
      const found = most > 1 ? distance(word, text, most) : length
      return found > most ? 1 : found / length
    }),
  )
}

/** Whether one of the names was typed from end to end, and how far from the letter. */
function wholeness(
  { typed, hints: letters }: Asked,
  own: readonly Own[],
  answering: ReadonlySet<Own>,
  isComplete: boolean,
  form: LegalForm | null,
) {
  const inField = () => ({ answered: 0, spare: 0, apart: 0 })
  const of = { name: inField(), enseigne: inField(), sigle: inField() }
  let isShellUnasked = isOfWalls(form) && !typed.some(isShell)
  for (const word of own) {
    const { field, text } = word
    if (field !== "name" && field !== "enseigne" && field !== "sigle") continue
    const found = of[field]
    if (answering.has(word)) found.answered += 1
    if (answering.has(word) && word.made === "of-all") found.spare = Number.NEGATIVE_INFINITY
    if (word.made) continue
    if (answering.has(word) || text.length === 1 || typed.includes(text)) continue
    if (isLegalForm(text)) found.apart += 1
    if (isShell(text) && field === "name") isShellUnasked = true
    if (isShell(text) || !isOptional(text)) found.spare += 1
  }
  const isHinted = (field: Field) =>
    letters.every(({ text, isLast }) => own.some((word) => (word.field === field || word.field === "place") && hints(word, text, isLast)))
  const wholes = isComplete ? nameFields.filter((field) => of[field].answered > 0 && of[field].spare <= 0 && isHinted(field)) : []
  const isFound = (word: string) => own.some(({ text }) => text === word) || (form !== null && fold(form) === word)
  const unfound = wholes.length > 0 ? typed.filter((word) => isLegalForm(word) && !isFound(word)).length : 0
  return {
    isWhole: wholes.length > 0,
    apart: wholes.length > 0 ? unfound + Math.min(...wholes.map((field) => of[field].apart)) : 0,
    spare: Math.max(0, of.name.spare),
    isShell: isShellUnasked,
  }
}

/** How the words stand in the name that has most of them, the letter that begins one more included. */
function orderIn({ hints: letters }: Asked, own: readonly Own[], answers: readonly (Answer | null)[]) {
  let best: number[] = []
  for (const field of nameFields) {
    const places = placesIn(field, letters, own, answers)
    if (places.length > best.length) best = places
  }
  let [disorder, between] = [0, 0]
  for (let index = 1; index < best.length; index += 1) {
    const step = (best[index] ?? 0) - (best[index - 1] ?? 0)
    if (step < 0) disorder += 1
    between += Math.max(0, Math.abs(step) - 1)
  }
  return { together: best.length, disorder, between }
}

function placesIn(field: Field, letters: Asked["hints"], own: readonly Own[], answers: readonly (Answer | null)[]) {
  const places: number[] = []
  for (const answer of answers) {
    const found = answer?.words.find((word) => word.own.field === field)
    if (found) places.push(found.own.at)
  }
  const last = places.at(-1) ?? -1
  for (const { text, isLast } of letters) {
    const found = own.filter((word) => word.field === field && hints(word, text, isLast)).map(({ at }) => at)
    const next = found.find((at) => at > last) ?? found[0]
    if (next !== undefined) places.push(next)
  }
  return places
}

/** 2 when the commune is named in full, or the postcode; 1 for less; 0 when nothing says where. */
function whereIn(own: readonly Own[], answering: ReadonlySet<Own>): 0 | 1 | 2 {
  let [isSomewhere, isPostcode, isWhole, hasCity] = [false, false, true, false]
  for (const word of answering) {
    if (word.field === "place" || word.field === "area") isSomewhere = true
    if (word.field === "place" && word.text.length === 5 && /^[0-9]{5}$/.test(word.text)) isPostcode = true
  }
  if (!isSomewhere || isPostcode) return isSomewhere ? 2 : 0
  for (const word of own) {
    if (word.field !== "place" || /[0-9]/.test(word.text)) continue
    hasCity = true
    if (!answering.has(word) && !isOptional(word.text)) isWhole = false
  }
  return hasCity && isWhole ? 2 : 1
}

function ownWords({ raisonSociale, sigle, enseigne, city, postcode, departement }: Searchable): Own[] {
  return [
    ...wordsOf("name", raisonSociale),
    ...wordsOf("sigle", sigle ?? ""),
    ...joinedSigle(sigle ?? ""),
    ...wordsOf("enseigne", enseigne ?? ""),
    ...wordsOf("place", `${city ?? ""} ${postcode ?? ""} ${departement ?? ""}`),
  ]
}

/** "E.S.A. Sud" is typed "esasud" too. */
function joinedSigle(sigle: string): Own[] {
  const folded = fold(sigle)
  return folded.includes(" ") ? [{ text: folded.replaceAll(" ", ""), field: "sigle", at: 0, made: "of-all" }] : []
}

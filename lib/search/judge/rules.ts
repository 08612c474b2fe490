/** Says how well a structure answers what was asked. It is pure, and the same where answers are put in order and where they are shown. */
import { abbreviationsOf } from "../abbreviations/rules.ts"
import type { Area } from "../areas/rules.ts"
import { distance, fold, misspelt, misspeltStart } from "../spelling/rules.ts"
import { type Asked, borderOf, initialsOf, isLegalForm, isOptional, isShell, joinInitials, withoutCedex } from "../typed/rules.ts"

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
}

const levels = ["exact", "prefix", "abbreviation", "elsewhere", "typo", "street", "partial"] as const
export type Level = (typeof levels)[number]
/** The place of a level among the levels: the first is the best. */
const rankOf = (level: Level) => levels.indexOf(level)

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
 * Where a word stands: in one of the names, in what says where, in the street, or in the rest, which nobody has to name in full. `area`: in no
 * word, but the département is among those named.
 */
type Field = "name" | "sigle" | "enseigne" | "place" | "street" | "rest" | "area"
/**
 * `at`: its place among the words of its field. `made`: of several words written as one, "CFA" for "C F A"; it stands at the place of the first
 * or, when it is made of all, for the whole field.
 */
export type Own = { text: string; field: Field; at: number; made?: "of-some" | "of-all" }
type Answer = { level: 0 | 1 | 2 | 3 | 4 | 5; cost: number; words: { own: Own; letters: number }[] }
const elsewhere = rankOf("elsewhere") as 3
const typo = rankOf("typo") as 4
const street = rankOf("street") as 5

/** `mayMiss`: when several words are asked, one may match nothing. `weights`: of each word asked, how much it says; all the same unless told. */
export type Leniency = { mayMiss?: boolean; weights?: readonly number[]; elsewhere?: readonly Area[] }

/** How a structure answers, or null when it does not. */
export function judge(asked: Asked, structure: Searchable, leniency: Leniency = {}): Judgement | null {
  const own = ownWords(structure)
  const departements = structure.departement ? [structure.departement] : []
  const found = judgeWords(asked, own, leniency, departements)
  // The street is looked at when the rest does not answer.
  if ((found && found.missing.length === 0) || !structure.address) return found
  return judgeWords(asked, [...own, ...wordsOf("street", structure.address)], leniency, departements)
}

/** The same for anything that is found by words: `own` are its words, in order, and the départements are those where it is. */
export function judgeWords(asked: Asked, own: readonly Own[], leniency: Leniency, departements: readonly string[] = []): Judgement | null {
  const last = asked.words.length - 1
  const named = own.filter(({ field }) => field !== "street")
  const answers = asked.words.map((word, place) => answerTo(word, named, asked.short[place], place === last))
  takeAliases(asked, named, answers)
  takeJoined(asked, named, answers)
  takeInitials(asked, named, answers)
  takeAreas(asked.areas, departements, answers, (cost) => (cost === 0 ? 0 : cost <= 0.25 ? 1 : typo))
  takeAreas(leniency.elsewhere ?? [], departements, answers, () => elsewhere)
  takeStreet(asked, own, answers)
  const missing = placesMissing(answers)
  if (missing.length > (leniency.mayMiss && answers.length > 1 ? 1 : 0)) return null
  let [level, cost, inName] = [0, lost(asked, missing, leniency.weights), 0]
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
  // Without one of its words, what is left must be more than a place.
  if (missing.length > 0 && !isMoreThanPlace) return null
  return {
    level: missing.length > 0 ? "partial" : (levels[level] as Level),
    cost,
    missing,
    elsewhere: leniency.elsewhere?.find(({ from }) => answers[from]?.level === elsewhere) ?? null,
    hintsMissed: asked.hints.filter(({ text, isLast }) => !own.some((word) => hints(word, text, isLast))).length,
    ...wholeness(asked, own, answering, missing.length === 0),
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

/** The share of what was typed, by weight, that nothing answers: from 0 to 10. */
function lost({ words }: Asked, missing: readonly number[], weights: readonly number[] | undefined) {
  const weightOf = (place: number) => weights?.[place] ?? 1
  const all = words.reduce((sum, _, place) => sum + weightOf(place), 0)
  return all === 0 ? 0 : (10 * missing.reduce((sum, place) => sum + weightOf(place), 0)) / all
}

/** Whether one of the names was typed from end to end, and how far from the letter. */
function wholeness({ typed, hints: letters }: Asked, own: readonly Own[], answering: ReadonlySet<Own>, isComplete: boolean) {
  const inField = () => ({ answered: 0, spare: 0, apart: 0 })
  const of = { name: inField(), enseigne: inField(), sigle: inField() }
  let isShellUnasked = false
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
  const unfound = wholes.length > 0 ? typed.filter((word) => isLegalForm(word) && !own.some(({ text }) => text === word)).length : 0
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
    rankOf(one.level) - rankOf(other.level) ||
    Math.round(one.cost * 4) - Math.round(other.cost * 4) ||
    one.hintsMissed - other.hintsMissed ||
    Number(other.isWhole) - Number(one.isWhole) ||
    one.apart - other.apart ||
    Number(other.where === 2) - Number(one.where === 2) ||
    other.inName - one.inName ||
    other.together - one.together ||
    other.where - one.where ||
    one.disorder - other.disorder
  )
}

/** What is known of a structure beside its words. `attached`: how many people work there with the portal. */
export type Ranked = Searchable & { isHeadOffice: boolean; attached: number }

/** The better structure first, by the order of docs/search.md. `home`: the départements where people look first. */
export function byRank(home: ReadonlySet<string>) {
  const isAtHome = ({ departement }: Searchable) => departement !== null && home.has(departement)
  return ([one, left]: readonly [Judgement, Ranked], [other, right]: readonly [Judgement, Ranked]): number =>
    byAnswer(one, other) ||
    Number(right.state === "active") - Number(left.state === "active") ||
    Number(one.isShell) - Number(other.isShell) ||
    Number(right.isHeadOffice) - Number(left.isHeadOffice) ||
    Number(right.types.length > 0) - Number(left.types.length > 0) ||
    one.between + one.spare - (other.between + other.spare) ||
    right.attached - left.attached ||
    Number(isAtHome(right)) - Number(isAtHome(left)) ||
    left.raisonSociale.localeCompare(right.raisonSociale, "fr") ||
    (left.city ?? "").localeCompare(right.city ?? "", "fr") ||
    left.siret.localeCompare(right.siret)
}

/**
 * Of one word that names both things and a place, "Bordeaux", answers by their name and by their place take turns, after the whole names:
 * whoever looks for either finds some at once.
 */
export function interleaved<Found>(asked: Asked, ranked: readonly (readonly [Judgement, Found])[]): (readonly [Judgement, Found])[] {
  const first = ranked[0]?.[0]
  if (asked.words.length > 1 || first === undefined) return [...ranked]
  const isAlike = ([{ level, isWhole }]: readonly [Judgement, Found]) => level === first.level && !isWhole
  const wholes = ranked.filter((found) => found[0].level === first.level && found[0].isWhole)
  const named = ranked.filter((found) => isAlike(found) && found[0].inName > 0)
  const placed = ranked.filter((found) => isAlike(found) && found[0].inName === 0)
  const turns = Array.from({ length: Math.max(named.length, placed.length) }, (_, turn) => [named[turn], placed[turn]])
  return [...wholes, ...turns.flat().filter((found) => found !== undefined), ...ranked.filter(([{ level }]) => level !== first.level)]
}

/**
 * What to show once more letters were typed: whatever was shown and still answers keeps its place, unless something answers better. A last word
 * that is finished is no better than one that is not: more letters may come. `before`: what was shown; `after`: what the search found, `most`
 * at most.
 */
export function steadied<Found extends Searchable>(asked: Asked, before: readonly Found[], after: readonly Found[], most: number): Found[] {
  const isIn = (list: readonly Found[], { siret }: Found) => list.some((other) => other.siret === siret)
  // A list that is not full has all that answers.
  const kept = before.filter((found) => isIn(after, found) || after.length >= most)
  const judged = [...kept, ...after.filter((found) => !isIn(kept, found))].flatMap((found) => {
    const judgement = judge(asked, found, { mayMiss: !isIn(before, found) })
    return judgement ? [{ found, place: placeWhileTyping(judgement) }] : []
  })
  return judged
    .toSorted((one, other) => one.place - other.place)
    .slice(0, most)
    .map(({ found }) => found)
}

/** A name typed from end to end, alone, then what is as typed, then the other levels. */
function placeWhileTyping({ level, isWhole, where, hintsMissed }: Judgement) {
  if (level === "exact" && isWhole && where === 0 && hintsMissed === 0) return 0
  return level === "exact" || level === "prefix" ? 1 + hintsMissed : 10 * rankOf(level)
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

/** The words of one text, and its initials as one word: "C F A du BTP" is "CFA du BTP" too. */
export function wordsOf(field: Field, text: string): Own[] {
  const folded = fold(text)
  if (folded === "") return []
  const plain = withoutCedex(folded.split(" "))
  const words = plain.map((word, at): Own => ({ text: word, field, at }))
  if (!/(?:^| )[a-z] [a-z0-9](?: |$)/.test(folded)) return words
  return [...words, ...runsOf(field, plain, "only-letters"), ...runsOf(field, plain, "and-digits")]
}

function runsOf(field: Field, plain: readonly string[], more: "and-digits" | "only-letters"): Own[] {
  let at = 0
  return joinInitials(plain, more).flatMap((word): Own[] => {
    const isRun = word !== plain[at]
    const own: Own = { text: word, field, at, made: "of-some" }
    at += isRun ? word.length : 1
    return isRun ? [own] : []
  })
}

/** "E.S.A. Sud" is typed "esasud" too. */
function joinedSigle(sigle: string): Own[] {
  const folded = fold(sigle)
  return folded.includes(" ") ? [{ text: folded.replaceAll(" ", ""), field: "sigle", at: 0, made: "of-all" }] : []
}

/** The nearest words of a structure to one that was typed. */
function answerTo(word: string, own: readonly Own[], short: ReadonlySet<string> | undefined, isLast: boolean): Answer | null {
  const exact = own.filter(({ text }) => text === word)
  if (exact.length > 0) return { level: 0, cost: 0, words: whole(exact) }
  const parts = acrossBorder(word, own, isLast)
  if (parts) return parts
  const begun = word.length > 1 ? own.filter(({ text }) => text.startsWith(word)) : []
  // A word followed by another is finished, most often.
  if (begun.length > 0)
    return { level: isLast ? 1 : 2, cost: isLast ? 0 : 0.25, words: begun.map((found) => ({ own: found, letters: word.length })) }
  const shortened = own.filter(({ text }) => short?.has(text))
  if (shortened.length > 0) return { level: 2, cost: 0, words: whole(shortened) }
  return misspeltIn(word, own, isLast)
}

const whole = (words: readonly Own[]) => words.map((own) => ({ own, letters: own.text.length }))

/** "CMA33" typed for "CMA 33", or for a "CMA" of the Gironde. */
function acrossBorder(word: string, own: readonly Own[], isLast: boolean): Answer | null {
  const [one, other] = borderOf(word) ?? []
  if (one === undefined || other === undefined) return null
  const first = own.filter(({ text }) => text === one)
  const second = own.filter(({ text }) => text === other)
  const begun = second.length === 0 && isLast && other.length > 1 ? own.filter(({ text }) => text.startsWith(other)) : []
  if (first.length === 0 || second.length + begun.length === 0) return null
  return {
    level: second.length > 0 ? 0 : 1,
    cost: 0,
    words: [...whole([...first, ...second]), ...begun.map((own) => ({ own, letters: other.length }))],
  }
}

function misspeltIn(word: string, own: readonly Own[], isLast: boolean): Answer | null {
  const near = own.flatMap((candidate) => {
    const cost = misspelt(word, candidate.text) ?? (isLast ? misspeltStart(word, candidate.text) : null)
    return cost === null ? [] : [{ candidate, cost }]
  })
  if (near.length === 0) return null
  const least = Math.min(...near.map(({ cost }) => cost))
  return { level: typo, cost: least, words: whole(near.filter(({ cost }) => cost === least).map(({ candidate }) => candidate)) }
}

/** A name that people use answers for all the words that it stands for. */
function takeAliases({ aliases }: Asked, own: readonly Own[], answers: (Answer | null)[]) {
  for (const { from, to, phrases } of aliases) {
    if (answers.slice(from, to).every((answer) => answer && answer.level < elsewhere)) continue
    for (const phrase of phrases) {
      const found = phrase.map((word) => answerTo(word, own, new Set(abbreviationsOf(word)), false))
      if (!found.every((answer) => answer && answer.level < elsewhere)) continue
      answers.fill({ level: 2, cost: 0, words: found.flatMap((answer) => answer?.words ?? []) }, from, to)
    }
  }
}

/** The départements named answer for their words, unless a name has them all as well. */
function takeAreas(
  areas: readonly Area[],
  departements: readonly string[],
  answers: (Answer | null)[],
  levelOf: (cost: number) => Answer["level"],
) {
  for (const { from, to, codes, cost } of areas) {
    if (!departements.some((code) => codes.has(code))) continue
    const level = levelOf(cost)
    if (answers.slice(from, to).every((answer) => answer !== null && answer.level <= level)) continue
    answers.fill({ level, cost, words: [{ own: { text: "", field: "area", at: from }, letters: 0 }] }, from, to)
  }
}

/** Words and numbers of the street answer when nothing else does. */
function takeStreet({ words }: Asked, own: readonly Own[], answers: (Answer | null)[]) {
  words.forEach((word, place) => {
    const found = answers[place] === null ? own.filter(({ field, text }) => field === "street" && text === word) : []
    if (found.length > 0) answers[place] = { level: street, cost: 0, words: whole(found) }
  })
}

/** The initials of a name of three words or more: "IRTS" for "Institut régional du travail social". */
function takeInitials({ words }: Asked, own: readonly Own[], answers: (Answer | null)[]) {
  words.forEach((word, place) => {
    const before = answers[place]
    if (!/^[a-z]{3,8}$/.test(word) || (before && before.level < elsewhere)) return
    for (const field of ["name", "enseigne"] as const) {
      const kept = own.filter((one) => one.field === field && !isOptional(one.text))
      const initials = initialsOf(own.filter((one) => one.field === field).map(({ text }) => text))
      if (!initials.startsWith(word)) continue
      answers[place] = {
        level: 2,
        cost: initials === word ? 0.25 : 0.5,
        words: kept.slice(0, word.length).map((own) => ({ own, letters: 1 })),
      }
    }
  })
}

/** Accepts words stuck together, in what was typed or in the name. Letters and digits that stand on either side of a space are no mistake. */
function takeJoined({ words, typed }: Asked, own: readonly Own[], answers: (Answer | null)[]) {
  const better = (answer: Answer | null | undefined, level: number) => answer == null || answer.level > level
  typed.forEach((word, place) => {
    const next = typed[place + 1]
    if (next === undefined) return
    const found = own.filter(({ text }) => text === word + next)
    const level = borderOf(word + next) ? 0 : typo
    for (const part of found.length > 0 ? [word, next] : []) {
      const at = words.indexOf(part)
      if (at >= 0 && (better(answers[at], level) || answers[at]?.level === typo))
        answers[at] = { level, cost: level === 0 ? 0 : 0.25, words: whole(found) }
    }
  })
  words.forEach((word, at) => {
    if (word.length < shortestGlued || !(better(answers[at], typo) || answers[at]?.level === typo)) return
    const glued = gluedIn(word, own)
    if (glued) answers[at] = glued
  })
}

/** Shorter words are not two. */
const shortestGlued = 5

/** A run of words of one field, written as one: "mabaladenpinasse" for "Ma balade en pinasse", where two letters may be wrong. */
function gluedIn(word: string, own: readonly Own[]): Answer | null {
  let best: Answer | null = null
  for (const [from, first] of own.entries()) {
    if (first.text[0] !== word[0]) continue
    const run = [first]
    let text = first.text
    for (const next of own.slice(from + 1)) {
      if (text.length > word.length || next.field !== first.field || next.at !== (run.at(-1)?.at ?? 0) + 1) break
      run.push(next)
      text += next.text
      const errors = text === word ? 0 : run.length > 2 || word.length > 8 ? distance(word, text, 1) : 2
      const cost = 0.5 + errors / 2
      if (errors <= 1 && (best === null || cost < best.cost)) best = { level: typo, cost, words: whole(run) }
    }
  }
  return best
}

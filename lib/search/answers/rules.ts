/** What answers to each word asked, among the words of something. */
import { abbreviationsOf } from "../abbreviations/rules.ts"
import type { Area } from "../areas/rules.ts"
import { distance, fold, misspelt, misspeltStart } from "../spelling/rules.ts"
import { type Asked, borderOf, initialsOf, isOptional, joinInitials, withoutCedex } from "../typed/rules.ts"

export const levels = ["exact", "prefix", "abbreviation", "elsewhere", "typo", "street", "partial"] as const
export type Level = (typeof levels)[number]
/** The place of a level among the levels: the first is the best. */
export const rankOf = (level: Level) => levels.indexOf(level)

/**
 * Where a word stands: in one of the names, in what says where, in the street, or in the rest, which nobody has to name in full. `area`: in no
 * word, but the département is among those named.
 */
export type Field = "name" | "sigle" | "enseigne" | "place" | "street" | "rest" | "area"
/**
 * `at`: its place among the words of its field. `made`: of several words written as one, "CFA" for "C F A"; it stands at the place of the first
 * or, when it is made of all, for the whole field.
 */
export type Own = { text: string; field: Field; at: number; made?: "of-some" | "of-all" }
export type Answer = { level: 0 | 1 | 2 | 3 | 4 | 5; cost: number; words: { own: Own; letters: number }[] }
export const elsewhere = rankOf("elsewhere") as 3
const typo = rankOf("typo") as 4
const street = rankOf("street") as 5

/** The best answer to each word asked, as far as something has one; null for the others. `around`: areas that stand for the commune typed. */
export function answersOf(asked: Asked, own: readonly Own[], departements: readonly string[], around: readonly Area[]): (Answer | null)[] {
  const last = asked.words.length - 1
  const named = own.filter(({ field }) => field !== "street")
  const answers = asked.words.map((word, place) => answerTo(word, named, asked.short[place], place === last))
  takeAliases(asked, named, answers)
  takeJoined(asked, named, answers)
  takeInitials(asked, named, answers)
  takeAreas(asked.areas, departements, answers, (cost) => (cost === 0 ? 0 : cost <= 0.25 ? 1 : typo))
  takeAreas(around, departements, answers, () => elsewhere)
  takeStreet(asked, own, answers)
  return answers
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

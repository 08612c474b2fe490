/** Reads what someone typed, in the same way on the server that searches and in the list that shows why an answer matches. */

import { withoutMarks } from "@/lib/platform/text/marks"
import { type Alias, abbreviationsOf, aliasesIn } from "@/lib/search/abbreviations/rules"
import { fold } from "@/lib/search/spelling/rules"
import { numberTyped } from "@/lib/vocabulary/structures/rules"

// The same words as the function name_key of the database.
const articles = "a au aux d de des du en et l la le les ou par pour sur un une".split(" ")
const legalForms = "sa sas sasu sarl eurl earl sci scea scop scic scp snc selarl gaec gie gip ei eirl".split(" ")
const optional = new Set([...articles, ...legalForms])

/** Whether a word counts for nothing: an article, a legal form. */
export const isOptional = (word: string) => optional.has(word)

// The longest names of the register have a dozen words, and people type the commune last.
const mostWords = 14
const longestKey = 32

export type Asked = {
  /** All that was typed, folded. */
  typed: readonly string[]
  /** The words that a structure must match; the others may be left out. The last one may be unfinished. */
  words: readonly string[]
  /** For each word, the other forms that registers may write for it. */
  short: readonly ReadonlySet<string>[]
  /** The other names of what was typed, with the places in `words` that they stand for. */
  aliases: readonly Alias[]
}

/** Reads what was typed; null: nothing to look for. */
export function ask(text: string): Asked | null {
  const typed = withoutCedex(fold(withoutMarks(text)).split(" ").filter(Boolean))
  const joined = joinInitials(typed)
  const words = needed(joined).slice(0, mostWords)
  if (words.length === 0 || words.join("").length < 2) return null
  return { typed, words, short: words.map((word) => new Set(abbreviationsOf(word))), aliases: aliasesIn(words) }
}

/** The same result for texts of the same meaning, so that the second one need not be asked again. */
export function meaningOf(text: string): string {
  return numberIn(text) ?? ask(text)?.words.join(" ") ?? ""
}

/** The digits of a SIRET or SIREN, or at least its first four, whatever separates them. Null when the text is words. */
export function numberIn(text: string): string | null {
  const digits = numberTyped(text)
  return /^[0-9]{4,14}$/.test(digits) ? digits : null
}

/** A SIREN or SIRET among words, and the words; null without one. */
export function numberAmong(text: string): { digits: string; rest: string } | null {
  const found = /(?<![0-9])[0-9]{3}([\s.\u00a0\u202f-]?)[0-9]{3}\1[0-9]{3}(?:[\s.\u00a0\u202f-]?[0-9]{5})?(?![0-9])/u.exec(text)
  if (!found) return null
  const before = text.slice(0, found.index).replace(/[\s\p{P}°º]*(?<!\p{L})(?:(?:num[ée]ro|siret|siren|n)[\s\p{P}°º]*)+$/iu, "")
  return { digits: found[0].replace(/[^0-9]/g, ""), rest: `${before} ${text.slice(found.index + found[0].length)}`.trim() }
}

/** Without "cedex" and its number, which say how the post sorts and not where. */
function withoutCedex(words: readonly string[]) {
  const kept = words.filter((word, at) => word !== "cedex" && !(words[at - 1] === "cedex" && /^[0-9]{1,2}$/.test(word)))
  return kept.length > 0 ? kept : words
}

/** The words without articles and legal forms, unless nothing else is left. */
function needed(words: readonly string[]) {
  const kept = words.filter((word) => !isOptional(word) && (word.length > 1 || /[0-9]/.test(word)))
  if (kept.length > 0) return kept
  return words.filter((word) => word.length > 1)
}

/** A name in the form in which whole names are compared, without the words that may be left out. The database computes the same form. */
export function keyOf(words: readonly string[]): string {
  const kept = words.filter((word) => !isOptional(word))
  return (kept.length > 0 ? kept : words).join(" ").slice(0, longestKey).trimEnd()
}

/** "c f a btp" is "cfa btp". */
export function joinInitials(words: readonly string[]) {
  const joined: string[] = []
  let isRun = false
  for (const word of words) {
    const isInitial = /^[a-z]$/.test(word)
    if (isInitial && isRun) joined[joined.length - 1] += word
    else joined.push(word)
    isRun = isInitial
  }
  return joined
}

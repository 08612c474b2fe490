/** Reads what someone typed, in the same way on the server that searches and in the list that shows why an answer matches. */

import { withoutMarks } from "../../platform/text/marks.ts"
import { numberTyped } from "../../vocabulary/structures/rules.ts"
import { type Alias, abbreviationsOf, aliasesIn } from "../abbreviations/rules.ts"
import { type Area, areasIn } from "../areas/rules.ts"
import { distance, fold } from "../spelling/rules.ts"

// The same words as the function name_key of the database.
const articles = new Set("a au aux d de des du en et l la le les ou par pour sur un une".split(" "))
const legalForms = "sa sas sasu sarl eurl earl sci scea scop scic scp snc selarl gaec gie gip ei eirl societe ste".split(" ")
const optional = new Set([...articles, ...legalForms])

/** Whether a word counts for nothing: an article, a legal form. */
export const isOptional = (word: string) => optional.has(word)

/** A legal form says something of a company when it is typed; an article never does. */
export const isLegalForm = (word: string) => optional.has(word) && !articles.has(word)

/** Legal forms of what owns the walls of a company, or nothing else: nobody looks for it by the name of the company. */
const shells = new Set(["sci", "scpi", "holding", "holdings"])
export const isShell = (word: string) => shells.has(word)

// The longest names of the register have a dozen words, and people type the commune last.
const mostWords = 14
const longestKey = 32

export type Asked = {
  /** All that was typed, folded. */
  typed: readonly string[]
  /** The words that a structure must match; the others may be left out. The last one may be unfinished. */
  words: readonly string[]
  /** Single letters, and a single digit at the end: what has them comes first, and nothing is left out for want of them. */
  hints: readonly { text: string; isLast: boolean }[]
  /** The départements and regions named. */
  areas: readonly Area[]
  /** For each word, the other forms that registers may write for it. */
  short: readonly ReadonlySet<string>[]
  /** The other names of what was typed, with the places in `words` that they stand for. */
  aliases: readonly Alias[]
}

/** Reads what was typed; null: nothing to look for. */
export function ask(text: string): Asked | null {
  const folded = fold(withoutMarks(siteNamed(text) ?? text))
  const typed = withoutCedex(cedexMended(folded.split(" ").filter(Boolean)))
  const joined = joinInitials(typed)
  const found = needed(joined).slice(0, mostWords)
  const last = found.at(-1) ?? ""
  // One digit more would else empty a list that the other words still answer.
  const isLastHint = found.length > 1 && last.length === 1 && last === typed.at(-1)
  const words = isLastHint ? found.slice(0, -1) : found
  if (words.length === 0 || words.join("").length < 2) return null
  return {
    typed,
    words,
    // "du l" may begin any word, "de l'" may not.
    hints: hintsOf(joined, isLastHint, /[\p{L}\p{N}]$/u.test(text)),
    areas: areasIn(words, isOptional),
    short: words.map((word) => new Set(abbreviationsOf(word))),
    aliases: aliasesIn(words),
  }
}

/** Single characters that are no word asked. An article is one only at the end, while it may be the beginning of something (`isOpen`). */
function hintsOf(joined: readonly string[], isLastHint: boolean, isOpen: boolean) {
  return joined.flatMap((text, place) => {
    const isLast = place === joined.length - 1
    const isHint = (isLast && isLastHint) || (/^[a-z]$/.test(text) && (!isOptional(text) || (isLast && isOpen)))
    return isHint && joined.length > 1 ? [{ text, isLast }] : []
  })
}

const domains = "fr com org net eu info bzh re gouv asso".split(" ")

/**
 * The name in the address of a site or of a mailbox: "polaris formation" in "https://www.polaris-formation.fr/contact". Null when the text is
 * no address. A name that ends in dots of its own ("simplon.co") is left as it is.
 */
function siteNamed(text: string): string | null {
  const address = text.trim()
  if (address.length > 200 || /\s/.test(address)) return null
  const isSure = /^https?:\/\/|^www\.|@/i.test(address)
  const host = address
    .replace(/^https?:\/\//i, "")
    .replace(/[/?#:].*$/s, "")
    .replace(/^.*@/s, "")
    .toLowerCase()
  const labels = host.split(".").filter((label) => label !== "" && label !== "www")
  if (labels.length < 2 || !(isSure || domains.includes(labels.at(-1) ?? ""))) return null
  const names = labels.slice(0, -1).filter((label) => !domains.includes(label))
  return names.length > 0 ? names.join(" ") : null
}

/** The same result for texts of the same meaning, so that the second one need not be asked again. */
export function meaningOf(text: string): string {
  const asked = ask(text)
  if (!asked) return numberIn(text) ?? ""
  const isOpen = asked.hints.some(({ isLast }) => isLast)
  const kept = asked.typed.filter((word, place) => !articles.has(word) || (isOpen && place === asked.typed.length - 1))
  return numberIn(text) ?? (kept.length > 0 ? kept : asked.typed).join(" ")
}

/** The SIREN of a French VAT number, whose two digits are checked; null for anything else. */
function sirenOfVat(text: string): string | null {
  const [, key, siren] =
    /^FR([0-9]{2})([0-9]{9})$/.exec(
      withoutMarks(text)
        .toUpperCase()
        .replace(/[\s.\u00a0\u202f-]/gu, ""),
    ) ?? []
  return siren !== undefined && Number(key) === (12 + 3 * (Number(siren) % 97)) % 97 ? siren : null
}

/** The digits of a SIRET or SIREN, or at least its first four, whatever separates them; the SIREN of a VAT number. Null when the text is words. */
export function numberIn(text: string): string | null {
  const digits = sirenOfVat(text) ?? numberTyped(text)
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
export function withoutCedex(words: readonly string[]) {
  const kept = words.filter((word, at) => word !== "cedex" && !(words[at - 1] === "cedex" && isCedexNumber(words[at])))
  return kept.length > 0 ? kept : words
}

const isCedexNumber = (word: string | undefined) => word !== undefined && /^[0-9]{1,2}$/.test(word)

/** "ceddex 08" and "kedex 17" after a name: nothing in the index corrects them, since it is not asked for "cedex". */
function cedexMended(words: readonly string[]) {
  const isNearly = (word: string) => /^[ckqs][a-z]*d[a-z]*x$/.test(word) && distance(word, "cedex", 2) <= 2
  return words.map((word, at) => (at > 0 && isCedexNumber(words[at + 1]) && isNearly(word) ? "cedex" : word))
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

/** The first letters of a name of three words or more, articles and legal forms left out; "" for a shorter one. The database computes the same. */
export function initialsOf(words: readonly string[]): string {
  const kept = words.filter((word) => !isOptional(word) && /^[a-z]/.test(word))
  return kept.length < 3
    ? ""
    : kept
        .map((word) => word.charAt(0))
        .join("")
        .slice(0, 8)
}

/** The letters and the digits of a word that has both: people write "CMA33" and "CMA 33". */
export function borderOf(word: string): [string, string] | null {
  const [, letters, number, digits, unit] = /^(?:([a-z]+)([0-9]+)|([0-9]+)([a-z]+))$/.exec(word) ?? []
  if (letters && number) return [letters, number]
  return digits && unit && !isOrdinal(unit) ? [digits, unit] : null
}

/** The end of "1er", "2nde", "3eme". */
const isOrdinal = (end: string) => /^(?:e|er|ere|eme|nd|nde)$/.test(end)

/** "c f a btp" is "cfa btp"; "g 2 c" is "g2c", unless only letters are joined. */
export function joinInitials(words: readonly string[], more: "and-digits" | "only-letters" = "and-digits") {
  const joined: string[] = []
  let isRun = false
  for (const word of words) {
    const isInitial: boolean = (isRun && more === "and-digits" ? /^[a-z0-9]$/ : /^[a-z]$/).test(word)
    if (isInitial && isRun) joined[joined.length - 1] += word
    else joined.push(word)
    isRun = isInitial
  }
  return joined
}

/** A folded word as it stands in what was typed, with its capitals and accents; the folded word when it was not typed alone. */
export function wordAsTyped(text: string, word: string): string {
  return (withoutMarks(text).match(/[\p{L}\p{N}]+/gu) ?? []).find((typed) => fold(typed) === word) ?? word
}

/** What people would type to find structures drawn at random: their names, exact, growing letter by letter, or with a typo. */
import { fold } from "@/lib/search/spelling/rules"
import { type Lots, lots, pick } from "./search-corpus"

export type Target = { siret: string; raisonSociale: string; city: string | null }
export type Question = { text: string; target: Target }

const label = ({ raisonSociale, city }: Target) => `${raisonSociale} ${city ?? ""}`.trim()

export function exactQuestions(targets: readonly Target[]): Question[] {
  return targets.map((target) => ({ text: label(target), target }))
}

/** As registered, without legal form, with the commune, with neither: each in turn. */
export function rivalledQuestions(targets: readonly Target[]): Question[] {
  return targets.map((target, index) => {
    const bare = target.raisonSociale.replace(/^(?:SARL|SAS|EURL|SASU) /, "").toLowerCase()
    const ways = [target.raisonSociale, bare, label(target), `${bare} ${target.city ?? ""}`.trim()]
    return { text: ways[index % ways.length] as string, target }
  })
}

/** From two letters to thirty, as they are typed. */
export function growingQuestions(targets: readonly Target[]): Question[] {
  return targets.flatMap((target) => {
    const text = label(target)
    return Array.from({ length: Math.min(text.length, 30) - 1 }, (_, place) => ({ text: text.slice(0, place + 2), target }))
  })
}

/** How a word is mistyped. */
export type TypoModel = (word: string, draw: Lots) => string

const letters = "abcdefghijklmnopqrstuvwxyz"

/** For tuning: any letter missing, added, replaced or swapped, anywhere. */
export const anyTypo: TypoModel = (word, draw) => {
  const at = Math.floor(draw() * (word.length - 1))
  const ways = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + pick(draw, [...letters]) + word.slice(at),
    word.slice(0, at) + pick(draw, [...letters]) + word.slice(at + 1),
    word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  ]
  return pick(draw, ways)
}

const rows = ["azertyuiop", "qsdfghjklm", "wxcvbn"]
const confusions: [string, string][] = [
  ["ph", "f"],
  ["f", "ph"],
  ["eau", "o"],
  ["au", "o"],
  ["o", "au"],
  ["ss", "s"],
  ["ll", "l"],
  ["nn", "n"],
  ["tt", "t"],
  ["mm", "m"],
  ["qu", "k"],
  ["c", "k"],
  ["i", "y"],
  ["y", "i"],
  ["ai", "e"],
  ["e", "ai"],
  ["an", "en"],
  ["en", "an"],
  ["z", "s"],
  ["th", "t"],
]

/** For scoring: the errors of hands and ears. A neighbouring key, a letter doubled, swapped or missing, or a word written as it sounds. */
export const handTypo: TypoModel = (word, draw) => {
  const at = Math.min(word.length - 2, Math.floor(draw() * word.length * 0.9 + 0.6))
  const kind = draw()
  if (kind < 0.25) {
    const heard = confusions.filter(([written]) => word.includes(written))
    if (heard.length > 0) {
      const [written, said] = pick(draw, heard)
      return word.replace(written, said)
    }
  }
  if (kind < 0.45) return word.slice(0, at) + word.slice(at + 1)
  if (kind < 0.6) return word.slice(0, at + 1) + word.slice(at)
  if (kind < 0.8) return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)
  const row = rows.find((keys) => keys.includes(word.charAt(at))) ?? letters
  const key = row.indexOf(word.charAt(at))
  return word.slice(0, at) + (row[key + (draw() < 0.5 ? 1 : -1)] ?? row[1]) + word.slice(at + 1)
}

/** One typo for each target, in a word of four letters or more; targets without such a word are left out. */
export function misspeltQuestions(targets: readonly Target[], model: TypoModel, seed: number): Question[] {
  const draw = lots(seed)
  return targets.flatMap((target) => {
    const words = fold(label(target)).split(" ")
    const long = words.flatMap((word, place) => (word.length >= 4 && !/[0-9]/.test(word) ? [place] : []))
    if (long.length === 0) return []
    const chosen = pick(draw, long)
    let typed = words[chosen] as string
    for (let tries = 0; tries < 20 && typed === words[chosen]; tries += 1) typed = model(words[chosen] as string, draw)
    return [{ text: words.with(chosen, typed).join(" "), target }]
  })
}

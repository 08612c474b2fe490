/** The départements and regions that people name: as they are told, as they are typed. */
import { departementPlaces, nameIn } from "../../platform/text/departements.ts"
import { lookup } from "../../platform/text/lookup.ts"
import { fold, misspelt } from "../spelling/rules.ts"

/** The regions by their number, and the départements of each. The function region_of has the same. */
const regions: readonly (readonly [number: string, where: string, codes: string])[] = [
  ["84", "en Auvergne-Rhône-Alpes", "01 03 07 15 26 38 42 43 63 69 73 74"],
  ["27", "en Bourgogne-Franche-Comté", "21 25 39 58 70 71 89 90"],
  ["53", "en Bretagne", "22 29 35 56"],
  ["24", "en Centre-Val de Loire", "18 28 36 37 41 45"],
  ["94", "en Corse", "2A 2B"],
  ["44", "dans le Grand Est", "08 10 51 52 54 55 57 67 68 88"],
  ["32", "dans les Hauts-de-France", "02 59 60 62 80"],
  ["11", "en Île-de-France", "75 77 78 91 92 93 94 95"],
  ["28", "en Normandie", "14 27 50 61 76"],
  ["75", "en Nouvelle-Aquitaine", "16 17 19 23 24 33 40 47 64 79 86 87"],
  ["76", "en Occitanie", "09 11 12 30 31 32 34 46 48 65 66 81 82"],
  ["52", "dans les Pays de la Loire", "44 49 53 72 85"],
  ["93", "en Provence-Alpes-Côte d’Azur", "04 05 06 13 83 84"],
]

/** Other names of regions: those that bodies and people still use, and what everyone says for short. */
const otherNames: readonly (readonly [name: string, codes: string])[] = [
  ["alsace", "67 68"],
  ["aquitaine", "24 33 40 47 64"],
  ["auvergne", "03 15 43 63"],
  ["basse normandie", "14 50 61"],
  ["bourgogne", "21 58 71 89"],
  ["champagne ardenne", "08 10 51 52"],
  ["franche comte", "25 39 70 90"],
  ["haute normandie", "27 76"],
  ["languedoc roussillon", "11 30 34 48 66"],
  ["limousin", "19 23 87"],
  ["lorraine", "54 55 57 88"],
  ["midi pyrenees", "09 12 31 32 46 65 81 82"],
  ["nord pas de calais", "59 62"],
  ["paca", "04 05 06 13 83 84"],
  ["idf", "75 77 78 91 92 93 94 95"],
  ["picardie", "02 60 80"],
  ["poitou charentes", "16 17 79 86"],
  ["rhone alpes", "01 07 26 38 42 69 73 74"],
]

/** The départements by their code, as people type them (folded). The database has the same list. */
export const departementNames: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(departementPlaces).map(([code, where]) => [code, fold(nameIn(where))]),
)

/** Where something stands that stands in one of these départements: "en Gironde", "en Nouvelle-Aquitaine", "en Gironde ou dans le Gers". */
export function whereIn(codes: ReadonlySet<string>): string {
  const { whole, others } = byRegion(codes)
  return [...whole.map(([, where]) => where), ...others.map((code) => lookup(departementPlaces, code) ?? code)].join(" ou ")
}

/** The fewest lexemes of the index that stand for these départements. */
export function regionLexemes(codes: ReadonlySet<string>): string[] {
  const { whole, others } = byRegion(codes)
  return [...whole.map(([number]) => `r${number}`), ...others.map((code) => code.toLowerCase())]
}

/** The regions that are wholly among départements, and the départements of no such region. */
function byRegion(codes: ReadonlySet<string>) {
  const whole = regions.filter(([, , own]) => own.split(" ").every((code) => codes.has(code)))
  return { whole, others: [...codes].filter((code) => !whole.some(([, , own]) => own.split(" ").includes(code))) }
}

/** The départements of the region, with the new borders, of one of them. */
export function regionOf(code: string): ReadonlySet<string> {
  const own = regions.find(([, , codes]) => codes.split(" ").includes(code))
  return new Set(own ? own[2].split(" ") : [code])
}

/** Typed words, from one place to before another, that name a département or a region: its départements; the cost of reading them so. */
export type Area = { from: number; to: number; codes: ReadonlySet<string>; cost: number }

/** The cost of a name that is still being typed. */
const unfinished = 0.25

type Named = { words: readonly string[]; codes: ReadonlySet<string> }

/**
 * The départements and regions named among typed words, the longest names first, each word once. All words of a name are needed: "maritime" is
 * not Charente-Maritime. The last word typed may be unfinished, and longer words misspelt. `isOptional`: words that nobody types.
 */
export function areasIn(words: readonly string[], isOptional: (word: string) => boolean): Area[] {
  known ??= [
    ...Object.entries(departementNames).map(([code, name]) => ({ name, codes: [code] })),
    ...regions.map(([, where, codes]) => ({ name: fold(nameIn(where)), codes: codes.split(" ") })),
    ...otherNames.map(([name, codes]) => ({ name, codes: codes.split(" ") })),
  ].map(({ name, codes }) => ({ words: name.split(" ").filter((word) => !isOptional(word)), codes: new Set(codes) }))
  const found = known.flatMap(({ words: name, codes }) =>
    words.slice(0, Math.max(0, words.length - name.length + 1)).flatMap((_, from): Area[] => {
      const cost = costOf(name, words, from)
      return cost === null ? [] : [{ from, to: from + name.length, codes, cost }]
    }),
  )
  const taken = new Set<number>()
  return found
    .toSorted(
      (one, other) => Number(one.cost > unfinished) - Number(other.cost > unfinished) || size(other) - size(one) || one.cost - other.cost,
    )
    .filter(({ from, to }) => {
      const places = Array.from({ length: to - from }, (_, at) => from + at)
      if (places.some((place) => taken.has(place))) return false
      for (const place of places) taken.add(place)
      return true
    })
}
let known: Named[] | undefined

const size = ({ from, to }: Area) => to - from
/** Fewer letters begin too many names, and differ by too little from other words. */
const shortestBegun = 3
const shortestMisspelt = 5

function costOf(name: readonly string[], words: readonly string[], from: number): number | null {
  let sum = 0
  for (const [at, part] of name.entries()) {
    const typed = words[from + at] ?? ""
    const cost = wordCost(part, typed, from + at === words.length - 1)
    if (cost === null) return null
    sum += cost
  }
  return sum
}

function wordCost(part: string, typed: string, isLast: boolean) {
  if (part === typed) return 0
  if (isLast && typed.length >= shortestBegun && part.startsWith(typed)) return unfinished
  return typed.length >= shortestMisspelt ? misspelt(typed, part) : null
}

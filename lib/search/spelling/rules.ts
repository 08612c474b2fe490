import { lookup } from "../../platform/text/lookup.ts"

/** How words are compared when people misspell them. */

// Letters that fold to plain letters although their sign or shape is not an accent.
const shapes: Record<string, string> = {
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  ı: "i",
  þ: "th",
  ħ: "h",
  ŧ: "t",
  ŋ: "n",
  ĸ: "q",
}

/** Text as people type it: no accent, case, hyphen, apostrophe or dot, single spaces. The database has the same function. */
export function fold(text: string): string {
  // Most names of registers: nothing to take off their letters, and four times faster.
  if (/^[\x20-\x7e]*$/.test(text)) return plainly(text.toLowerCase())
  return plainly(
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[œæßøđðłıþħŧŋĸ]/g, (letter) => lookup(shapes, letter) ?? letter)
      .normalize("NFD")
      .replace(/\p{M}/gu, ""),
  )
}

const plainly = (text: string) => text.replace(/[^a-z0-9]+/g, " ").trim()

/** One typo from four letters on, two from eight; numbers are exact. */
export function typosAllowed(word: string): 0 | 1 | 2 {
  if (word.length < 4 || /[0-9]/.test(word)) return 0
  return word.length < 8 ? 1 : 2
}

/**
 * The number of letters missing, added, replaced or swapped between two words (Damerau, adjacent swaps), or `most` + 1 when it is more
 * than `most`.
 */
export function distance(one: string, other: string, most: number): number {
  const [rows, columns] = [one.length, other.length]
  if (Math.abs(rows - columns) > most) return most + 1
  let [before, above, line] = lines
  for (let column = 0; column <= columns; column += 1) above[column] = column
  for (let row = 1; row <= rows; row += 1) {
    // Farther from the diagonal, the cost is more than `most`.
    const first = Math.max(1, row - most)
    const last = Math.min(columns, row + most)
    line[first - 1] = first === 1 ? row : most + 1
    if (last === row + most) above[last] = most + 1
    let least = at(line, first - 1)
    const letter = one.charCodeAt(row - 1)
    for (let column = first; column <= last; column += 1) {
      const isSame = letter === other.charCodeAt(column - 1)
      let cost = Math.min(at(above, column) + 1, at(line, column - 1) + 1, at(above, column - 1) + (isSame ? 0 : 1))
      if (row > 1 && column > 1 && letter === other.charCodeAt(column - 2) && one.charCodeAt(row - 2) === other.charCodeAt(column - 1))
        cost = Math.min(cost, at(before, column - 2) + 1)
      line[column] = cost
      if (cost < least) least = cost
    }
    // From here the cost is at least this. Most words are other words, and a few letters are enough to know it.
    if (least > most) return most + 1
    ;[before, above, line] = [above, line, before]
  }
  return Math.min(at(above, columns), most + 1)
}

const longestCompared = 64
const emptyLine = () => new Array<number>(longestCompared + 1).fill(0)
const lines: [number[], number[], number[]] = [emptyLine(), emptyLine(), emptyLine()]
const at = (line: readonly number[], column: number) => line[column] ?? 0

/** How many letters may differ between two words that sound the same: "phormassion", "formation". */
const farthestSound = 4
/** The cost of a word that sounds the same but is written otherwise: hardly more than one letter. */
export const heardCost = 1.05

/**
 * The cost of reading what was typed as this word: 0 for the word itself, its distance otherwise, less when both sound the same. Null
 * means that it is another word. `heard`: the sound of the word (null: it has none), computed unless told.
 */
export function misspelt(typed: string, word: string, heard?: string | null): number | null {
  if (typed === word) return 0
  // What was typed may lack a letter, so the longer of the two words says how many typos are allowed.
  const allowed = /[0-9]/.test(typed) ? 0 : typosAllowed(typed.length > word.length ? typed : word)
  if (allowed === 0) return null
  const found = distance(typed, word, allowed)
  if (
    typed.length > 3 &&
    Math.abs(typed.length - word.length) <= farthestSound &&
    soundOf(typed) === (heard === undefined ? soundOf(word) : heard)
  ) {
    if (found === 1) return 0.75
    return found <= allowed || distance(typed, word, farthestSound) <= farthestSound ? heardCost : null
  }
  return found > allowed ? null : found
}

/** The same for a word that is still being typed: its beginning is compared, one typo at most. */
export function misspeltStart(typed: string, word: string): number | null {
  if (typosAllowed(typed) === 0 || word.length < typed.length) return null
  const starts = [typed.length - 1, typed.length, typed.length + 1].map((size) => distance(typed, word.slice(0, size), 1))
  const least = Math.min(...starts)
  return least > 1 ? null : least + 0.5
}

const spellings: [RegExp, string][] = [
  [/ph/g, "f"],
  [/s?ch|sh/g, "x"],
  [/h/g, ""],
  [/eaux?|aux?|ot$|os$/g, "o"],
  [/sc(?=[eiy])|c(?=[eiy])|t(?=i[oe]n)|[sz]/g, "s"],
  [/gu(?=[eiy])/g, "g"],
  [/ge(?=[aou])|g(?=[eiy])/g, "j"],
  [/qu|ck|[qck]/g, "k"],
  [/oeu|eu|oe/g, "e"],
  [/[ae]n(?![aeiouyn])|[ae]m(?=[bmp])/g, "A"],
  [/(ai|ei|i|y|u)n(?![aeiouyn])|(ai|ei|i|y)m(?=[bp])/g, "I"],
  [/on(?![aeiouyn])|om(?=[bp])/g, "O"],
  [/ai|ei|ay|ey|er$|et$|ez$/g, "e"],
  [/y/g, "i"],
  [/w/g, "v"],
  [/(.)\1+/g, "$1"],
  [/(?<=..)(ent|es|[estdxp])$/g, ""],
]

/** The sound of a word: "phormassion" and "formation" have the same. For folded French words of four letters or more. */
export function soundOf(word: string): string {
  const known = sounds.get(word)
  if (known !== undefined) return known
  const sound = spellings.reduce((said, [written, heard]) => said.replace(written, heard), word)
  if (sounds.size > 20_000) sounds.clear()
  sounds.set(word, sound)
  return sound
}
const sounds = new Map<string, string>()

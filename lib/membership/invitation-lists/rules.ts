import { parseEmail } from "@/lib/vocabulary/accounts/rules"
import { mostWaiting } from "@/lib/vocabulary/invitations/rules"
import { type Grantable, grantable, isRafael, profilName, type Rights, rightsFit } from "@/lib/vocabulary/profils/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

/** A person to be invited, with the line where they were typed. */
export type Invited = { line: number; email: string; rights: Rights }

/** A line that says nobody who can be invited: `text` is what could not be read. */
type Unsound = { line: number; text: string; why: "address" | "profil" | "two-profils" | "profil-not-open" }

export type ReadLines = { invited: Invited[]; unsound: Unsound[]; twice: Invited[] }

/** So many lines are read at once: more than may wait in a structure, so that one sees what is too much. */
export const mostLines = 1200

/** No cell that says something is longer: addresses have 254 characters at most. */
const longestCell = 320

/**
 * Reads what was pasted, or came in a file: one address or many, on one line or several, with names around them or not, each line with its
 * own profils or those chosen for all (`usual`). The first line may name the columns. An address that comes again is `twice`.
 */
export function readLines(text: string, usual: Rights, types: readonly StructureType[]): ReadLines {
  const found: ReadLines = { invited: [], unsound: [], twice: [] }
  const known = new Set<string>()
  const lines = text.split("\n")
  const columns = columnsOf(lines[0] ?? "")
  for (const [index, typed] of lines.entries()) {
    if (typed.trim() === "" || (columns && index === 0)) continue
    const { addresses, others } = partsOf(typed, columns)
    const line = index + 1
    if (addresses.length === 0) {
      found.unsound.push({ line, text: shortened(typed), why: "address" })
      continue
    }
    const rights = rightsIn(others, usual, types)
    if (typeof rights === "string") {
      found.unsound.push({ line, text: shortened(others.join(" ")), why: rights })
      continue
    }
    for (const address of addresses) {
      const email = address.length > longestCell ? null : parseEmail(address)
      if (!email) found.unsound.push({ line, text: shortened(address), why: "address" })
      else if (known.has(email)) found.twice.push({ line, email, rights })
      else {
        known.add(email)
        found.invited.push({ line, email, rights })
      }
    }
  }
  return found
}

type Columns = { email: number; rights: number[] }

/** The columns that a first line names; null when it names none, and is a line as the others. */
function columnsOf(first: string): Columns | null {
  if (first.includes("@") || first.length > 2000) return null
  const names = cellsOf(first).map(folded)
  const email = names.findIndex((name) => /^((adresse )?(e-?mail|mail|courriel)s?|adresses?)$/.test(name))
  if (email < 0) return null
  return { email, rights: names.flatMap((name, place) => (/^(profil|droit)/.test(name) ? [place] : [])).slice(0, 3) }
}

function cellsOf(line: string): string[] {
  const separator = [";", "\t", ","].find((sign) => line.includes(sign))
  return separator ? line.split(separator).map(unquoted) : [unquoted(line)]
}

function unquoted(cell: string) {
  const bare = cell.trim()
  return bare.length > 1 && bare.startsWith('"') && bare.endsWith('"') ? bare.slice(1, -1).trim() : bare
}

/** The addresses of a line, and what else it says: the profils, since names are left out. */
function partsOf(line: string, columns: Columns | null): { addresses: string[]; others: string[] } {
  if (columns) {
    const cells = cellsOf(line)
    const said = columns.rights.flatMap((place) => cells[place]?.split(/[,+/]/) ?? [])
    return { addresses: [cells[columns.email] ?? ""].filter(Boolean), others: said.map((word) => word.trim()).filter(Boolean) }
  }
  const parts = splitOf(line).flatMap((part) =>
    part.includes("<") ? [bracketed(part)] : part.split("@").length > 2 ? part.split(/\s+/) : [part],
  )
  const last = parts.findLastIndex((part) => part.includes("@"))
  // "Durand, Camille <camille@exemple.fr>": what comes before an address in brackets, and looks like none, is its name.
  const isName = (part: string, place: number) => line.includes("<") && place < last && !/\S\.\S/.test(part)
  return {
    addresses: parts.filter((part) => part.includes("@")),
    others: parts.filter((part, place) => !part.includes("@") && !isName(part, place)),
  }
}

/** The address in "Camille Durand <camille@exemple.fr>"; the text itself when its brackets hold none. */
function bracketed(part: string): string {
  const inside = part.slice(part.lastIndexOf("<") + 1).split(">", 1)[0] ?? ""
  return inside.includes("@") ? inside : part
}

function splitOf(text: string): string[] {
  return text
    .split(/[;,\t]/)
    .map(unquoted)
    .filter(Boolean)
}

/** The rights that these words name, or why they name none. */
function rightsIn(words: readonly string[], usual: Rights, types: readonly StructureType[]): Rights | Unsound["why"] {
  if (words.length === 0) return rightsFit(usual, types) ? usual : "profil-not-open"
  const rights: Rights = { rafaelProfil: null, isEmployeur: false, isPrestataire: false }
  for (const word of words) {
    const profil = word.length > longestCell ? null : profilIn(folded(word))
    if (profil === null) return "profil"
    if (profil === "nothing") continue
    if (!isRafael(profil)) rights[profil === "employeur" ? "isEmployeur" : "isPrestataire"] = true
    else if (rights.rafaelProfil && rights.rafaelProfil !== profil) return "two-profils"
    else rights.rafaelProfil = profil
  }
  return rightsFit(rights, types) ? rights : "profil-not-open"
}

/** The words by which each profil is known, folded: its name, its code, and its level alone. */
const profilWords = new Map<string, Grantable | "nothing">([
  ["aucun", "nothing"],
  ["aucun profil rafael", "nothing"],
  ["beneficiaire", "nothing"],
  ...grantable.flatMap((profil): [string, Grantable][] => {
    const name = folded(profilName(profil))
    return [profil, name, name.replace(/^(prescripteur|gestionnaire of) /, "")].map((word) => [word, profil])
  }),
])

function profilIn(word: string): Grantable | "nothing" | null {
  return profilWords.get(word) ?? null
}

function folded(text: string) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim()
}

function shortened(text: string) {
  const bare = text.trim()
  return bare.length > 60 ? `${bare.slice(0, 59)}…` : bare
}

/** What stands already between a structure and an address: attached, a request that waits, an invitation that waits, a refusal of late. */
export type Standing = "here" | "asked" | "invited" | "declined"

/** What a line will do: invite, validate a request that waits already, or nothing. */
type Verdict = "new" | Standing

/** An invited person with what will be done for them. */
export type Judged = Invited & { verdict: Verdict }

/** Whether something happens for a line when the list is sent. */
export function doesSomething({ verdict }: Judged): boolean {
  return verdict === "new" || verdict === "asked"
}

/**
 * The list with what each line will do, given what stands already; `overflow`: how many invitations are too many beside the `waiting` ones.
 */
export function judged(invited: readonly Invited[], standing: ReadonlyMap<string, Standing>, waiting: number) {
  const lines = invited.map((one): Judged => ({ ...one, verdict: standing.get(one.email) ?? "new" }))
  const fresh = lines.filter(({ verdict }) => verdict === "new").length
  return { lines, overflow: Math.max(0, waiting + fresh - mostWaiting) }
}

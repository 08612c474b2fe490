/** Finding structures by what people type (docs/search.md). */
import { ask as askDatabase } from "../../platform/db/asking.ts"
import { settingOf } from "../../platform/process/settings.ts"
import { storable } from "../../platform/text/storable.ts"
import { type LegalForm, legalFormOf } from "../../vocabulary/legal-forms/rules.ts"
import type { StructureType } from "../../vocabulary/structures/rules.ts"
import { type Area, whereIn } from "../areas/rules.ts"
import { answersAsTyped, answersTo, type Corpus, Ranking } from "../corpora/queries.ts"
import { type Judgement, judge, type Searchable } from "../judge/rules.ts"
import { structureChunks } from "../lexemes/rules.ts"
import { byRank, interleaved, type Ranked } from "../ranks/rules.ts"
import { type Asked, ask, keyOf, numberAmong, numberIn } from "../typed/rules.ts"
import type { Departure } from "./rules.ts"

/** What anyone may know of a structure: never who works there. */
export type FoundStructure = Omit<Searchable, "types" | "address" | "legalCode"> & {
  types: StructureType[]
  legalForm?: LegalForm | undefined
}

/** The structures found, best first. `departure`: how the best one departs from what was typed; null when it has it all. */
export type Found = { structures: FoundStructure[]; departure: Departure | null }

type Candidate = Omit<FoundStructure, "legalForm"> & Ranked & { id: string; address: string | null }
type Answers = { candidates: Candidate[]; departure: Departure | null }

const maxLength = 200
/** More answers than anyone reads: the filters of a list look through this many. */
export const mostFound = 2000

/**
 * The structures that answer to `text`, best first, closed ones included: by SIRET or SIREN (from 4 digits), else by words of
 * the name, sigle, enseigne, commune, postcode, département or region, exact before prefix before abbreviation before typo (docs/search.md).
 */
export async function searchStructures(text: string, limit: number): Promise<FoundStructure[]> {
  return (await findStructures(text, limit)).structures
}

/** The same, with what is to be said of them. */
export async function findStructures(text: string, limit: number): Promise<Found> {
  const { candidates, departure } = await find(text, limit)
  return {
    structures: candidates.map(
      ({ id: _id, address: _address, isHeadOffice: _head, attached: _attached, staff: _staff, legalCode, ...structure }) => ({
        ...structure,
        legalForm: legalFormOf(legalCode) ?? undefined,
      }),
    ),
    departure,
  }
}

/** The ids of the structures that have these words as typed, the last one unfinished. Other searches use them as a filter. */
export async function structureIdsNamed(text: string, limit: number): Promise<string[]> {
  const asked = ask(storable(text, maxLength))
  return asked ? (await answersAsTyped(asked, structures(), limit)).first(limit).map(({ id }) => id) : []
}

async function find(text: string, limit: number): Promise<Answers> {
  const query = storable(text, maxLength)
  const digits = numberIn(query)
  const among = digits ? null : numberAmong(query)
  if (among) return narrowedBy(among, limit)
  const byNumber = digits ? await findByNumber(digits, limit) : []
  const asked = ask(query)
  if (!asked || (digits && digits.length >= sirenLength && byNumber.length > 0)) return all(byNumber)
  if (byNumber.length === 0) return findByWords(asked, limit)
  // A name may be all digits, "40-30". Five digits begin a SIREN, or are a postcode.
  const typed = await answersAsTyped(asked, structures(), limit)
  const named = typed.ranked.flatMap(([{ level, isWhole }, candidate]) => (level === "exact" && isWhole ? [candidate] : []))
  const byWords = digits?.length === 5 ? typed.first(limit) : named
  const room = Math.max(limit - named.length - byWords.length, Math.floor((limit - named.length) / 2))
  return all([...new Map([...named, ...byNumber.slice(0, room), ...byWords].map((one) => [one.siret, one])).values()].slice(0, limit))
}

const sirenLength = 9
const all = (candidates: Candidate[]): Answers => ({ candidates, departure: null })

/** Establishments of one SIREN, at most, among which the words choose. */
const mostOfOne = 200

/** The number decides; the words choose among the establishments of a SIREN, and are looked for alone when nothing has the number. */
async function narrowedBy({ digits, rest }: { digits: string; rest: string }, limit: number): Promise<Answers> {
  const numbered = await findByNumber(digits, mostOfOne)
  const asked = ask(rest)
  if (numbered.length === 0) return asked ? findByWords(asked, limit) : all([])
  if (!asked) return all(numbered.slice(0, limit))
  const found = new Ranking(asked, structures())
  found.add(numbered)
  return all(found.count > 0 ? found.first(limit) : numbered.slice(0, limit))
}

const columns = `id, siret, raison_sociale AS "raisonSociale", sigle, enseigne, address, postcode, city, departement, types::text[] AS types,
  state, is_head_office AS "isHeadOffice", legal_form AS "legalCode", staff,
  (SELECT count(*)::int FROM affiliation WHERE structure_id = found.id AND status = 'active') AS attached`

function findByNumber(digits: string, limit: number) {
  return askDatabase<Candidate>(
    "search",
    "by_number",
    `(SELECT ${columns} FROM structure found WHERE siret LIKE $1 AND state = 'active' ORDER BY siret LIMIT $2)
     UNION ALL (SELECT ${columns} FROM structure found WHERE siret LIKE $1 AND state = 'closed' ORDER BY siret LIMIT $2)
     LIMIT $2`,
    [`${digits}%`, limit],
  )
}

function structures(): Corpus<Candidate> {
  const home = new Set(settingOf("REGION_DEPARTEMENTS"))
  return {
    vocabulary: "structures",
    chunks: structureChunks,
    // The page says which word was left out.
    mayMissFrom: 2,
    home,
    answering: ({ broad, whole, home, narrower }, most) =>
      askDatabase<Candidate>("search", "answering", `SELECT ${columns} FROM structures_answering($1, $2, $3, $4, $5) found`, [
        broad,
        whole,
        home,
        narrower,
        most,
      ]),
    having: (questions, most) =>
      askDatabase<Candidate>("search", "having", `SELECT ${columns} FROM structures_having($1, $2) found`, [questions, most]),
    communesIn,
    keyOf: ({ siret }) => siret,
    judge,
    compare: byRank(home),
  }
}

async function findByWords(asked: Asked, limit: number): Promise<Answers> {
  const found = interleaved(asked, (await answersTo(asked, structures(), limit)).ranked)
  const [best] = found
  return { candidates: found.slice(0, limit).map(([, candidate]) => candidate), departure: best ? departureOf(asked, best[0]) : null }
}

/** A commune is typed at the beginning or at the end, and has three words at most: "mont de marsan". */
const longestCommune = 3

/** The runs of words at either end that are the name of a commune where some structure is. */
async function communesIn({ words }: Asked): Promise<Area[]> {
  const sizes = Array.from({ length: Math.min(longestCommune, words.length - 1) }, (_, index) => index + 1)
  const runs = sizes.flatMap((size) => [
    { from: words.length - size, to: words.length },
    { from: 0, to: size },
  ])
  const keyed = runs.map((run) => ({ ...run, key: keyOf(words.slice(run.from, run.to)) }))
  const found = await askDatabase<{ key: string; departement: string }>(
    "search",
    "communes",
    "SELECT key, departement FROM search_commune WHERE key = ANY ($1)",
    [keyed.map(({ key }) => key)],
  )
  return keyed.flatMap(({ from, to, key }) => {
    const codes = new Set(found.filter((one) => one.key === key).map(({ departement }) => departement))
    return codes.size > 0 ? [{ from, to, codes, cost: 0 }] : []
  })
}

/** What the best answer lacks of what was typed. */
function departureOf({ words }: Asked, { level, missing, elsewhere }: Judgement): Departure | null {
  if (level === "partial") return { words: missing.map((place) => words[place] ?? ""), where: null }
  if (level !== "elsewhere" || elsewhere === null) return null
  return { words: words.slice(elsewhere.from, elsewhere.to), where: whereIn(elsewhere.codes) }
}

/** Finding structures by what people type (docs/search.md). */
import "server-only"
import { db } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { storable } from "@/lib/platform/text/storable"
import { answersAsTyped, answersTo, type Corpus, Ranking } from "@/lib/search/corpora/queries"
import { byRank, judge, type Searchable } from "@/lib/search/judge/rules"
import { type Asked, ask, numberAmong, numberIn } from "@/lib/search/typed/rules"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

/** What anyone may know of a structure: never who works there. */
export type FoundStructure = Omit<Searchable, "types"> & { types: StructureType[] }

type Candidate = FoundStructure & { id: string; isHeadOffice: boolean }

const maxLength = 200
/** More answers than anyone reads: the filters of a list look through this many. */
export const mostFound = 2000

/**
 * The structures that answer to `text`, best first, closed ones included: by SIRET or SIREN (from 4 digits), else by words of
 * the name, sigle, enseigne, commune, postcode or département, exact before prefix before abbreviation before typo.
 */
export async function searchStructures(text: string, limit: number): Promise<FoundStructure[]> {
  return (await find(text, limit)).map(({ id: _id, isHeadOffice: _head, ...structure }) => structure)
}

/** The ids of the structures that have these words as typed, the last one unfinished. Other searches use them as a filter. */
export async function structureIdsNamed(text: string, limit: number): Promise<string[]> {
  const asked = ask(storable(text, maxLength))
  return asked ? (await answersAsTyped(asked, structures, limit)).best(limit).map(({ id }) => id) : []
}

async function find(text: string, limit: number): Promise<Candidate[]> {
  const query = storable(text, maxLength)
  const digits = numberIn(query)
  const among = digits ? null : numberAmong(query)
  if (among) return narrowedBy(among, limit)
  const byNumber = digits ? await findByNumber(digits, limit) : []
  const asked = ask(query)
  // Five digits begin a SIREN, or are a postcode.
  const room = digits?.length === 5 ? Math.floor(limit / 2) : 0
  if (!asked || (byNumber.length > 0 && room === 0)) return byNumber
  const byWords = await findByWords(asked, limit)
  const kept = byNumber.slice(0, Math.max(limit - byWords.length, room))
  return [...kept, ...byWords.filter(({ siret }) => !kept.some((one) => one.siret === siret))].slice(0, limit)
}

/** Establishments of one SIREN, at most, among which the words choose. */
const mostOfOne = 200

/** The number decides; the words choose among the establishments of a SIREN, and are looked for alone when nothing has the number. */
async function narrowedBy({ digits, rest }: { digits: string; rest: string }, limit: number): Promise<Candidate[]> {
  const numbered = await findByNumber(digits, mostOfOne)
  const asked = ask(rest)
  if (numbered.length === 0) return asked ? findByWords(asked, limit) : []
  if (!asked) return numbered.slice(0, limit)
  const found = new Ranking(asked, structures)
  found.add(numbered)
  return found.count > 0 ? found.best(limit) : numbered.slice(0, limit)
}

const columns = Prisma.raw(`id, siret, raison_sociale AS "raisonSociale", sigle, enseigne, postcode, city, departement,
  types::text[] AS types, state, is_head_office AS "isHeadOffice"`)

function findByNumber(digits: string, limit: number) {
  return db.$queryRaw<Candidate[]>`
    (SELECT ${columns} FROM structure WHERE siret LIKE ${`${digits}%`} AND state = 'active' ORDER BY siret LIMIT ${limit})
    UNION ALL (SELECT ${columns} FROM structure WHERE siret LIKE ${`${digits}%`} AND state = 'closed' ORDER BY siret LIMIT ${limit})
    LIMIT ${limit}`
}

const structures: Corpus<Candidate> = {
  vocabulary: "structures",
  // From the best structures to the last, each chunk larger than the one before: the function structure_lexemes names them.
  chunks: [..."abcdefghi"],
  answering: (broad, narrower, most) =>
    db.$queryRaw<Candidate[]>`SELECT ${columns} FROM structures_answering(${[...broad]}, ${[...narrower]}, ${most}::int)`,
  keyOf: ({ siret }) => siret,
  judge,
  compare: byRank,
}

function findByWords(asked: Asked, limit: number) {
  return answersTo(asked, structures, limit)
}

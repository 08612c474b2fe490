/** Finding structures by what people type (docs/search.md). */
import "server-only"
import { db, storable } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { byRank, type Judgement, judge, type Searchable } from "@/lib/search/judge/rules"
import { farQuestions, inChunks, nearQuestions, plainQuestions } from "@/lib/search/lexemes/rules"
import { type Asked, ask, numberAmong, numberIn } from "@/lib/search/typed/rules"
import { nearWords } from "@/lib/search/vocabulary/queries"
import type { StructureType } from "@/lib/vocabulary/structures/rules"

/** What anyone may know of a structure: never who works there. */
export type FoundStructure = Omit<Searchable, "types"> & { types: StructureType[] }

type Candidate = FoundStructure & { id: string; isHeadOffice: boolean }

const maxLength = 200
/** More answers than anyone reads: the filters of a list look through this many. */
export const mostFound = 2000
/** How many candidates are read beyond the number asked for, so that the order is right. */
const margin = 40
/** With this many answers to the words as typed, nobody needs corrections. */
const enough = 5

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
  return asked ? (await asTyped(asked, limit)).best(limit).map(({ id }) => id) : []
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
  const found = new Ranking(asked)
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

async function asTyped(asked: Asked, limit: number) {
  const found = new Ranking(asked)
  const { broad, narrower } = plainQuestions(asked)
  found.add(await answering([broad], narrower, limit))
  return found
}

async function findByWords(asked: Asked, limit: number): Promise<Candidate[]> {
  const found = await asTyped(asked, limit)
  if (found.count >= Math.min(limit, enough) || found.hasWhole) return found.best(limit)
  const near = await nearWords(asked, 1)
  found.add(await answering(nearQuestions(asked, near, found.count === 0), [], limit))
  if (found.count > 0) return found.best(limit)
  const farther = await nearWords(asked, 2)
  found.add(await answering(farQuestions(asked, farther), [], limit), true)
  return found.best(limit)
}

/** What was found, each structure once, in order. */
class Ranking {
  private readonly found = new Map<string, [Judgement, Candidate]>()

  constructor(private readonly asked: Asked) {}

  get count() {
    return this.found.size
  }

  /** Whether the person typed a whole name: then the structure they look for has been found. */
  get hasWhole() {
    return [...this.found.values()].some(([{ level, isWhole }]) => level === "exact" && isWhole)
  }

  add(candidates: Candidate[], mayMiss = false) {
    for (const candidate of candidates) {
      if (this.found.has(candidate.siret)) continue
      const judgement = judge(this.asked, candidate, mayMiss)
      if (judgement) this.found.set(candidate.siret, [judgement, candidate])
    }
  }

  best(limit: number) {
    return [...this.found.values()]
      .toSorted(byRank)
      .slice(0, limit)
      .map(([, candidate]) => candidate)
  }
}

/** Asks the broad questions, then the narrower ones if there are too many answers to put them all in order. */
async function answering(broad: string[], narrower: string[], limit: number): Promise<Candidate[]> {
  if (broad.every((question) => question === "")) return []
  const most = limit + margin
  return db.$queryRaw<Candidate[]>`
    SELECT ${columns} FROM structures_answering(${broad.flatMap(inChunks)}, ${narrower.flatMap(inChunks)}, ${most}::int)`
}

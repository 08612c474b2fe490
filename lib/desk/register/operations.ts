/**
 * Takes over the national register: reads its files into waiting rooms, then writes what is new, one slice of SIRET numbers at a time
 * (docs/decisions/0029-the-national-register.md).
 */
import "server-only"
import { NotTheRegister, readOn, recognised } from "@/lib/desk/register-files/operations"
import { begin, end, inStep, type Progress } from "@/lib/desk/register-progress/operations"
import type { RegisterReport } from "@/lib/desk/register-progress/rules"
import { changedInSlice } from "@/lib/desk/register-slices/operations"
import type { Loader } from "@/lib/platform/db/copy"
import { lookup } from "@/lib/platform/text/lookup"
import { learnWords } from "@/lib/search/vocabulary/operations"

const keptNumbers = 1000
const slices = 100

type Options = {
  now: Date
  onProgress?: (words: string, done: number, total: number) => void
  /** Number of rows between two commits. */
  batchSize?: number
}

/** Reads the files and takes over what they hold. Run again after a stop, it continues; run again after the end, it changes nothing. */
export async function loadRegister(loader: Loader, paths: readonly string[], options: Options): Promise<RegisterReport> {
  const { now, onProgress = () => {}, batchSize = 50_000 } = options
  const files = await Promise.all(paths.map(recognised))
  const isWhole = (["units", "establishments"] as const).every((kind) => files.some((file) => file.kind === kind))
  if (!isWhole) throw new NotTheRegister("Il faut StockUniteLegale et StockEtablissement, tels que l’INSEE les publie.")
  const { progress, startedAt } = await begin(loader, files, now)
  for (const file of files)
    await readOn(file, {
      from: lookup(progress.read, file.mark),
      batchSize,
      keep: async ({ table, columns, rows, ...read }) => {
        await inStep(loader, progress, async () => {
          await loader.copy(table, columns, rows)
          progress.read[file.mark] = read
        })
        onProgress(file.name, read.bytes, file.size)
      },
    })
  await prepare(loader, progress)
  while (progress.slice < slices) {
    await inStep(loader, progress, () => takeSlice(loader, progress, now))
    onProgress("Reprise", progress.slice, slices)
  }
  onProgress("Index", 0, 1)
  await inStep(loader, progress, () => takeSuccessors(loader, progress, startedAt))
  await rebuild(loader, progress)
  onProgress("Vocabulaire", 0, 1)
  await learnWords(progress.indexes ? "all" : { since: startedAt })
  return end(loader, progress, now)
}

/** Takes one slice: the structures whose SIRET begins with the next two digits. */
async function takeSlice(loader: Loader, progress: Progress, now: Date) {
  const { created, changed, held } = await changedInSlice(loader, String(progress.slice).padStart(2, "0"), now)
  const { report } = progress
  report.created += created
  report.changed += changed
  report.heldCount += held.length
  report.held = [...report.held, ...held].slice(0, keptNumbers)
  progress.slice += 1
}

/** Sets the successor of each closed structure: the last one that the register names. */
async function takeSuccessors(loader: Loader, progress: Progress, now: Date) {
  const [{ count } = { count: 0 }] = await loader.query<{ count: number }>(
    `WITH last AS (SELECT DISTINCT ON (predecessor) predecessor, successor FROM register_link ORDER BY predecessor, linked_on DESC),
     told AS (
       UPDATE structure s SET successor_id = n.id, updated_at = $1
         FROM last l JOIN structure n ON n.siret = l.successor
        WHERE s.siret = l.predecessor AND s.state = 'closed' AND s.successor_id IS NULL AND n.id <> s.id RETURNING 1)
     SELECT count(*)::int AS count FROM told`,
    [now],
  )
  progress.report.succeeded += count
}

/** The indexes that find a structure by its number: they are not dropped. */
const kept = ["structure_pkey", "structure_siret_key", "structure_siret_active", "structure_siret_closed"]
/** The indexes of the vocabulary, which receives the names of a first load. */
const ofWords = ["search_word_remnants", "search_word_sound"]

/** Indexes the waiting rooms. For a first load, it also drops the indexes that are faster to build again than to keep up to date. */
async function prepare(loader: Loader, progress: Progress): Promise<void> {
  await loader.query("CREATE INDEX IF NOT EXISTS register_unit_siren ON register_unit (siren)")
  await loader.query("CREATE INDEX IF NOT EXISTS register_establishment_siret ON register_establishment (siret)")
  await loader.query("ANALYZE register_unit, register_establishment, register_link")
  if (progress.indexes || progress.slice > 0 || !(await isFirstLoad(loader))) return
  await inStep(loader, progress, async () => {
    progress.indexes = await loader.query<{ name: string; definition: string }>(
      `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
        WHERE (tablename = 'structure' AND NOT indexname = ANY($1)) OR indexname = ANY($2)`,
      [kept, ofWords],
    )
    for (const { name } of progress.indexes) await loader.query(`DROP INDEX "${name}"`)
  })
}

async function isFirstLoad(loader: Loader) {
  const [found] = await loader.query<{ isFirst: boolean }>(
    `SELECT (SELECT count(*) FROM register_establishment) > 100000 + 2 * (SELECT count(*) FROM structure) AS "isFirst"`,
  )
  return found?.isFirst ?? false
}

/**
 * An index of words that is built in one sorted pass is made of half-empty pages; in several passes, its pages are filled by those that follow: a
 * fifth lighter, and lighter indexes are quicker to read (docs/search.md).
 */
export const lightIndexes = ["SET maintenance_work_mem = '64MB'", "SET max_parallel_maintenance_workers = 0"] as const

/** Builds again the indexes that `prepare` dropped, in this takeover or in an earlier one. */
async function rebuild(loader: Loader, { indexes }: Progress): Promise<void> {
  if (!indexes) return
  for (const setting of lightIndexes) await loader.query(setting)
  for (const { definition } of indexes) await loader.query(definition.replace(/^CREATE (UNIQUE )?INDEX /, "CREATE $1INDEX IF NOT EXISTS "))
  await loader.query("ANALYZE structure")
}

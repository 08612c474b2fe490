/**
 * Takes the national register over: its files are read into waiting rooms, then what they say anew is written, a slice of
 * numbers at a time. Each step is committed with how far it came, so that a reading that was cut short goes on.
 */
import "server-only"
import { NotTheRegister, type Reading, type RegisterFile, readOn, recognised } from "@/lib/desk/register-files/operations"
import type { Loader } from "@/lib/platform/db/copy"
import { counted } from "@/lib/platform/text/counts"
import { lookup } from "@/lib/platform/text/lookup"
import { learnWords } from "@/lib/search/vocabulary/operations"

const keptNumbers = 1000
/** The advisory lock of whoever takes the register over. */
const onlyOne = 4217002
const slices = 100

export type RegisterReport = {
  created: number
  changed: number
  held: string[]
  heldCount: number
  succeeded: number
  rows: number
  unreadable: number
}
type Progress = {
  /** For each file: bytes and rows read. */
  read: Partial<Record<string, Reading>>
  /** Indexes taken away for a first load, to be built again. */
  indexes: { name: string; definition: string }[] | null
  slice: number
  report: Pick<RegisterReport, "created" | "changed" | "held" | "heldCount" | "succeeded">
}

type Options = {
  now: Date
  onProgress?: (words: string, done: number, total: number) => void
  /** Rows between two commits. */
  batchSize?: number
}

/** Reads the files and takes over what they say. Run again after a stop, it goes on; run again after the end, it changes nothing. */
export async function loadRegister(loader: Loader, paths: readonly string[], options: Options): Promise<RegisterReport> {
  const { now, onProgress = () => {} } = options
  const files = await Promise.all(paths.map(recognised))
  const missing = (["units", "establishments"] as const).filter((kind) => !files.some((file) => file.kind === kind))
  if (missing.length > 0) throw new NotTheRegister("Il faut StockUniteLegale et StockEtablissement, tels que l’INSEE les publie.")
  const { progress, startedAt } = await begin(loader, files, now)
  for (const file of files)
    await readOn(file, {
      from: lookup(progress.read, file.mark),
      batchSize: options.batchSize ?? 50_000,
      keep: async ({ table, columns, rows, ...read }) => {
        await inStep(loader, progress, async () => {
          await loader.copy(table, columns, rows)
          progress.read[file.mark] = read
        })
        onProgress(file.name, read.bytes, file.size)
      },
    })
  await prepare(loader, progress)
  for (; progress.slice < slices; await inStep(loader, progress, () => takeSlice(loader, progress, now)))
    onProgress("Reprise", progress.slice, slices)
  onProgress("Index", 0, 1)
  await inStep(loader, progress, () => takeSuccessors(loader, progress, startedAt))
  await rebuild(loader, progress)
  onProgress("Vocabulaire", 0, 1)
  await learnWords(progress.indexes ? "all" : { since: startedAt })
  return end(loader, progress, now)
}

/** Where the last reading of these files stopped, or a new one. */
async function begin(loader: Loader, files: readonly RegisterFile[], now: Date) {
  const [{ isFree } = { isFree: false }] = await loader.query<{ isFree: boolean }>(`SELECT pg_try_advisory_lock(${onlyOne}) AS "isFree"`)
  if (!isFree) throw new NotTheRegister("Une reprise de la base SIRENE est déjà en cours.")
  const marks = files.map(({ mark }) => mark).join("\n")
  const [known] = await loader.query<{ progress: Progress; startedAt: Date }>(
    `SELECT progress, started_at AS "startedAt" FROM register_reading WHERE files = $1`,
    [marks],
  )
  // The waiting rooms do not outlive a crash of the database.
  const [{ isLost } = { isLost: true }] = await loader.query<{ isLost: boolean }>(
    `SELECT NOT EXISTS (SELECT FROM register_establishment) AND NOT EXISTS (SELECT FROM register_unit) AS "isLost"`,
  )
  if (known && !(isLost && Object.keys(known.progress.read).length > 0)) return known
  const [former] = await loader.query<{ progress: Progress }>("SELECT progress FROM register_reading")
  const progress: Progress = {
    read: {},
    // What another reading had taken away is still to be built.
    indexes: former?.progress.indexes ?? null,
    slice: 0,
    report: { created: 0, changed: 0, held: [], heldCount: 0, succeeded: 0 },
  }
  await loader.query("TRUNCATE register_unit, register_establishment, register_link, register_reading")
  await loader.query("DROP INDEX IF EXISTS register_unit_siren, register_establishment_siret")
  await loader.query("INSERT INTO register_reading (files, started_at, progress) VALUES ($1, $2, $3)", [marks, now, progress])
  return { progress, startedAt: now }
}

/** Does a step and says so with the same commit. */
function inStep<Result>(loader: Loader, progress: Progress, step: () => Promise<Result>): Promise<Result> {
  return loader.inTransaction(async () => {
    const result = await step()
    await loader.query("UPDATE register_reading SET progress = $1", [progress])
    return result
  })
}

/** Sorts what waits, and for a first load takes away the indexes that are built faster than they are kept: numbers are still found. */
async function prepare(loader: Loader, progress: Progress) {
  await loader.query("CREATE INDEX IF NOT EXISTS register_unit_siren ON register_unit (siren)")
  await loader.query("CREATE INDEX IF NOT EXISTS register_establishment_siret ON register_establishment (siret)")
  await loader.query("ANALYZE register_unit, register_establishment, register_link")
  if (progress.indexes || progress.slice > 0) return
  const [{ isFirst } = { isFirst: false }] = await loader.query<{ isFirst: boolean }>(
    `SELECT (SELECT count(*) FROM register_establishment) > 100000 + 2 * (SELECT count(*) FROM structure) AS "isFirst"`,
  )
  if (!isFirst) return
  await inStep(loader, progress, async () => {
    progress.indexes = await loader.query(
      `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
        WHERE (tablename = 'structure' AND indexname NOT IN ('structure_pkey', 'structure_siret_key', 'structure_siret_active', 'structure_siret_closed')) OR indexname IN ('search_word_deletions', 'search_word_sound')`,
    )
    for (const { name } of progress.indexes ?? []) await loader.query(`DROP INDEX "${name}"`)
  })
}

async function rebuild(loader: Loader, { indexes }: Progress) {
  if (!indexes) return
  await loader.query("SET maintenance_work_mem = '1GB'")
  for (const { definition } of indexes) await loader.query(definition.replace(/^CREATE (UNIQUE )?INDEX /, "CREATE $1INDEX IF NOT EXISTS "))
  await loader.query("ANALYZE structure")
}

type Slice = { created: number; changed: number; held: string[] }

/**
 * The structures of a hundredth of the numbers. One that was there before the register is filled in, and keeps what it says;
 * afterwards it follows what the register says anew. One that has people is not closed, nor one opened that was merged into
 * another: these belong to a manager, and come again with the next reading.
 */
async function takeSlice(loader: Loader, progress: Progress, now: Date) {
  const from = String(progress.slice).padStart(2, "0")
  const [found] = await loader.query<Slice>(
    `WITH said AS (
       SELECT DISTINCT ON (e.siret) e.siret, coalesce(u.name, e.enseigne) AS raison_sociale, u.sigle,
              nullif(coalesce(e.enseigne, u.usual_name), u.name) AS enseigne, e.address, e.postcode, e.city, e.state, e.is_head_office
         FROM register_establishment e LEFT JOIN register_unit u ON u.siren = left(e.siret, 9)
        WHERE e.siret >= $1 AND ($2::text IS NULL OR e.siret < $2) AND coalesce(u.name, e.enseigne) IS NOT NULL
        ORDER BY e.siret),
     marked AS (
       SELECT said.*, ('x' || left(md5(said::text), 16))::bit(64)::bigint AS mark FROM said),
     anew AS (
       SELECT m.*, s.id, s.register_mark IS NULL AS is_first,
              s.id IS NOT NULL AND m.state <> s.state AND CASE m.state
                WHEN 'closed' THEN EXISTS (SELECT FROM affiliation a WHERE a.structure_id = s.id AND a.status IN ('pending', 'active'))
                ELSE EXISTS (SELECT FROM structure_merge x WHERE x.absorbed_id = s.id AND x.undone_at IS NULL) END AS is_held
         FROM marked m LEFT JOIN structure s ON s.siret = m.siret
        WHERE s.register_mark IS DISTINCT FROM m.mark),
     created AS (
       INSERT INTO structure (siret, raison_sociale, sigle, enseigne, address, postcode, city, types, state, closed_at, is_head_office, register_mark, created_at, updated_at)
       SELECT siret, raison_sociale, sigle, enseigne, address, postcode, city, '{}', state, CASE state WHEN 'closed' THEN $3::timestamptz END, is_head_office, mark, $3, $3
         FROM anew WHERE id IS NULL ON CONFLICT (siret) DO NOTHING RETURNING 1),
     changed AS (
       UPDATE structure s SET
         raison_sociale = CASE WHEN a.is_first THEN s.raison_sociale ELSE a.raison_sociale END,
         sigle = CASE WHEN a.is_first THEN coalesce(s.sigle, a.sigle) ELSE a.sigle END,
         enseigne = CASE WHEN a.is_first THEN coalesce(s.enseigne, a.enseigne) ELSE a.enseigne END,
         address = CASE WHEN a.is_first THEN coalesce(s.address, a.address) ELSE a.address END,
         postcode = CASE WHEN a.is_first THEN coalesce(s.postcode, a.postcode) ELSE a.postcode END,
         city = CASE WHEN a.is_first THEN coalesce(s.city, a.city) ELSE a.city END,
         state = CASE WHEN a.is_held THEN s.state ELSE a.state END,
         closed_at = CASE WHEN a.is_held THEN s.closed_at WHEN a.state = 'closed' THEN coalesce(s.closed_at, $3) END,
         successor_id = CASE WHEN a.is_held OR a.state = 'closed' THEN s.successor_id END,
         is_head_office = a.is_head_office, register_mark = CASE WHEN a.is_held THEN s.register_mark ELSE a.mark END, updated_at = $3
        FROM anew a WHERE s.id = a.id RETURNING s.id, s.siret, s.state, s.types),
     traced AS (
       INSERT INTO journal (at, action, outcome, request_id, structure_id, target_id, changes, reason)
       SELECT $3, 'structure.update', 'done', 'sirene', c.id, c.id, jsonb_build_object('siret', c.siret, 'state', c.state), 'structure-register'
         FROM changed c
        WHERE cardinality(c.types) > 0 OR EXISTS (SELECT FROM affiliation a WHERE a.structure_id = c.id AND a.status IN ('pending', 'active')))
     SELECT (SELECT count(*) FROM created)::int AS created, (SELECT count(*) FROM changed)::int AS changed,
            ARRAY(SELECT siret::text FROM anew WHERE is_held ORDER BY siret) AS held`,
    [from, progress.slice + 1 < slices ? String(progress.slice + 1).padStart(2, "0") : null, now],
  )
  const { report } = progress
  report.created += found?.created ?? 0
  report.changed += found?.changed ?? 0
  report.heldCount += found?.held.length ?? 0
  report.held = [...report.held, ...(found?.held ?? [])].slice(0, keptNumbers)
  progress.slice += 1
}

/** Who takes over from the structures that are closed: the last one the register names. */
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

/** Empties the waiting rooms; the journal says what was done. */
async function end(loader: Loader, { read, report }: Progress, now: Date): Promise<RegisterReport> {
  const files = Object.values(read)
  const total = {
    rows: files.reduce((sum, file) => sum + (file?.lines ?? 0), 0),
    unreadable: files.reduce((sum, file) => sum + (file?.unreadable ?? 0), 0),
  }
  await loader.inTransaction(async () => {
    await loader.query(
      `INSERT INTO journal (at, action, outcome, request_id, changes, reason) VALUES ($1, 'structure.import', 'done', 'sirene', $2, 'structure-register')`,
      [now, { created: report.created, changed: report.changed, rejected: report.heldCount }],
    )
    await loader.query("TRUNCATE register_unit, register_establishment, register_link, register_reading")
  })
  return { ...report, ...total }
}

/** The report, in words. */
export function toldReport({ created, changed, heldCount, held, succeeded, rows, unreadable }: RegisterReport): string[] {
  return [
    `${counted(rows, "ligne")} : ${created} créées, ${changed} modifiées, ${succeeded} reprises par une autre, ${unreadable} sans numéro valide.`,
    ...(heldCount > 0
      ? [
          `${counted(heldCount, "structure")} à traiter par un gestionnaire (fermées au registre alors que des personnes y sont rattachées, ou rouvertes après une fusion) :`,
          ...held.map((siret) => `  ${siret}`),
        ]
      : []),
  ]
}

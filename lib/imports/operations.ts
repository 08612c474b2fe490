/** Structures from a file: read row by row, written in one transaction; from a manager's page, by a job that takes up where it was. */
import "server-only"
import type { ActorContext, Context } from "@/lib/access/context"
import { can } from "@/lib/access/permissions"
import {
  absentFrom,
  type ColumnMap,
  emptyReport,
  guessColumns,
  type ImportColumn,
  type ImportReport,
  mapped,
  type Rejection,
  readRow,
  type Sound,
} from "@/lib/imports/rules"
import type { Columns } from "@/lib/imports/schema"
import { record } from "@/lib/journal/operations"
import { asManager } from "@/lib/managers/operations"
import { type CsvRow, csvHeader, csvRowsOf, textOf } from "@/lib/platform/csv"
import { db, type Tx } from "@/lib/platform/db"
import { Prisma } from "@/lib/platform/generated/client"
import { enqueue } from "@/lib/platform/jobs"
import { log } from "@/lib/platform/log"
import { ok, type Result, refuse } from "@/lib/platform/result"

const batchSize = 1000
const keptRejections = 20_000
const keptSamples = 20

type Options = {
  now: Date
  /** Columns the file says nothing of: what is known stays. */
  absent?: ImportColumn[]
  onProgress?: (done: number) => Promise<void>
  /** What else is written with the same commit; throwing takes everything back. */
  finish?: (tx: Tx, report: ImportReport) => Promise<void>
  authorId?: string
}

/**
 * Creates and updates structures from a stream of rows, identified by SIRET. All in one transaction: interrupted, it
 * leaves nothing; run twice, the second changes nothing. Memory stays flat: one batch of rows at a time.
 */
export async function importStructures(rows: AsyncIterable<CsvRow>, options: Options): Promise<ImportReport> {
  const { now, absent = ["adresse"], onProgress = async () => {}, finish = async () => {}, authorId = null } = options
  return db.$transaction(
    async (tx) => {
      const report = await readAll(rows, onProgress, (batch, into) => treat(tx, batch, { absent, ...into }, written(now)))
      const nobody: Context = { actor: null, now, ip: null, userAgent: null, requestId: "import" }
      await record(tx, nobody, {
        action: "structure.import",
        actorId: authorId,
        changes: { created: report.created, changed: report.changed, rejected: report.rejectedCount },
      })
      await finish(tx, report)
      return report
    },
    { maxWait: 10_000, timeout: 3_600_000 },
  )
}

/** What `importStructures` would do. Nothing is written, and nobody waits for it. */
function foresee(
  rows: AsyncIterable<CsvRow>,
  { absent, onProgress }: { absent: ImportColumn[]; onProgress: (done: number) => Promise<void> },
) {
  return readAll(rows, onProgress, (batch, into) => treat(db, batch, { absent, ...into }, seen))
}

type Into = { report: ImportReport; reject: (line: number, reason: string) => void }

/** Reads the rows in batches, each SIRET once, and hands the sound ones over. */
async function readAll(
  rows: AsyncIterable<CsvRow>,
  onProgress: (done: number) => Promise<void>,
  hand: (batch: Sound[], into: Into) => Promise<void>,
): Promise<ImportReport> {
  const report = emptyReport()
  const reject = (line: number, reason: string) => {
    report.rejectedCount += 1
    if (report.rejected.length < keptRejections) report.rejected.push({ line, reason })
  }
  let done = 0
  let batch: Sound[] = []
  const handOver = async () => {
    if (batch.length > 0) await hand(batch, { report, reject })
    batch = []
    await onProgress(done)
  }
  const known = new Set<string>()
  for await (const { line, row } of rows) {
    done += 1
    const sound = readRow(line, row)
    if ("reason" in sound) reject(line, sound.reason)
    else if (known.has(sound.siret)) reject(line, `SIRET ${sound.siret} déjà lu dans ce fichier`)
    else {
      known.add(sound.siret)
      batch.push(sound)
    }
    if (batch.length >= batchSize) await handOver()
  }
  await handOver()
  return report
}

type Treated = { inserted: boolean; siret: string; raisonSociale: string }

/** Leaves out the rows that may not be, and counts what becomes of the others. */
async function treat(
  tx: Tx,
  batch: Sound[],
  { absent, report, reject }: Into & { absent: ImportColumn[] },
  act: (tx: Tx, kept: Sound[], values: Prisma.Sql) => Promise<Treated[]>,
) {
  const forbidden = await forbiddenRows(tx, batch, absent)
  for (const { line, reason } of forbidden) reject(line, reason)
  const refused = new Set(forbidden.map(({ line }) => line))
  const kept = batch.filter(({ line }) => !refused.has(line))
  const treated = await act(tx, kept, valuesOf(absent))
  const created = treated.filter(({ inserted }) => inserted)
  const changed = treated.filter(({ inserted }) => !inserted)
  report.created += created.length
  report.changed += changed.length
  report.unchanged += kept.length - treated.length
  keepSamples(report.samples.created, created)
  keepSamples(report.samples.changed, changed)
}

/** What a row gives each column, from `r`, the row, and `known`, the structure there is. */
function valuesOf(absent: ImportColumn[]) {
  const says = (column: ImportColumn, read: Prisma.Sql, known: Prisma.Sql) => (absent.includes(column) ? known : read)
  const readTypes = Prisma.sql`ARRAY(SELECT jsonb_array_elements_text(r.types))::structure_type[]`
  return Prisma.join([
    Prisma.sql`r.raison_sociale`,
    says("sigle", Prisma.sql`r.sigle`, Prisma.sql`known.sigle`),
    says("enseigne", Prisma.sql`r.enseigne`, Prisma.sql`known.enseigne`),
    says("adresse", Prisma.sql`r.address`, Prisma.sql`known.address`),
    says("code_postal", Prisma.sql`r.postcode`, Prisma.sql`known.postcode`),
    says("commune", Prisma.sql`r.city`, Prisma.sql`known.city`),
    says("types", readTypes, Prisma.sql`coalesce(known.types, '{}')`),
    says("etat", Prisma.sql`r.state::structure_state`, Prisma.sql`coalesce(known.state, 'active')`),
  ])
}

/**
 * The rows that change something. Those that do not are left out here: a conflict would lock them until the whole import is
 * committed.
 */
function changing(kept: Sound[], values: Prisma.Sql) {
  return Prisma.sql`
      FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb)
        AS r(siret text, raison_sociale text, sigle text, enseigne text, address text, postcode text, city text, types jsonb, state text)
      LEFT JOIN structure known ON known.siret = r.siret
     WHERE known.id IS NULL OR
       (known.raison_sociale, known.sigle, known.enseigne, known.address, known.postcode, known.city, known.types, known.state)
         IS DISTINCT FROM (${values})
     ORDER BY known.id`
}

/** Writes the rows. */
function written(now: Date) {
  return (tx: Tx, kept: Sound[], values: Prisma.Sql) => tx.$queryRaw<Treated[]>`
    INSERT INTO structure AS s (siret, created_at, updated_at, raison_sociale, sigle, enseigne, address, postcode, city, types, state)
    SELECT r.siret, ${now}, ${now}, ${values} ${changing(kept, values)}
    ON CONFLICT (siret) DO UPDATE SET
      raison_sociale = excluded.raison_sociale, sigle = excluded.sigle, enseigne = excluded.enseigne, address = excluded.address,
      postcode = excluded.postcode, city = excluded.city, types = excluded.types, state = excluded.state, updated_at = ${now},
      closed_at = CASE WHEN excluded.state = 'closed' THEN coalesce(s.closed_at, ${now}) END,
      successor_id = CASE WHEN excluded.state = 'closed' THEN s.successor_id END
    WHERE (s.raison_sociale, s.sigle, s.enseigne, s.address, s.postcode, s.city, s.types, s.state) IS DISTINCT FROM
          (excluded.raison_sociale, excluded.sigle, excluded.enseigne, excluded.address, excluded.postcode, excluded.city, excluded.types, excluded.state)
    RETURNING (xmax = 0) AS inserted, siret, raison_sociale AS "raisonSociale"`
}

/** Says what writing the rows would do. */
function seen(tx: Tx, kept: Sound[], values: Prisma.Sql) {
  return tx.$queryRaw<Treated[]>`
    SELECT known.id IS NULL AS inserted, r.siret, r.raison_sociale AS "raisonSociale" ${changing(kept, values)}`
}

function keepSamples(samples: ImportReport["samples"]["created"], found: Treated[]) {
  for (const { siret, raisonSociale } of found.slice(0, keptSamples - samples.length)) samples.push({ siret, raisonSociale })
}

/**
 * An import never withdraws someone's rights, never closes a structure on people, and never opens one that was merged into
 * another: such rows are refused, the change belongs to a manager.
 */
async function forbiddenRows(tx: Tx, batch: Sound[], absent: ImportColumn[]): Promise<Rejection[]> {
  const rows = await tx.$queryRaw<{ line: number; held: number; closing: number; isMerged: boolean }[]>`
    SELECT r.line,
           (SELECT count(*)::int FROM affiliation a WHERE a.structure_id = s.id AND a.status = 'active' AND NOT ${absent.includes("types")}
              AND NOT profils_fit(a.rafael_profil, a.is_prestataire, ARRAY(SELECT jsonb_array_elements_text(r.types))::structure_type[])) AS held,
           CASE WHEN r.state = 'closed' AND s.state = 'active' AND NOT ${absent.includes("etat")}
             THEN (SELECT count(*)::int FROM affiliation a WHERE a.structure_id = s.id AND a.status IN ('pending', 'active')) ELSE 0 END AS closing,
           r.state = 'active' AND s.state = 'closed' AND NOT ${absent.includes("etat")}
             AND EXISTS (SELECT FROM structure_merge m WHERE m.absorbed_id = s.id AND m.undone_at IS NULL) AS "isMerged"
      FROM jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) AS r(line int, siret text, types jsonb, state text)
      JOIN structure s ON s.siret = r.siret
     WHERE EXISTS (SELECT FROM affiliation a WHERE a.structure_id = s.id AND a.status IN ('pending', 'active')) OR s.state = 'closed'`
  return rows.flatMap(({ line, held, closing, isMerged }) => {
    if (isMerged) return [{ line, reason: "rouvre une structure réunie à une autre : annulez d’abord la fusion" }]
    if (held > 0) return [{ line, reason: `retire un type dont dépendent les profils de ${peopleWords(held)}` }]
    return closing > 0
      ? [{ line, reason: `ferme une structure qui compte ${peopleWords(closing)} (rattachements et demandes) : fermez-la depuis sa page` }]
      : []
  })
}

function peopleWords(count: number) {
  return count === 1 ? "1 personne" : `${count} personnes`
}

/** Keeps the file a manager sent; nothing is read into the list yet. The caller has checked its size. */
export async function keepFile(
  context: ActorContext,
  { fileName, bytes }: { fileName: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<Result<{ importId: string }, "not-found" | "no-header">> {
  const text = textOf(bytes)
  const header = await csvHeader(text).catch(() => [])
  const isSound = header.length >= 2 && !header.some((name) => /\p{Cc}/u.test(name) || !name.isWellFormed())
  if (can(context.actor, "structure.import") && !isSound) return refuse("no-header")
  return asManager(context, "structure.import", { action: "structure.upload" }, async (tx) => {
    const lines = text.split("\n").filter((line) => line.trim() !== "").length
    const { id } = await tx.structureImport.create({
      data: {
        fileName: fileName.toWellFormed().replaceAll("\0", "").slice(0, 200),
        content: bytes,
        columns: { header, map: guessColumns(header) },
        total: Math.max(0, lines - 1),
        createdBy: context.actor.accountId,
        createdAt: context.now,
      },
      select: { id: true },
    })
    await record(tx, context, { action: "structure.upload", targetId: id })
    return ok({ importId: id })
  })
}

type StepRefusal = "not-found" | "changed-meanwhile"

/** Has the file read with these columns, without changing anything. */
export function checkImport(context: ActorContext, { importId, ...map }: Columns): Promise<Result<{ importId: string }, StepRefusal>> {
  return asManager(context, "structure.import", { action: "structure.check-import", targetId: importId }, async (tx) => {
    const found = await tx.structureImport.findUnique({ where: { id: importId }, select: { columns: true } })
    if (!found) return refuse("not-found")
    const { header } = found.columns as { header: string[] }
    // A column the file does not have: the form is not the one that was shown.
    if (Object.values(map).some((name) => name !== null && !header.includes(name))) return refuse("changed-meanwhile")
    const { count } = await tx.structureImport.updateMany({
      where: { id: importId, status: { in: ["uploaded", "checked", "failed"] }, content: { not: null } },
      data: { status: "checking", done: 0, error: null, columns: { header, map } },
    })
    if (count === 0) return refuse("changed-meanwhile")
    await record(tx, context, { action: "structure.check-import", targetId: importId })
    await enqueue(tx, "import-structures", { importId })
    return ok({ importId })
  })
}

/** Has the file loaded, as it was shown. */
export function startImport(context: ActorContext, { importId }: { importId: string }): Promise<Result<{ importId: string }, StepRefusal>> {
  return asManager(context, "structure.import", { action: "structure.start-import", targetId: importId }, async (tx) => {
    if ((await tx.structureImport.count({ where: { id: importId } })) === 0) return refuse("not-found")
    const { count } = await tx.structureImport.updateMany({
      where: { id: importId, status: "checked" },
      data: { status: "running", done: 0, createdBy: context.actor.accountId },
    })
    if (count === 0) return refuse("changed-meanwhile")
    await record(tx, context, { action: "structure.start-import", targetId: importId })
    await enqueue(tx, "import-structures", { importId })
    return ok({ importId })
  })
}

/** Gives a file up; the list has not changed. */
export function dropImport(context: ActorContext, { importId }: { importId: string }): Promise<Result<{ importId: string }, StepRefusal>> {
  return asManager(context, "structure.import", { action: "structure.drop-import", targetId: importId }, async (tx) => {
    if ((await tx.structureImport.count({ where: { id: importId } })) === 0) return refuse("not-found")
    const { count } = await tx.structureImport.updateMany({
      where: { id: importId, status: { in: ["uploaded", "checked", "failed"] } },
      data: { status: "cancelled", content: null, finishedAt: context.now },
    })
    if (count === 0) return refuse("changed-meanwhile")
    await record(tx, context, { action: "structure.drop-import", targetId: importId })
    return ok({ importId })
  })
}

/** Someone else runs it, or has run it. */
class NotOurs extends Error {}

/**
 * The job: reads the file, or loads it. Killed half-way it leaves nothing, and begins again; run by two workers at once, one
 * does it; done, it is not done twice, because the row says so with the same commit. `isLast`: it will not be tried again,
 * whatever happens, and whoever waits is told.
 */
export async function runImport(importId: string, context: Context, { isLast = false } = {}): Promise<void> {
  const found = await db.structureImport.findUnique({ where: { id: importId } })
  if (!found?.content || (found.status !== "checking" && found.status !== "running")) return
  const { status, content, createdBy } = found
  const { map } = found.columns as { map: ColumnMap }
  const rows = () => mappedRows(textOf(content), map)
  const absent = absentFrom(map)
  const onProgress = async (done: number) => {
    await db.structureImport.updateMany({ where: { id: importId, status }, data: { done } })
  }
  try {
    if (status === "checking")
      await conclude(db, importId, status, { status: "checked", report: await foresee(rows(), { absent, onProgress }) })
    else {
      const finish = (tx: Tx, report: ImportReport) =>
        conclude(tx, importId, status, { status: "done", report, content: null, finishedAt: context.now })
      await importStructures(rows(), { now: context.now, absent, authorId: createdBy, onProgress, finish })
    }
  } catch (error) {
    if (error instanceof NotOurs) return
    if (!isFileProblem(error) && !isLast) throw error
    log.warn({ err: error, importId }, "an import was given up")
    const words = isFileProblem(error)
      ? "Le fichier n’a pas pu être lu jusqu’au bout : vérifiez ses guillemets et son séparateur."
      : "Le fichier n’a pas pu être traité, et rien n’a été changé. Réessayez ; si cela continue, prévenez l’assistance."
    await conclude(db, importId, status, { status: "failed", error: words }).catch(ignoreNotOurs)
  }
}

async function conclude(
  tx: Tx,
  id: string,
  from: "checking" | "running",
  data: { status: "done" | "checked" | "failed"; report?: ImportReport; content?: null; finishedAt?: Date; error?: string },
) {
  const { count } = await tx.structureImport.updateMany({ where: { id, status: from }, data })
  if (count === 0) throw new NotOurs()
}

function ignoreNotOurs(error: unknown) {
  if (!(error instanceof NotOurs)) throw error
}

/** An error of csv-parse: the file's fault, trying again would not help. */
function isFileProblem(error: unknown) {
  return error instanceof Error && "code" in error && String(error.code).startsWith("CSV_")
}

async function* mappedRows(text: string, map: ColumnMap): AsyncGenerator<CsvRow> {
  for await (const { line, row } of csvRowsOf(text)) yield { line, row: mapped(row, map) as Record<string, string> }
}

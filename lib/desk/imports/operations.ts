/** Imports structures from a file: rows are read in batches and written in one transaction. */
import "server-only"
import type { Context } from "@/lib/access/context"
import {
  emptyReport,
  fieldOf,
  type ImportColumn,
  type ImportReport,
  misfitWords,
  type Rejection,
  readRow,
  type Sample,
  type Sound,
} from "@/lib/desk/imports/rules"
import { db, type Tx, transaction } from "@/lib/platform/db/client"
import { Prisma } from "@/lib/platform/generated/client"
import { counted } from "@/lib/platform/text/counts"
import type { CsvRow } from "@/lib/platform/text/csv"
import { toLearn } from "@/lib/search/vocabulary/operations"
import { record } from "@/lib/trace/journal/operations"

const batchSize = 1000
const keptRejections = 20_000
const keptSamples = 20

type Options = {
  now: Date
  /** Columns that the file does not have: the known values stay. */
  absent?: ImportColumn[]
  /** The SIRET of the structures whose fields corrected by hand take the values of the file all the same. */
  overwritten?: readonly string[]
  onProgress?: (done: number) => Promise<void>
  /** Writes something else in the same commit; when it throws, everything is rolled back. */
  finish?: (tx: Tx, report: ImportReport) => Promise<void>
  authorId?: string
}

/**
 * Creates and updates structures from a stream of rows, identified by SIRET, all in one transaction: interrupted, it leaves nothing; run
 * twice, the second run changes nothing. Memory stays flat: one batch of rows at a time.
 */
export async function importStructures(rows: AsyncIterable<CsvRow>, options: Options): Promise<ImportReport> {
  const { now, absent = ["adresse"], overwritten = [], onProgress = async () => {}, finish = async () => {}, authorId = null } = options
  return transaction(
    async (tx) => {
      const report = await readAll(rows, onProgress, async (batch, into) => {
        // These structures are locked, so that the check and the write see the same data: whoever merges, edits or asks for one of them
        // waits, or this transaction waited for them.
        await tx.$queryRaw`SELECT 1 ${changing(batch, valuesOf(absent, overwritten), Prisma.sql`JOIN`)} FOR NO KEY UPDATE OF known`
        await treat(tx, batch, { absent, overwritten, ...into }, written(now, authorId))
      })
      const nobody: Context = { actor: null, now, ip: null, userAgent: null, requestId: "import" }
      await record(tx, nobody, {
        action: "structure.import",
        actorId: authorId,
        changes: { created: report.created, changed: report.changed, rejected: report.rejectedCount },
      })
      await toLearn(tx, { since: now })
      await finish(tx, report)
      return report
    },
    { timeout: 3_600_000, tries: 1 },
  )
}

/** Tells what `importStructures` would do. Nothing is written, and nobody waits for it. */
export function foresee(
  rows: AsyncIterable<CsvRow>,
  { absent, onProgress }: { absent: ImportColumn[]; onProgress: (done: number) => Promise<void> },
) {
  return readAll(rows, onProgress, (batch, into) => treat(db, batch, { absent, overwritten: [], ...into }, seen))
}

type Into = { report: ImportReport; reject: (line: number, reason: string) => void }

/** Reads the rows in batches, each SIRET once, and hands over the valid ones. */
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
  for await (const { line, row, misfit } of rows) {
    done += 1
    const sound = misfit ? { line, reason: misfitWords(misfit) } : readRow(line, row)
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

type Treated = Sample & { inserted: boolean }

/** Rejects the forbidden rows, and counts what happens to the others. */
async function treat(
  tx: Tx,
  batch: Sound[],
  { absent, overwritten, report, reject }: Into & { absent: ImportColumn[]; overwritten: readonly string[] },
  act: (tx: Tx, kept: Sound[], values: Prisma.Sql) => Promise<Treated[]>,
) {
  const forbidden = await forbiddenRows(tx, batch, absent)
  for (const { line, reason } of forbidden) reject(line, reason)
  const refused = new Set(forbidden.map(({ line }) => line))
  const kept = batch.filter(({ line }) => !refused.has(line))
  const byHand = await keptByHand(tx, kept, absent, overwritten)
  report.kept += byHand.length
  report.samples.kept.push(...byHand.slice(0, mostAsked - report.samples.kept.length))
  const treated = await act(tx, kept, valuesOf(absent, overwritten))
  const created = treated.filter(({ inserted }) => inserted)
  const changed = treated.filter(({ inserted }) => !inserted)
  report.created += created.length
  report.changed += changed.length
  report.unchanged += kept.length - treated.length
  keepSamples(report.samples.created, created)
  keepSamples(report.samples.changed, changed)
}

/**
 * The fields of each structure that were corrected by hand (a référent asked, a manager accepted) since an import last wrote them: what a
 * person has put right is not undone by a file that does not know it.
 */
const corrected = Prisma.sql`
  (SELECT c.structure_id, array_agg(DISTINCT field) AS fields
     FROM correction c, LATERAL jsonb_object_keys(c.proposed) AS field
    WHERE c.status = 'accepted' AND NOT EXISTS (
      SELECT FROM journal j WHERE j.structure_id = c.structure_id AND j.reason = 'structure-import' AND j.at > c.decided_at
         AND j.changes -> 'after' ? field)
    GROUP BY 1)`

/** How many structures corrected by hand are shown, each to be ticked; the others are kept. */
const mostAsked = 100

/** The structures for which the file says something else than what was corrected by hand, field by field. */
async function keptByHand(tx: Tx, rows: Sound[], absent: ImportColumn[], overwritten: readonly string[]): Promise<Sample[]> {
  const columns = Prisma.sql`raison_sociale, sigle, enseigne, address, postcode, city, types, state`
  return tx.$queryRaw<Sample[]>`
    WITH held AS MATERIALIZED ${corrected},
         file (siret, known_id, fields, former, ${columns}) AS (
      SELECT r.siret, known.id, held.fields, ${described("known")}, ${valuesOf(absent, null)}
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          AS r(siret text, raison_sociale text, sigle text, enseigne text, address text, postcode text, city text, types jsonb, state text)
        JOIN structure known ON known.siret = r.siret JOIN held ON held.structure_id = known.id
       WHERE NOT r.siret = ANY (${overwritten}::text[])),
         differing AS (
      SELECT f.siret, f.former ->> 'raisonSociale' AS "raisonSociale",
             jsonb_object_agg(said.key, f.former -> said.key) AS before, jsonb_object_agg(said.key, said.value) AS after
        FROM file f, LATERAL jsonb_each(${described("f")}) AS said
       WHERE said.key = ANY (f.fields) AND said.value IS DISTINCT FROM f.former -> said.key GROUP BY 1, 2)
    SELECT siret, "raisonSociale", jsonb_build_object('before', before, 'after', after) AS differences FROM differing ORDER BY siret`
}

/**
 * The value that a row gives to each column, from `r`, the row, `known`, the existing structure, and `held`, its fields corrected by hand.
 * `overwritten`: those that take the values of the file all the same; null: all of them.
 */
function valuesOf(absent: ImportColumn[], overwritten: readonly string[] | null) {
  const says = (column: ImportColumn, read: Prisma.Sql, known: Prisma.Sql) => {
    if (absent.includes(column)) return known
    if (overwritten === null) return read
    return Prisma.sql`CASE WHEN ${fieldOf(column)} = ANY (held.fields) AND NOT r.siret = ANY (${overwritten}::text[]) THEN ${known} ELSE ${read} END`
  }
  const readTypes = Prisma.sql`ARRAY(SELECT jsonb_array_elements_text(r.types))::structure_type[]`
  return Prisma.join([
    says("raison_sociale", Prisma.sql`r.raison_sociale`, Prisma.sql`known.raison_sociale`),
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
 * The rows that change something (with `JOIN`, only those of existing structures). The other rows are left out here, because a conflict
 * would lock their structures until the whole import is committed.
 */
function changing(kept: Sound[], values: Prisma.Sql, join = Prisma.sql`LEFT JOIN`) {
  return Prisma.sql`
      FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb)
        AS r(siret text, raison_sociale text, sigle text, enseigne text, address text, postcode text, city text, types jsonb, state text)
      ${join} structure known ON known.siret = r.siret
      LEFT JOIN ${corrected} held ON held.structure_id = known.id
     WHERE known.id IS NULL OR
       (known.raison_sociale, known.sigle, known.enseigne, known.address, known.postcode, known.city, known.types, known.state)
         IS DISTINCT FROM (${values})
     ORDER BY known.id, r.siret`
}

/** The rows that change something, each with its differences from the existing structure; null for a new structure. */
function changes(kept: Sound[], values: Prisma.Sql) {
  const columns = Prisma.sql`raison_sociale, sigle, enseigne, address, postcode, city, types, state`
  const differing = (these: Prisma.Sql, those: Prisma.Sql) => Prisma.sql`
    (SELECT jsonb_object_agg(key, value) FROM jsonb_each(${these}) WHERE value IS DISTINCT FROM ${those} -> key)`
  return Prisma.sql`
    WITH row_read (siret, former, ${columns}) AS MATERIALIZED (
      SELECT r.siret, CASE WHEN known.id IS NOT NULL THEN ${described("known")} END, ${values} ${changing(kept, values)}),
    change AS MATERIALIZED (
      SELECT r.*, CASE WHEN former IS NOT NULL THEN jsonb_build_object(
               'before', ${differing(Prisma.sql`former`, described("r"))}, 'after', ${differing(described("r"), Prisma.sql`former`)}) END AS differences
        FROM row_read r)`
}

/** The fields of a structure that a file may hold, under the names that the journal uses. */
function described(row: "known" | "r" | "f") {
  const of = Prisma.raw(row)
  return Prisma.sql`jsonb_build_object('raisonSociale', ${of}.raison_sociale, 'sigle', ${of}.sigle, 'enseigne', ${of}.enseigne,
    'address', ${of}.address, 'postcode', ${of}.postcode, 'city', ${of}.city, 'types', to_jsonb(${of}.types), 'state', ${of}.state)`
}

/** Writes the rows. The journal gets one row for each: a creation, or the values before and after. */
function written(now: Date, authorId: string | null) {
  return (tx: Tx, kept: Sound[], values: Prisma.Sql) => tx.$queryRaw<Treated[]>`
    ${changes(kept, values)},
    written AS (
      INSERT INTO structure AS s (siret, created_at, updated_at, raison_sociale, sigle, enseigne, address, postcode, city, types, state)
      SELECT siret, ${now}, ${now}, raison_sociale, sigle, enseigne, address, postcode, city, types, state FROM change
      ON CONFLICT (siret) DO UPDATE SET
        raison_sociale = excluded.raison_sociale, sigle = excluded.sigle, enseigne = excluded.enseigne, address = excluded.address,
        postcode = excluded.postcode, city = excluded.city, types = excluded.types, state = excluded.state, updated_at = ${now},
        closed_at = CASE WHEN excluded.state = 'closed' THEN coalesce(s.closed_at, ${now}) END,
        successor_id = CASE WHEN excluded.state = 'closed' THEN s.successor_id END
      WHERE (s.raison_sociale, s.sigle, s.enseigne, s.address, s.postcode, s.city, s.types, s.state) IS DISTINCT FROM
            (excluded.raison_sociale, excluded.sigle, excluded.enseigne, excluded.address, excluded.postcode, excluded.city, excluded.types, excluded.state)
      RETURNING id, (xmax = 0) AS inserted, siret, raison_sociale),
    traced AS (
      INSERT INTO journal (at, action, outcome, actor_id, request_id, structure_id, target_id, changes, reason)
      SELECT ${now}, CASE WHEN inserted THEN 'structure.create' ELSE 'structure.update' END, 'done', ${authorId}::uuid, 'import',
             written.id, written.id, coalesce(differences, jsonb_build_object('siret', siret, 'types', change.types)), 'structure-import'
        FROM written JOIN change USING (siret) WHERE inserted OR differences IS NOT NULL)
    SELECT inserted, siret, written.raison_sociale AS "raisonSociale", differences FROM written JOIN change USING (siret)`
}

/** Tells what writing the rows would do. */
function seen(tx: Tx, kept: Sound[], values: Prisma.Sql) {
  return tx.$queryRaw<Treated[]>`
    ${changes(kept, values)}
    SELECT former IS NULL AS inserted, siret, raison_sociale AS "raisonSociale", differences FROM change`
}

function keepSamples(samples: ImportReport["samples"]["created"], found: Treated[]) {
  for (const { siret, raisonSociale, differences } of found.slice(0, keptSamples - samples.length))
    samples.push({ siret, raisonSociale, differences })
}

/**
 * An import never withdraws someone's rights, never closes a structure that has people, and never opens one that was merged into another:
 * such rows are refused, because a manager must make these changes.
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
  return rows.flatMap(({ line, ...found }) => {
    const reason = refusalOf(found)
    return reason ? [{ line, reason }] : []
  })
}

function refusalOf({ held, closing, isMerged }: { held: number; closing: number; isMerged: boolean }) {
  if (isMerged) return "rouvre une structure réunie à une autre : annulez d’abord la fusion"
  if (held > 0) return `retire un type dont dépendent les profils de ${counted(held, "personne")}`
  if (closing === 0) return null
  return `ferme une structure qui compte ${counted(closing, "personne")} (rattachements et demandes) : fermez-la depuis sa page`
}

import "server-only"
import { db, type Tx } from "@/lib/platform/db"
import { parseSiret, type StructureType } from "@/lib/structures/rules"

/** One line of an import file, as read: the columns of the header, all text. */
export type ImportRow = Record<string, string>
type Rejection = { line: number; reason: string }
export type ImportReport = { created: number; changed: number; unchanged: number; rejected: Rejection[] }

export const importColumns = ["siret", "raison_sociale", "sigle", "enseigne", "code_postal", "commune", "types", "etat"] as const

type Sound = {
  line: number
  siret: string
  raison_sociale: string
  sigle: string | null
  enseigne: string | null
  postcode: string | null
  city: string | null
  types: StructureType[]
  state: "active" | "closed"
}

const batchSize = 1000

/**
 * Creates and updates structures from a stream of rows, identified by SIRET. All in one transaction: interrupted, it
 * leaves nothing; run twice, the second changes nothing. Memory stays flat: one batch of rows at a time.
 */
export async function importStructures(
  rows: AsyncIterable<{ line: number; row: ImportRow }>,
  now: Date,
  onProgress: (done: number) => void = () => {},
): Promise<ImportReport> {
  const report: ImportReport = { created: 0, changed: 0, unchanged: 0, rejected: [] }
  let done = 0
  const write = async (tx: Tx, batch: Map<string, Sound>) => {
    await writeBatch(tx, [...batch.values()], now, report)
    batch.clear()
    onProgress(done)
  }
  await db.$transaction(
    async (tx) => {
      const batch = new Map<string, Sound>()
      const seen = new Set<string>()
      for await (const { line, row } of rows) {
        done += 1
        const sound = readRow(line, row)
        if ("reason" in sound) report.rejected.push(sound)
        else if (seen.has(sound.siret)) report.rejected.push({ line, reason: `SIRET ${sound.siret} déjà lu dans ce fichier` })
        else {
          seen.add(sound.siret)
          batch.set(sound.siret, sound)
        }
        if (batch.size >= batchSize) await write(tx, batch)
      }
      await write(tx, batch)
      await tx.journal.create({
        data: {
          at: now,
          action: "structure.import",
          outcome: "done",
          changes: { created: report.created, changed: report.changed, rejected: report.rejected.length },
        },
      })
    },
    { maxWait: 10_000, timeout: 3_600_000 },
  )
  return report
}

function readRow(line: number, row: ImportRow): Sound | Rejection {
  const siret = parseSiret(row.siret ?? "")
  if (!siret) return { line, reason: `SIRET invalide : « ${(row.siret ?? "").slice(0, 40)} »${hintOf(row.siret ?? "")}` }
  const raisonSociale = clean(row.raison_sociale)
  if (!raisonSociale) return { line, reason: "raison sociale absente" }
  const postcode = clean(row.code_postal)
  if (postcode && !/^[0-9]{5}$/.test(postcode)) return { line, reason: `code postal invalide : « ${postcode} »` }
  const types = (row.types ?? "").split(/[\s,|]+/).filter(Boolean)
  if (!types.every(isStructureType)) return { line, reason: `type inconnu : « ${row.types} »` }
  const state = clean(row.etat) ?? "active"
  if (state !== "active" && state !== "closed") return { line, reason: `état inconnu : « ${state} »` }
  return {
    line,
    siret,
    raison_sociale: raisonSociale,
    sigle: clean(row.sigle),
    enseigne: clean(row.enseigne),
    postcode,
    city: clean(row.commune),
    types,
    state,
  }
}

function hintOf(siret: string) {
  return /^[0-9]{14}$/.test(siret) ? " (clé de contrôle)" : ""
}

function clean(text: string | undefined) {
  return text?.toWellFormed().replaceAll("\0", "").replace(/\s+/g, " ").trim() || null
}

function isStructureType(text: string): text is StructureType {
  return text === "formateur" || text === "prescripteur"
}

async function writeBatch(tx: Tx, batch: Sound[], now: Date, report: ImportReport) {
  if (batch.length === 0) return
  const held = await rowsThatTakeHeldTypes(tx, batch)
  for (const { line, people } of held)
    report.rejected.push({ line, reason: `retire un type dont dépendent les profils de ${people} personne(s)` })
  const refused = new Set(held.map(({ line }) => line))
  const kept = batch.filter(({ line }) => !refused.has(line))
  const written = await tx.$queryRaw<{ inserted: boolean }[]>`
    INSERT INTO structure AS s (siret, raison_sociale, sigle, enseigne, postcode, city, types, state, created_at, updated_at)
    SELECT siret, raison_sociale, sigle, enseigne, postcode, city,
           ARRAY(SELECT jsonb_array_elements_text(types))::structure_type[], state::structure_state, ${now}, ${now}
      FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb)
        AS r(siret text, raison_sociale text, sigle text, enseigne text, postcode text, city text, types jsonb, state text)
     -- Rows that change nothing are left out here: a conflict would lock them until the whole import is committed.
     WHERE NOT EXISTS (SELECT FROM structure known WHERE known.siret = r.siret
       AND (known.raison_sociale, known.sigle, known.enseigne, known.postcode, known.city, known.types, known.state) IS NOT DISTINCT FROM
           (r.raison_sociale, r.sigle, r.enseigne, r.postcode, r.city,
            ARRAY(SELECT jsonb_array_elements_text(r.types))::structure_type[], r.state::structure_state))
    ON CONFLICT (siret) DO UPDATE SET
      raison_sociale = excluded.raison_sociale, sigle = excluded.sigle, enseigne = excluded.enseigne,
      postcode = excluded.postcode, city = excluded.city, types = excluded.types, state = excluded.state, updated_at = ${now}
    WHERE (s.raison_sociale, s.sigle, s.enseigne, s.postcode, s.city, s.types, s.state) IS DISTINCT FROM
          (excluded.raison_sociale, excluded.sigle, excluded.enseigne, excluded.postcode, excluded.city, excluded.types, excluded.state)
    RETURNING (xmax = 0) AS inserted`
  const created = written.filter(({ inserted }) => inserted).length
  report.created += created
  report.changed += written.length - created
  report.unchanged += kept.length - written.length
}

/** An import never withdraws someone's rights: a row that would is refused, the change belongs to a manager. */
function rowsThatTakeHeldTypes(tx: Tx, batch: Sound[]) {
  return tx.$queryRaw<{ line: number; people: number }[]>`
    SELECT r.line, count(*)::int AS people
      FROM jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) AS r(line int, siret text, types jsonb)
      JOIN structure s ON s.siret = r.siret
      JOIN affiliation a ON a.structure_id = s.id AND a.status = 'active'
     WHERE NOT profils_fit(a.rafael_profil, a.is_prestataire, ARRAY(SELECT jsonb_array_elements_text(r.types))::structure_type[])
     GROUP BY r.line`
}

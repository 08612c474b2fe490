/** Writes what is new in the register for a slice of SIRET numbers: one statement, whatever the number of rows. */
import "server-only"
import type { Loader } from "@/lib/platform/db/copy"

type Slice = { created: number; changed: number; held: string[] }

/**
 * Takes the structures whose SIRET begins with these digits. A structure that was there before the register keeps its values and has its
 * empty fields filled in; afterwards it follows the changes of the register. A structure that has people is not closed, and one that was merged into another is not opened: these, `held`, are left to a manager, and come again
 * with the next reading.
 */
export async function changedInSlice(loader: Loader, digits: string, now: Date): Promise<Slice> {
  const [found] = await loader.query<Slice>(
    `WITH said AS (${said}), marked AS (${marked}), anew AS (${anew}), created AS (${created}), changed AS (${changed}), traced AS (${traced})
     SELECT (SELECT count(*) FROM created)::int AS created, (SELECT count(*) FROM changed)::int AS changed,
            ARRAY(SELECT siret::text FROM anew WHERE is_held ORDER BY siret) AS held`,
    [digits.padEnd(siretLength, "0"), digits.padEnd(siretLength, "9"), now],
  )
  return found ?? { created: 0, changed: 0, held: [] }
}

const siretLength = 14

/**
 * Between two SIRET numbers: their SIREN, theirs. Each table is told its own bounds, in the type of its column, so that a slice reads its own part of
 * them: a slice that read them whole would cost what a hundred do.
 */
const within = (column: string, size: number) => `${column} BETWEEN left($1, ${size})::char(${size}) AND left($2, ${size})::char(${size})`

/** Each establishment once, with the name of its unit. The head office stands for the whole company: all who work for it count. */
const said = `
  SELECT DISTINCT ON (e.siret) e.siret, coalesce(u.name, e.enseigne) AS raison_sociale, u.sigle,
         nullif(coalesce(e.enseigne, u.usual_name), u.name) AS enseigne, e.address, e.postcode, e.city, e.state, e.is_head_office,
         u.legal_form, CASE WHEN e.is_head_office THEN greatest(e.staff, u.staff) ELSE e.staff END AS staff
    FROM register_establishment e LEFT JOIN register_unit u ON u.siren = left(e.siret, 9)::char(9) AND ${within("u.siren", 9)}
   WHERE ${within("e.siret", siretLength)} AND coalesce(u.name, e.enseigne) IS NOT NULL
   ORDER BY e.siret`

/** Adds a digest of the values, to compare with the last digest. */
const marked = "SELECT said.*, ('x' || left(md5(said::text), 16))::bit(64)::bigint AS mark FROM said"

/** Keeps only what has changed since the last reading, next to the structure that it concerns. */
const anew = `
  SELECT m.*, s.id, s.register_mark IS NULL AS is_first,
         s.id IS NOT NULL AND m.state <> s.state AND CASE m.state
           WHEN 'closed' THEN EXISTS (SELECT FROM affiliation a WHERE a.structure_id = s.id AND a.status IN ('pending', 'active'))
           ELSE EXISTS (SELECT FROM structure_merge x WHERE x.absorbed_id = s.id AND x.undone_at IS NULL) END AS is_held
    FROM marked m LEFT JOIN structure s ON s.siret = m.siret AND ${within("s.siret", siretLength)}
   WHERE s.register_mark IS DISTINCT FROM m.mark`

const created = `
  INSERT INTO structure (siret, raison_sociale, sigle, enseigne, address, postcode, city, types, state, closed_at, is_head_office, legal_form, staff, register_mark, created_at, updated_at)
  SELECT siret, raison_sociale, sigle, enseigne, address, postcode, city, '{}', state, CASE state WHEN 'closed' THEN $3::timestamptz END,
         is_head_office, legal_form, staff, mark, $3, $3
    FROM anew WHERE id IS NULL ON CONFLICT (siret) DO NOTHING RETURNING 1`

/** The first time, the values that the structure already has stay. */
const changed = `
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
    is_head_office = a.is_head_office, legal_form = a.legal_form, staff = a.staff, register_mark = CASE WHEN a.is_held THEN s.register_mark ELSE a.mark END, updated_at = $3
   FROM anew a WHERE s.siret = a.siret AND s.id = a.id AND ${within("s.siret", siretLength)} RETURNING s.id, s.siret, s.state, s.types`

/** One row of the journal for each structure that the portal works with, because it has a type or people. */
const traced = `
  INSERT INTO journal (at, action, outcome, request_id, structure_id, target_id, changes, reason)
  SELECT $3, 'structure.update', 'done', 'sirene', c.id, c.id, jsonb_build_object('siret', c.siret, 'state', c.state), 'structure-register'
    FROM changed c
   WHERE cardinality(c.types) > 0 OR EXISTS (SELECT FROM affiliation a WHERE a.structure_id = c.id AND a.status IN ('pending', 'active'))`

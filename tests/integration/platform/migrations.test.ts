import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import pg from "pg"
import { expect, inject, it } from "vitest"
import { emptyDatabase } from "@/tests/support/test-cluster"

const folder = path.resolve(import.meta.dirname, "../../../prisma/migrations")
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

/** An empty database with the migrations that come before `name`, and a way to apply the rest. */
async function databaseBefore(name: string) {
  const database = `migration_${Date.now()}`
  const admin = new pg.Client({ connectionString: inject("cluster").adminUrl })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${database}`)
  await admin.end()
  const client = new pg.Client({ connectionString: inject("cluster").adminUrl.replace(/\/[^/]*$/, `/${database}`) })
  await client.connect()
  const apply = async (which: string[]) => {
    for (const each of which) await client.query(readFileSync(path.join(folder, each, "migration.sql"), "utf8"))
  }
  await apply(names.slice(0, names.indexOf(name)))
  return { client, applyRest: () => apply(names.slice(names.indexOf(name))) }
}

it("each migration is applied by the owner alone, in a session where nothing came before: so an upgrade finds it", async () => {
  const { DATABASE_OWNER_URL } = await emptyDatabase(inject("cluster").adminUrl, inject("cluster"))
  const refused: string[] = []
  for (const name of names) {
    const client = new pg.Client({ connectionString: DATABASE_OWNER_URL })
    await client.connect()
    await client.query(readFileSync(path.join(folder, name, "migration.sql"), "utf8")).catch((error: Error) => {
      refused.push(`${name}: ${error.message}`)
    })
    await client.end()
  }
  expect(refused).toEqual([])
})

it("20261124180000_referents_day: what waits already was announced, names are copied, nobody else is told again", async () => {
  const { client, applyRest } = await databaseBefore("20261124180000_referents_day")
  try {
    await client.query(`
      INSERT INTO structure (siret, raison_sociale) VALUES ('31754202500042', 'Avec référent'), ('35600000000048', 'Sans');
      INSERT INTO account (email, password_hash, first_name, last_name, is_manager) VALUES
        ('r@exemple.fr', '-', 'Élodie', 'Étchart', false), ('a@exemple.fr', '-', 'Ali', 'Benali', false), ('m@exemple.fr', '-', 'Camille', 'Roux', true);
      INSERT INTO affiliation (account_id, structure_id, origin, status, is_referent, decided_at)
        SELECT a.id, s.id, 'signup', 'active', true, now() FROM account a, structure s WHERE a.email = 'r@exemple.fr' AND s.raison_sociale = 'Avec référent';
      INSERT INTO affiliation (account_id, structure_id, origin, requested_at)
        SELECT a.id, s.id, 'signup', '2026-11-01' FROM account a, structure s WHERE a.email = 'a@exemple.fr'`)
    await applyRest()
    const { rows: notices } = await client.query(`
      SELECT a.email, s.raison_sociale AS structure, n.kind, n.sent_at = f.requested_at AS "atRequest"
        FROM notice n JOIN account a ON a.id = n.account_id JOIN affiliation f ON f.id = n.affiliation_id JOIN structure s ON s.id = f.structure_id
       ORDER BY a.email`)
    expect(notices).toEqual([
      { email: "m@exemple.fr", structure: "Sans", kind: "asked", atRequest: true },
      { email: "r@exemple.fr", structure: "Avec référent", kind: "asked", atRequest: true },
    ])
    const { rows: names } = await client.query("SELECT DISTINCT person_order FROM affiliation ORDER BY 1")
    expect(names).toEqual([{ person_order: "benali ali" }, { person_order: "etchart elodie" }])
  } finally {
    await client.end()
  }
})

/** Puts a backup into a database that holds nothing yet: all of it, or nothing. */
import pg from "pg"
import { migrate } from "../migrate"
import { loadRows } from "./copy-in"
import { appliedMigrations, versionOf } from "./database"
import { type Manifest, readToItsEnd } from "./file"
import { runInPsql, toolsOf } from "./postgres-tools"

/** The database to fill: the addresses of the role that owns it and of the role that will serve it. */
export type Target = { ownerUrl: string; appUrl: string }

type Options = {
  /** True: the waiting messages are not sent. For a rehearsal, or an old backup. */
  holdsMails: boolean
}

/** Runs in the same transaction as the rest, so that no message can leave in between. */
const withoutMails = "DELETE FROM jobs.job WHERE name IN ('send-message', 'send-reset-link')"

/**
 * Leaves the database in the schema of the backup. Refuses a database that holds data, or has another schema. Returns the number of rows
 * loaded, or null when the backup did not count them.
 */
export async function loadArchive(target: Target, file: string, manifest: Manifest, { holdsMails }: Options): Promise<number | null> {
  const finish = holdsMails ? [withoutMails] : []
  const client = new pg.Client({ connectionString: target.ownerUrl })
  await client.connect()
  try {
    if (await holdsData(client)) throw new Error("Cette base contient déjà des données : restaurez dans une base vide.")
    const load = manifest.pgDump ? loadDump : loadCopies
    const rows = await load(client, target, file, manifest, finish)
    await client.query("ANALYZE")
    return rows
  } finally {
    await client.end()
  }
}

async function loadCopies(client: pg.Client, { ownerUrl, appUrl }: Target, file: string, { migrations }: Manifest, finish: string[]) {
  const isElsewhere = (await appliedMigrations(client)).some((name) => !migrations.includes(name))
  if (isElsewhere)
    throw new Error("Cette base est vide, mais déjà au schéma d'une version plus récente que la sauvegarde : donnez-en une neuve.")
  await migrate(ownerUrl, appUrl, migrations)
  await client.query("BEGIN")
  try {
    const counts = await loadRows(client, file)
    for (const sql of finish) await client.query(sql)
    await client.query("COMMIT")
    return Object.values(counts).reduce((sum, count) => sum + count, 0)
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {})
    throw error
  }
}

/** pg_dump's file makes its own tables, for a server of its own version or a later one. */
async function loadDump(client: pg.Client, { ownerUrl }: Target, file: string, { pgDump = 0 }: Manifest, finish: string[]) {
  const version = await versionOf(client)
  if (version < pgDump)
    throw new Error(`Cette sauvegarde vient de PostgreSQL ${pgDump}, ce serveur est en version ${version} : refaites-la avec --copy.`)
  const tools = toolsOf(version) ?? toolsOf(pgDump)
  if (tools === null) throw new Error(`Cette sauvegarde se restaure avec psql ${version} : installez les outils de PostgreSQL.`)
  if ((await appliedMigrations(client)).length > 0) throw new Error("Cette base est vide, mais a déjà des tables : donnez-en une neuve.")
  await readToItsEnd(file)
  await runInPsql(tools, ownerUrl, file, finish)
  return null
}

/** Whether the database holds any account, structure or journal line: nothing is ever overwritten. */
async function holdsData(client: pg.Client) {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('account') IS NOT NULL AND to_regclass('structure') IS NOT NULL AS there",
  )
  if (!rows[0]?.there) return false
  const data = await client.query<{ some: boolean }>(
    "SELECT EXISTS (SELECT FROM account) OR EXISTS (SELECT FROM structure) OR EXISTS (SELECT FROM journal) AS some",
  )
  return data.rows[0]?.some ?? false
}

/** What a database says of itself, to whoever saves or fills it. */
import type pg from "pg"

/** The major version of a server. */
export async function versionOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ number: number }>("SELECT current_setting('server_version_num')::int / 10000 AS number")
  return rows[0]?.number ?? 0
}

/** The names of the migrations a database was brought to, the oldest first; none for one that has no table yet. */
export async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ there: boolean }>("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there")
  if (!rows[0]?.there) return []
  const applied = await client.query<{ name: string }>(
    "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1",
  )
  return applied.rows.map(({ name }) => name)
}

import pg from "pg"

/**
 * Returns what empties every table that people or jobs write, those of a module to come included; processes keep the keys. `adminUrl`: the
 * database, as superuser, for whom no trigger nor foreign key is in the way. Only tables that hold something are touched: TRUNCATE makes seventy
 * tables and their indexes anew, in five times as long.
 */
export async function emptierOf(adminUrl: string): Promise<() => Promise<void>> {
  // An open connection does not keep a process that has no more files to run.
  const superuser = new pg.Pool({
    connectionString: adminUrl,
    max: 1,
    allowExitOnIdle: true,
    options: "-c session_replication_role=replica",
  })
  const { rows } = await superuser.query<{ name: string }>(`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname = 'public' AND tablename NOT IN ('portail_schema', '_prisma_migrations', 'signing_key') OR schemaname = 'jobs' AND tablename = 'job'`)
  const tables = rows.map(({ name }) => name)
  const held = tables.map((name) => `('${name}', EXISTS (SELECT FROM ${name}))`).join(", ")
  const holding = { name: "holding", text: `SELECT name FROM (VALUES ${held}) AS held (name, is_held) WHERE is_held` }
  const unknown = { name: "unknown", text: "UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE oid = ANY ($1::regclass[])" }

  return async () => {
    // Waits for what the test before has left unfinished: it would be written once its table is empty.
    await superuser.query(`BEGIN; LOCK TABLE ${tables.join(", ")} IN SHARE ROW EXCLUSIVE MODE`)
    const found = (await superuser.query<{ name: string }>(holding)).rows.map(({ name }) => name)
    await superuser.query([...found.map((name) => `DELETE FROM ${name}`), "COMMIT"].join("; "))
    if (found.length === 0) return
    // Deleted rows leave holes, and rows of the same instant would come back in another order.
    await superuser.query(`VACUUM (TRUNCATE, INDEX_CLEANUP ON) ${found.join(", ")}`)
    // Nothing is known of their size, as after TRUNCATE: plans made for an empty table would read the whole of a large one.
    await superuser.query({ ...unknown, values: [found] })
  }
}

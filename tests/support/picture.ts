/** A short picture of the database, to check that something changed nothing, or changed all that it should. */
import { db } from "@/lib/platform/db/client"

/** Tables left out because they do not hold what people do: attempts, the vocabulary of the search, the versions of the schema. */
const besides = ["throttle", "search_word", "_prisma_migrations", "portail_schema"]

/** The number and the fingerprint of the rows of each table, jobs included. */
export async function pictureOfData(): Promise<Record<string, string>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname = 'public' AND tablename <> ALL (${besides}) AND has_table_privilege(format('%I.%I', schemaname, tablename), 'SELECT')
    UNION ALL SELECT 'jobs.job' ORDER BY 1`
  const picture: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await db.$queryRawUnsafe<{ mark: string }[]>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') AS mark FROM ${name} t`,
    )
    picture[name] = row?.mark ?? ""
  }
  return picture
}

/** `npm run backup -- file`: everything the database holds, at one instant, in one file; beside a running portal or not. */
import { renameSync } from "node:fs"
import pg from "pg"
import { type Manifest, writeArchive } from "./archive"
import { stop } from "./environment"
import { withDatabase } from "./with-database"

const [given, ...others] = process.argv.slice(2)
if (others.length > 0 || given?.startsWith("-")) stop("Usage : npm run backup -- fichier.sql.gz")
const file = given ?? `portail-${new Date().toISOString().slice(0, 16).replace(/[-:T]/g, "")}.sql.gz`

await withDatabase(
  async (_applied, ownerUrl) => {
    const started = performance.now()
    const draft = `${file}.en-cours`
    const counts = await writeArchive(ownerUrl, draft, { format: 1, at: new Date().toISOString(), ...(await stateOf(ownerUrl)) })
    // Whole, or not there at all.
    renameSync(draft, file)
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
    console.log(
      `${rows} lignes de ${Object.keys(counts).length} tables dans ${file} en ${((performance.now() - started) / 1000).toFixed(1)} s.`,
    )
    console.log("Ce fichier contient des données personnelles : gardez-le chiffré, hors de cette machine.")
  },
  { migrating: false },
)

/** The version of the schema; for an embedded database its secret too, without which second factors could not be read again. */
async function stateOf(ownerUrl: string): Promise<Pick<Manifest, "migrations" | "secret">> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1",
    )
    const secret = process.env.PORTAIL_DEMONSTRATION === "1" ? { secret: process.env.NEXTAUTH_SECRET ?? "" } : {}
    return { migrations: rows.map(({ name }) => name), ...secret }
  } finally {
    await client.end()
  }
}

/** `npm run backup -- file`: everything the database holds, at one instant, in one file; beside a running portal or not. */

import { existsSync, renameSync, rmSync } from "node:fs"
import { settingOf } from "@/lib/platform/process/settings"
import { writeArchive } from "./archive"
import { stop } from "./environment"
import { withDatabase } from "./with-database"

const [given, ...others] = process.argv.slice(2)
if (others.length > 0 || given?.startsWith("-")) stop("Usage : npm run backup -- fichier.sql.gz")
const file = given ?? `portail-${new Date().toISOString().slice(0, 16).replace(/[-:T]/g, "")}.sql.gz`
if (existsSync(file)) stop(`${file} existe déjà : choisissez un autre nom.`)

await withDatabase(
  async (_applied, ownerUrl) => {
    const started = performance.now()
    const draft = `${file}.en-cours`
    // Without it, whoever has an embedded database could not read its second factors again.
    const secret = settingOf("PORTAIL_DEMONSTRATION") ? { secret: settingOf("NEXTAUTH_SECRET") } : {}
    try {
      const counts = await writeArchive(ownerUrl, draft, secret)
      // Whole, or not there at all.
      renameSync(draft, file)
      const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`${rows} lignes de ${Object.keys(counts).length} tables dans ${file} en ${seconds} s.`)
      console.log("Ce fichier contient des données personnelles : gardez-le chiffré, hors de cette machine.")
    } finally {
      rmSync(draft, { force: true })
    }
  },
  { migrating: false },
)

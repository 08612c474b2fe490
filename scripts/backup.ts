/**
 * `npm run backup -- file`: writes everything the database holds, at one instant, into one file, whether the portal is running or not.
 * `--copy`: does not use PostgreSQL's own tools, so that a server of another version can load the file.
 */

import { existsSync, renameSync, rmSync } from "node:fs"
import { settingOf } from "@/lib/platform/process/settings"
import { type Written, writeArchive } from "./archive/write"
import { stop } from "./environment"
import { withDatabase } from "./with-database"

const asked = process.argv.slice(2)
const [given, ...others] = asked.filter((word) => word !== "--copy")
if (others.length > 0 || given?.startsWith("-")) stop("Usage : npm run backup -- fichier.sql.gz [--copy]")
const file = given ?? `portail-${new Date().toISOString().slice(0, 16).replace(/[-:T]/g, "")}.sql.gz`
if (existsSync(file)) stop(`${file} existe déjà : choisissez un autre nom.`)

await withDatabase(
  async (_applied, ownerUrl) => {
    const started = performance.now()
    const draft = `${file}.en-cours`
    const isEmbedded = settingOf("PORTAIL_DEMONSTRATION")
    // Without the secret, the second factors of an embedded database could not be read after a restore.
    const secret = isEmbedded ? { secret: settingOf("NEXTAUTH_SECRET") } : {}
    try {
      const written = await writeArchive(ownerUrl, draft, { ...secret, mayDump: !isEmbedded && !asked.includes("--copy") })
      // The file gets its name only when it is whole.
      renameSync(draft, file)
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`${amountOf(written)} dans ${file} en ${seconds} s.`)
      console.log("Ce fichier contient des données personnelles : gardez-le chiffré, hors de cette machine.")
    } catch (error) {
      console.error(`\nLa sauvegarde a échoué : aucun fichier n'a été écrit. ${error instanceof Error ? error.message : error}\n`)
      process.exitCode = 1
    } finally {
      rmSync(draft, { force: true })
    }
  },
  { migrating: false },
)

function amountOf(written: Written) {
  if ("pgDump" in written) return `Toute la base, par pg_dump ${written.pgDump},`
  const counts = Object.values(written.counts)
  return `${counts.reduce((sum, count) => sum + count, 0)} lignes de ${counts.length} tables`
}

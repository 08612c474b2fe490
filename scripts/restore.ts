/**
 * `npm run restore -- file`: puts a backup into a database that holds nothing yet, brings it to the current schema and checks it.
 * `-- file --hold-mails`: does not send the waiting messages; for a rehearsal, or when the backup is old.
 */

import { existsSync, writeFileSync } from "node:fs"
import path from "node:path"
import { dataProblems } from "@/lib/desk/data-checks/queries"
import { db } from "@/lib/platform/db/client"
import { settingOf } from "@/lib/platform/process/settings"
import { readManifest } from "./archive/file"
import { loadArchive } from "./archive/load"
import { stop } from "./environment"
import { migrate, migrationNames } from "./migrate"
import { withDatabase } from "./with-database"

const [file, ...others] = process.argv.slice(2)
const holdsMails = others.includes("--hold-mails")
if (!file || others.some((other) => other !== "--hold-mails")) stop("Usage : npm run restore -- fichier.sql.gz [--hold-mails]")
if (!existsSync(file)) stop(`Fichier introuvable : ${file}`)
const manifest = await readManifest(file).catch((error: Error) => stop(error.message))
const newer = manifest.migrations.filter((name) => !migrationNames().includes(name))
if (newer.length > 0) stop(`Cette sauvegarde vient d'une version plus récente du portail (${newer.join(", ")}).`)

await withDatabase(
  async (_applied, ownerUrl) => {
    try {
      const appUrl = settingOf("DATABASE_URL")
      const rows = await loadArchive({ ownerUrl, appUrl }, file, manifest, { holdsMails }).catch((error: Error) => {
        throw new Error(`La restauration a échoué : rien n'a été changé. ${error.message}`)
      })
      const amount = rows === null ? "Toute la base" : `${rows} lignes`
      console.log(`${amount} : restauration faite, dans l'état du ${new Date(manifest.at).toLocaleString("fr-FR")}.`)
      const applied = await migrate(ownerUrl, appUrl)
      if (applied.length > 0) console.log(`Puis migrées : ${applied.join(", ")}.`)
      if (manifest.secret && process.env.PORTAIL_DEMONSTRATION === "1")
        writeFileSync(path.join(process.env.DATA_DIR || ".data", "secret"), manifest.secret, { mode: 0o600 })
      await sayMails()
      const problems = await dataProblems()
      for (const { what, count } of problems) console.log(`${what} : ${count}`)
      console.log(problems.length === 0 ? "Tout se tient : aucune anomalie." : "Voir npm run check:data.")
    } catch (error) {
      console.error(`\n${error instanceof Error ? error.message : error}\n`)
      process.exitCode = 1
    } finally {
      await db.$disconnect()
    }
  },
  { migrating: false },
)

async function sayMails() {
  const where = { status: { in: ["queued" as const, "failed" as const] } }
  if (!holdsMails) {
    const count = await db.message.count({ where })
    if (count > 0) console.log(`${count} message(s) attendaient : ils partiront au démarrage (--hold-mails les aurait retenus).`)
    return
  }
  // The jobs of these messages are already deleted. The status is set only now, because an older schema had no word for it.
  const { count } = await db.message.updateMany({ where, data: { status: "abandoned", lastError: "Retenu à la restauration." } })
  console.log(`${count} message(s) retenus : ils se lisent et se renvoient dans Administration, Courriels.`)
}

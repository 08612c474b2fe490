/** `npm run import -- file.csv`: loads structures, beside a running portal or not. */
import { createReadStream, statSync } from "node:fs"
import { SingleBar } from "cli-progress"
import { importStructures } from "@/lib/imports/operations"
import { type ImportReport, importColumns } from "@/lib/imports/rules"
import { csvRows } from "@/lib/platform/csv"
import { db } from "@/lib/platform/db"
import { stop } from "./environment"
import { withDatabase } from "./with-database"

const file = process.argv[2]
if (!file) stop("Quel fichier ? Par exemple : npm run import -- structures.csv")
const size = statSync(file, { throwIfNoEntry: false })?.size
if (size === undefined) stop(`Fichier introuvable : ${file}`)

await withDatabase(async () => {
  try {
    await load(file, size)
  } catch (error) {
    console.error(`\nImport abandonné, rien n'a été changé. ${error instanceof Error ? error.message : error}`)
    process.exitCode = 1
  } finally {
    await db.$disconnect()
  }
})

async function load(path: string, bytes: number) {
  const started = performance.now()
  const source = createReadStream(path)
  const bar = new SingleBar({
    format: "{bar} {percentage} % · {rows} lignes · {eta_formatted}",
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 5000,
  })
  bar.start(bytes, 0, { rows: 0 })
  try {
    const report = await importStructures(csvRows(source, ";", checkColumns), {
      now: new Date(),
      onProgress: async (rows) => bar.update(source.bytesRead, { rows }),
    })
    bar.update(bytes)
    bar.stop()
    print(report, (performance.now() - started) / 1000)
  } finally {
    bar.stop()
  }
}

function checkColumns(header: string[]) {
  const missing = importColumns.filter((column) => !header.includes(column))
  if (missing.length > 0) throw new Error(`Colonnes absentes : ${missing.join(", ")}. Attendues : ${importColumns.join(";")}.`)
}

function print(report: ImportReport, seconds: number) {
  for (const { line, reason } of report.rejected) console.log(`Ligne ${line} refusée : ${reason}`)
  const rows = report.created + report.changed + report.unchanged + report.rejectedCount
  console.log(
    `${rows} lignes en ${seconds.toFixed(1)} s (${Math.round(rows / seconds)} par seconde) : ` +
      `${report.created} créées, ${report.changed} modifiées, ${report.unchanged} inchangées, ${report.rejectedCount} refusées. ` +
      `Mémoire au plus : ${Math.round(process.resourceUsage().maxRSS / 1024)} Mo.`,
  )
}

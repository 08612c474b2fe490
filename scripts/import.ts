/**
 * `npm run import -- file.csv`: loads structures, beside a running portal or not.
 * `npm run import -- --lheo offre.xml [--publier] [--places 12]`: loads the offer of the training bodies that the portal knows.
 * `npm run import -- --communes communes.csv`, `-- --codes rome liste.csv`: the open lists that the search and the offer use.
 * `npm run import -- --sirene StockUniteLegale.csv StockEtablissement.csv`: takes the national register over.
 */
import { createReadStream, readFileSync, statSync } from "node:fs"
import { SingleBar } from "cli-progress"
import { importStructures } from "@/lib/desk/imports/operations"
import { type ImportReport, importColumns } from "@/lib/desk/imports/rules"
import { loadRegister } from "@/lib/desk/register/operations"
import { NotTheRegister } from "@/lib/desk/register-files/operations"
import { toldReport } from "@/lib/desk/register-progress/rules"
import { db } from "@/lib/platform/db/client"
import { openLoader } from "@/lib/platform/db/copy"
import { closeJobs } from "@/lib/platform/db/jobs"
import { csvRows, csvRowsOf } from "@/lib/platform/text/csv"
import { textOf } from "@/lib/platform/text/encodings"
import { isKeyOf } from "@/lib/platform/text/lookup"
import { UnreadableXml } from "@/lib/platform/text/xml"
import { keepCommunes } from "@/lib/rafael/communes/operations"
import { importOffers } from "@/lib/rafael/offer-loads/operations"
import { keepReferences } from "@/lib/rafael/references/operations"
import { codeIn, communeIn, referenceKinds } from "@/lib/rafael/references/rules"
import { learnWords } from "@/lib/search/vocabulary/operations"
import { stop } from "./environment"
import { withDatabase } from "./with-database"

const [first, ...others] = process.argv.slice(2)
const isRegister = first === "--sirene"
const isOffer = first === "--lheo"
const isList = first === "--communes" || first === "--codes"
const files = isRegister ? others : [(isList ? others.at(-1) : isOffer ? others[0] : first) ?? ""].filter(Boolean)
if (files.length === 0) stop("Quel fichier ? Par exemple : npm run import -- structures.csv")
const sizes = files.map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? stop(`Fichier introuvable : ${file}`))

await withDatabase(async (_applied, ownerUrl) => {
  try {
    if (isRegister) await takeRegister(ownerUrl)
    else if (isList) await loadList(files[0] ?? "")
    else if (isOffer) await loadOffer(files[0] ?? "", sizes[0] ?? 0)
    else await load(files[0] ?? "", sizes[0] ?? 0)
  } catch (error) {
    const words = error instanceof Error ? error.message : error
    const isGoingOn = (isRegister && !(error instanceof NotTheRegister)) || (isOffer && !(error instanceof UnreadableXml))
    console.error(
      isGoingOn
        ? `\nImport interrompu. ${words}\nRelancez la même commande : elle reprend où elle en était.`
        : `\nImport abandonné${isOffer ? "" : ", rien n'a été changé"}. ${words}`,
    )
    process.exitCode = 1
  } finally {
    await closeJobs()
    await db.$disconnect()
  }
})

function progressBar(format: string) {
  return new SingleBar({ format, hideCursor: true, noTTYOutput: true, notTTYSchedule: 5000 })
}

async function takeRegister(ownerUrl: string) {
  const started = performance.now()
  const bar = progressBar("{bar} {percentage} % · {step}")
  const loader = await openLoader(ownerUrl)
  bar.start(1, 0, { step: "" })
  try {
    const report = await loadRegister(loader, files, {
      now: new Date(),
      onProgress: (step, done, total) => {
        bar.setTotal(total)
        bar.update(done, { step })
      },
    })
    bar.stop()
    for (const line of toldReport(report)) console.log(line)
    console.log(`${told(report.rows, (performance.now() - started) / 1000)}`)
  } finally {
    bar.stop()
    await loader.close()
  }
}

async function loadList(path: string) {
  const rows: Record<string, string>[] = []
  for await (const { row } of csvRowsOf(textOf(readFileSync(path)))) rows.push(row)
  const kept = first === "--codes" ? await loadCodes(rows, others[0]) : await loadCommunes(rows)
  console.log(`${kept.read.toLocaleString("fr-FR")} ${kept.what} ; ${rows.length - kept.rows} lignes passées.`)
}

async function loadCommunes(rows: Record<string, string>[]) {
  const found = rows.flatMap((row) => communeIn(row) ?? [])
  if (found.length === 0) throw new Error("Aucune commune reconnue : attendus code INSEE, nom, code postal, latitude et longitude.")
  return { what: "communes", rows: found.length, read: await keepCommunes(found) }
}

async function loadCodes(rows: Record<string, string>[], kind = "") {
  if (!isKeyOf(referenceKinds, kind)) throw new Error(`Quelle liste ? ${Object.keys(referenceKinds).join(", ")}.`)
  const found = rows.flatMap((row) => codeIn(kind, row) ?? [])
  if (found.length === 0) throw new Error("Aucun code reconnu : attendus un code et un libellé.")
  const read = await keepReferences(found)
  await learnWords("offer")
  return { what: "codes", rows: found.length, read }
}

async function loadOffer(path: string, bytes: number) {
  const [, ...options] = others
  const places = options.includes("--places") ? Number(options[options.indexOf("--places") + 1]) : null
  if (places !== null && !(Number.isInteger(places) && places > 0)) stop("--places attend un nombre, par exemple : --places 12")
  const started = performance.now()
  const bar = progressBar("{bar} {percentage} % · {formations} formations · {eta_formatted}")
  let read = 0
  bar.start(bytes, 0, { formations: 0 })
  async function* source() {
    read = 0
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
      read += piece.length
      yield piece
    }
  }
  try {
    const context = { actor: null, now: new Date(), ip: null, userAgent: null, requestId: "import" }
    const report = await importOffers(source, context, {
      settings: { places, publish: options.includes("--publier") },
      onBatch: async (formations) => bar.update(read, { formations }),
    })
    bar.update(bytes)
    bar.stop()
    for (const { line, element, reason } of report.rejected) console.log(`Ligne ${line}, ${element} : ${reason}`)
    const { created, changed, unchanged, rejectedCount } = report
    const what = `${created} créées, ${changed} modifiées, ${unchanged} inchangées, ${rejectedCount} rejetées. `
    console.log(told(created + changed + unchanged + rejectedCount, (performance.now() - started) / 1000, what, "formations"))
  } finally {
    bar.stop()
  }
}

async function load(path: string, bytes: number) {
  const started = performance.now()
  const now = new Date()
  const source = createReadStream(path)
  const bar = progressBar("{bar} {percentage} % · {rows} lignes · {eta_formatted}")
  bar.start(bytes, 0, { rows: 0 })
  try {
    const report = await importStructures(csvRows(source, { onHeader: checkColumns }), {
      now,
      onProgress: async (rows) => bar.update(source.bytesRead, { rows }),
    })
    bar.update(bytes)
    bar.stop()
    print(report, (performance.now() - started) / 1000)
    // Here and not by a job: no worker may be running, and misspelt words would then find nothing.
    console.log(`${(await learnWords({ since: now })).toLocaleString("fr-FR")} mots appris pour la recherche.`)
  } finally {
    bar.stop()
  }
}

function checkColumns(header: string[]) {
  const missing = importColumns.filter((column) => !header.includes(column))
  if (missing.length > 0) throw new Error(`Colonnes absentes : ${missing.join(", ")}. Attendues : ${importColumns.join(";")}.`)
}

function print({ created, changed, unchanged, kept, rejectedCount, rejected }: ImportReport, seconds: number) {
  for (const { line, reason } of rejected) console.log(`Ligne ${line} refusée : ${reason}`)
  const rows = created + changed + unchanged + rejectedCount
  console.log(`${told(rows, seconds, `${created} créées, ${changed} modifiées, ${unchanged} inchangées, ${rejectedCount} refusées. `)}`)
  if (kept > 0)
    console.log(`${kept} gardent ce qui a été corrigé à la main ; Administration, Structures, Importer un fichier permet de l'écraser.`)
}

function told(rows: number, seconds: number, what = "", unit = "lignes") {
  const speed = `${rows} ${unit} en ${seconds.toFixed(1)} s (${Math.round(rows / seconds)} par seconde)`
  return `${speed}${what ? ` : ${what}` : ". "}Mémoire au plus : ${Math.round(process.resourceUsage().maxRSS / 1024)} Mo.`
}

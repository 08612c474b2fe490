/**
 * `npm run import -- --sirene` on files of INSEE's shape with a million establishments: into an empty list, then a month later
 * with one in fifty changed, while people search.
 */
import { spawn } from "node:child_process"
import { createWriteStream, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { searchStructures } from "@/lib/search/ask/queries"
import { anEstablishment, aUnit, establishmentLine, unitLine } from "@/tests/support/sirene-files"
import { type CorpusRow, corpus } from "./search-corpus"
import { percentile, productionEnv } from "./setting"

const size = 1_000_000

export async function benchRegister(cluster: { appUrl: string; ownerUrl: string }) {
  const folder = mkdtempSync(path.join(tmpdir(), "portail-sirene-"))
  try {
    console.log(`base SIRENE, ${size.toLocaleString("fr-FR")} établissements :`)
    for (const [what, month] of [
      ["premier chargement", 1],
      ["un mois plus tard, un sur cinquante changé", 2],
    ] as const) {
      const files = await writeRegister(folder, month, size)
      const before = month === 2 ? await searchUntil(pause(20_000)) : []
      const started = performance.now()
      const loading = load(files, cluster)
      const meanwhile = month === 2 ? await searchUntil(loading) : []
      console.log(`  ${what} : ${await loading}, en ${((performance.now() - started) / 1000).toFixed(0)} s`)
      if (month === 2) console.log(`  recherches : avant, ${told(before)} ; pendant, ${told(meanwhile)} (visé : deux fois au plus)`)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The corpus as INSEE would publish it in that month; returns the two files. */
async function writeRegister(folder: string, month: number, size: number) {
  const files = ["StockUniteLegale_utf8.csv", "StockEtablissement_utf8.csv"].map((name) => path.join(folder, `${month}-${name}`)) as [
    string,
    string,
  ]
  const [units, establishments] = files.map((file) => createWriteStream(file)) as [
    ReturnType<typeof createWriteStream>,
    ReturnType<typeof createWriteStream>,
  ]
  units.write(unitLine())
  establishments.write(establishmentLine())
  // INSEE's files are in the order of their numbers.
  const rows: CorpusRow[] = []
  for await (const row of corpus(size)) rows.push(row)
  rows.sort((one, other) => (one.siret < other.siret ? -1 : 1))
  const known = new Set<string>()
  let index = 0
  for (const { siret, raisonSociale, sigle, enseigne, postcode, city, state, isHeadOffice, legalForm, staff } of rows) {
    const siren = siret.slice(0, 9)
    const isNew = month > 1 && (index + month) % 50 === 0
    if (!known.has(siren))
      units.write(
        unitLine(
          aUnit(siren, isNew ? `${raisonSociale} NOUVELLE` : raisonSociale, {
            sigleUniteLegale: sigle ?? "",
            categorieJuridiqueUniteLegale: legalForm ?? "",
          }),
        ),
      )
    known.add(siren)
    const room = establishments.write(
      establishmentLine(
        anEstablishment(siret, {
          enseigne1Etablissement: enseigne ?? "",
          codePostalEtablissement: postcode ?? "",
          libelleCommuneEtablissement: city ?? "",
          etatAdministratifEtablissement: state === "closed" ? "F" : "A",
          etablissementSiege: String(isHeadOffice),
          trancheEffectifsEtablissement: staff === null ? "NN" : bracketOf(staff),
        }),
      ),
    )
    if (!room) await new Promise<void>((resolve) => establishments.once("drain", () => resolve()))
    index += 1
  }
  await Promise.all([units, establishments].map((file) => new Promise<void>((resolve) => file.end(() => resolve()))))
  return files
}

function load(files: string[], cluster: { appUrl: string; ownerUrl: string }): Promise<string> {
  const child = spawn(process.execPath, ["scripts/run.mjs", "import", "--sirene", ...files], {
    env: productionEnv(cluster),
    stdio: ["ignore", "pipe", "inherit"],
  })
  let said = ""
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString()
  })
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => (code === 0 ? resolve(said.trim().split("\n").slice(-2).join(" ")) : reject(new Error(said))))
  })
}

/** The code of INSEE for at least so many people at work. */
const bracketOf = (staff: number) =>
  ({ 1: "01", 3: "02", 6: "03", 10: "11", 20: "12", 50: "21", 100: "22", 250: "32", 1000: "42" })[staff] ?? ""

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const told = (times: number[]) =>
  `p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms (${times.length})`

/** How long searches took, one after the other, until something is over. */
async function searchUntil(over: Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  let isOver = false
  void over.finally(() => {
    isOver = true
  })
  const texts = [
    "association sportive",
    "mairie de",
    "jean mart",
    "formatoin bordeaux",
    "lycee professionnel",
    "boulangerie li",
    "af",
    "cfa btp",
  ]
  for (let index = 0; !isOver; index += 1) {
    const started = performance.now()
    await searchStructures(texts[index % texts.length] ?? "", 10)
    times.push(performance.now() - started)
    await pause(50)
  }
  return times
}

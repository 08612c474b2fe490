/**
 * `npm run supply-chain`: what the portal is made of. Advisories against what is served (a gate, with written exceptions),
 * licences (listed in docs/supply-chain/licences.md), and the software bill of materials, `.package.cdx.json`.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import {
  type AdvisoryException,
  type AuditReport,
  type Component,
  judgeAdvisories,
  type LicenceException,
  licenceOf,
  unwelcomeLicences,
} from "./supply-chain-rules"

const root = path.resolve(import.meta.dirname, "..")
const list = path.join(root, "docs/supply-chain/licences.md")
const read = <T>(name: string) => JSON.parse(readFileSync(path.join(root, "docs/supply-chain", name), "utf8")) as T
const npm = process.platform === "win32" ? "npm.cmd" : "npm"

/** Each check that could be made, and whether it passed. */
export function checkSupplyChain({ mayWrite = false } = {}): { passed: number; failed: number } {
  const results = [checkAdvisories(), ...checkComponents(mayWrite)].filter((result) => result !== null)
  return { passed: results.filter(Boolean).length, failed: results.filter((result) => !result).length }
}

/** Null when nobody could be asked: said, and neither passed nor failed; failed with AUDIT_REQUIRED=1, where someone must be. */
function checkAdvisories(): boolean | null {
  const { stdout } = spawnSync(npm, ["audit", "--omit=dev", "--json"], { cwd: root, encoding: "utf8", maxBuffer: 64_000_000 })
  const report = parsed(stdout)
  const judged = judgeAdvisories(report, read<AdvisoryException[]>("advisories.json"), new Date().toISOString().slice(0, 10))
  if (!judged) {
    console.log(
      `Avis de sécurité : non vérifiés, npm n'a pas pu les demander (${(report.message ?? report.error?.summary ?? "sans réponse").split(" - ")[0]}).`,
    )
    return process.env.AUDIT_REQUIRED === "1" ? false : null
  }
  for (const words of judged.mentions) console.log(`à surveiller : ${words}`)
  for (const advisory of judged.useless) console.log(`exception devenue inutile : ${advisory}`)
  for (const words of judged.stops) console.log(`AVIS DE SÉCURITÉ : ${words}`)
  console.log(`Avis de sécurité : ${judged.stops.length} à traiter, ${judged.mentions.length} à surveiller.`)
  return judged.stops.length === 0
}

function parsed(text: string): AuditReport {
  try {
    return JSON.parse(text) as AuditReport
  } catch {
    return {}
  }
}

function checkComponents(mayWrite: boolean): boolean[] {
  const bill = execFileSync(npm, ["sbom", "--omit=dev", "--package-lock-only", "--sbom-format", "cyclonedx"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64_000_000,
    stdio: ["ignore", "pipe", "ignore"],
  })
  if (mayWrite) writeFileSync(path.join(root, ".package.cdx.json"), bill)
  const { components } = JSON.parse(bill) as { components: Component[] }
  const unwelcome = unwelcomeLicences(components, read<LicenceException[]>("licences.json"))
  for (const words of unwelcome) console.log(`licence à examiner : ${words}`)
  console.log(`Nomenclature : ${components.length} composants ; ${unwelcome.length} licences à examiner.`)
  return [components.length > 0, unwelcome.length === 0, isListed(components, mayWrite)]
}

/** The list in the documentation, one line a licence; versions are in the bill of materials. */
function isListed(components: Component[], mayWrite: boolean) {
  const byLicence = new Map<string, Set<string>>()
  for (const component of components) {
    const licence = licenceOf(component)
    byLicence.set(licence, (byLicence.get(licence) ?? new Set()).add(component.name))
  }
  const lines = [...byLicence]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([licence, names]) => `- **${licence}** : ${[...names].sort().join(", ")}`)
  const text = `# Licences of what is served\n\nWritten by \`npm run supply-chain\`, checked by \`npm test\`.\n\n${lines.join("\n")}\n`
  if (mayWrite) writeFileSync(list, text)
  const isCurrent = existsSync(list) && readFileSync(list, "utf8") === text
  if (!isCurrent) console.log("docs/supply-chain/licences.md n'est pas à jour : npm run supply-chain")
  return isCurrent
}

if (process.argv[1] === import.meta.filename) process.exitCode = checkSupplyChain({ mayWrite: true }).failed > 0 ? 1 : 0

/**
 * `npm run supply-chain`: checks what the portal is made of. It checks the security advisories of what is served (better-npm-audit; the
 * exceptions, each with its last day, are in .nsprc) and the licences (license-checker; those accepted or excused are in
 * docs/supply-chain/licences.json). It makes the software bill of materials (`npm sbom`), `.package.cdx.json`, and writes
 * docs/supply-chain/licences.md from it.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"

const root = path.resolve(import.meta.dirname, "..")
const list = path.join(root, "docs/supply-chain/licences.md")
const windows = process.platform === "win32" ? ".cmd" : ""
const bin = (name: string) => path.join(root, "node_modules/.bin", `${name}${windows}`)

/** `excused`: a package, or the beginning of a name followed by `*`, and why its licence is all right. */
type Licences = { accepted: string[]; excused: Record<string, string> }

/** Runs the checks, and counts those that passed and those that failed; a check that could not be made is not counted. */
function checkSupplyChain({ mayWrite }: { mayWrite: boolean }): { passed: number; failed: number } {
  const results = [checkAdvisories(), checkLicences(), checkBill(mayWrite)].filter((result) => result !== null)
  return { passed: results.filter(Boolean).length, failed: results.filter((result) => !result).length }
}

function run(command: string, args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8", maxBuffer: 64_000_000 })
  return { passed: status === 0, said: `${stdout}${stderr}`.trim() }
}

/**
 * Null when npm could not get the advisories: this is printed, and counts neither as passed nor as failed. With AUDIT_REQUIRED=1, where
 * they must be checked, it fails.
 */
function checkAdvisories(): boolean | null {
  const { passed, said } = run(bin("better-npm-audit"), ["audit", "--level", "moderate", "--production"])
  if (/audit endpoint returned an error|Unable to process the JSON buffer/.test(said)) {
    console.log("Avis de sécurité : non vérifiés, npm n'a pas pu les demander.")
    return process.env.AUDIT_REQUIRED === "1" ? false : null
  }
  console.log(said)
  return passed
}

function checkLicences(): boolean {
  const { accepted, excused } = JSON.parse(readFileSync(path.join(root, "docs/supply-chain/licences.json"), "utf8")) as Licences
  const names = Object.keys(excused)
  const begun = names.filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1))
  const { passed, said } = run(bin("license-checker-rseidelsohn"), [
    ...["--production", "--excludePrivatePackages", "--summary", "--onlyAllow", accepted.join(";")],
    ...["--excludePackages", names.filter((name) => !name.endsWith("*")).join(";")],
    ...["--excludePackagesStartingWith", begun.join(";")],
  ])
  console.log(passed ? "Licences : toutes acceptées, ou excusées." : said)
  return passed
}

type Component = { name: string; licenses?: { license?: { id?: string; name?: string }; expression?: string }[] }

/** Checks the list in the documentation, which has one line for each licence; versions are in the bill of materials. */
function checkBill(mayWrite: boolean): boolean {
  const bill = execFileSync(`npm${windows}`, ["sbom", "--omit=dev", "--package-lock-only", "--sbom-format", "cyclonedx"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64_000_000,
    stdio: ["ignore", "pipe", "ignore"],
  })
  const { components } = JSON.parse(bill) as { components: Component[] }
  const text = listOf(components)
  if (mayWrite) {
    writeFileSync(path.join(root, ".package.cdx.json"), bill)
    writeFileSync(list, text)
  }
  const isCurrent = existsSync(list) && readFileSync(list, "utf8") === text
  console.log(`Nomenclature : ${components.length} composants.`)
  if (!isCurrent) console.log("docs/supply-chain/licences.md n'est pas à jour : npm run supply-chain")
  return components.length > 0 && isCurrent
}

function listOf(components: Component[]) {
  const lines = [...Map.groupBy(components, licenceOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([licence, parts]) => `- **${licence}** : ${[...new Set(parts.map(({ name }) => name))].sort().join(", ")}`)
  return `# Licences of what is served\n\nWritten by \`npm run supply-chain\`, checked by \`npm test\`.\n\n${lines.join("\n")}\n`
}

/** As its makers wrote it; "inconnue" when they wrote none. */
function licenceOf({ licenses = [] }: Component) {
  return licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? "").join(" AND ") || "inconnue"
}

const { passed, failed } = checkSupplyChain({ mayWrite: !process.argv.includes("--check") })
console.log(`Contrôles : ${passed} réussis, ${failed} échoués.`)
process.exitCode = failed > 0 ? 1 : 0

/** What may be depended upon: decided here, from what npm says. Pure. */

type Severity = "info" | "low" | "moderate" | "high" | "critical"
type Advisory = { source: number; title: string; url: string; severity: Severity; name: string }

/** What `npm audit --json` answers, as far as it is looked at. */
export type AuditReport = {
  vulnerabilities?: Record<string, { via: (string | Advisory)[] }>
  error?: { summary?: string }
  message?: string
}

/** An advisory that is lived with: why, and until when (a day). Kept in docs/supply-chain/advisories.json. */
export type AdvisoryException = { advisory: string; reason: string; until: string }

/** Milder ones are printed, and stop nothing. */
const stopping: ReadonlySet<Severity> = new Set(["moderate", "high", "critical"])

/**
 * The advisories against what is served: those that stop a change, those that only deserve a look, and the exceptions that
 * no longer serve. Null when npm could not ask for them.
 */
export function judgeAdvisories(report: AuditReport, exceptions: AdvisoryException[], today: string) {
  if (!report.vulnerabilities) return null
  const found = new Map<string, Advisory>()
  for (const { via } of Object.values(report.vulnerabilities))
    for (const each of via) if (typeof each !== "string") found.set(idOf(each), each)
  const excused = (id: string) => exceptions.some(({ advisory, until }) => advisory === id && until >= today)
  const told = [...found].map(([id, { name, severity, title }]) => ({ id, severity, words: `${id} ${name} (${severity}) : ${title}` }))
  return {
    stops: told.filter(({ id, severity }) => stopping.has(severity) && !excused(id)).map(({ words }) => words),
    mentions: told.filter(({ id, severity }) => !stopping.has(severity) || excused(id)).map(({ words }) => words),
    useless: exceptions.filter(({ advisory }) => !found.has(advisory)).map(({ advisory }) => advisory),
  }
}

/** "GHSA-…", the last word of its address. */
function idOf({ url, source }: Advisory) {
  return url.split("/").pop() || String(source)
}

/** A part of the bill of materials (CycloneDX). */
export type Component = { name: string; licenses?: { license?: { id?: string; name?: string }; expression?: string }[] }

const accepted = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "OFL-1.1",
  "PostgreSQL",
  "Unlicense",
])

/** A package whose licence is another, and why that is all right. A name ending with `*` stands for those that begin so. */
export type LicenceException = { package: string; licence: string; reason: string }

/** The licence of a part as its makers wrote it; "inconnue" when they wrote none. */
export function licenceOf({ licenses = [] }: Component) {
  return licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? "").join(" AND ") || "inconnue"
}

/** The packages whose licence is neither accepted nor excused, with their licence. */
export function unwelcomeLicences(components: Component[], exceptions: LicenceException[]) {
  return components
    .map((component) => ({ name: component.name, licence: licenceOf(component) }))
    .filter(
      ({ name, licence }) => !isAccepted(licence) && !exceptions.some((each) => names(each.package, name) && each.licence === licence),
    )
    .map(({ name, licence }) => `${name} : ${licence}`)
}

/** All of what is joined by AND, one of what is joined by OR. */
function isAccepted(licence: string): boolean {
  const bare = licence.replace(/^\((.*)\)$/, "$1")
  if (/ OR /i.test(bare)) return bare.split(/ OR /i).some(isAccepted)
  return bare.split(/ AND /i).every((one) => accepted.has(one))
}

function names(pattern: string, name: string) {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}

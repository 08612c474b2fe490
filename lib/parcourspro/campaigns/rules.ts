/** How the waves and the prices of a year are typed. The waves, one a line: "01/12/2026 adhérents", "08/12/2026 moins de 2", "15/12/2026 tous". */
import type { Wave } from "@/lib/parcourspro/year-rules/rules"

const shape = /^(\d{1,2})\/(\d{1,2})\/(\d{4})[\s:;,]+(tous|toutes|adhérents|adherents|moins de (\d{1,2}))$/iu
const two = (digits = "") => digits.padStart(2, "0")

/** The waves, in order; or the number of the first line that cannot be read. */
export function parseWaves(text: string): Wave[] | { line: number } {
  const found: Wave[] = []
  for (const [index, typed] of text.split("\n").entries()) {
    const line = typed.trim()
    if (line === "") continue
    const [, d, m, y, who = "", fewer] = shape.exec(line) ?? []
    const opensOn = `${y}-${two(m)}-${two(d)}`
    if (!y || Number.isNaN(Date.parse(opensOn)) || !new Date(opensOn).toISOString().startsWith(opensOn)) return { line: index + 1 }
    const isFor = fewer ? "fewer" : who.toLowerCase().startsWith("adh") ? "adherents" : "all"
    found.push({ opensOn, who: isFor, fewer: Number(fewer ?? 0) })
  }
  return found.toSorted((a, b) => a.opensOn.localeCompare(b.opensOn))
}

const names = { all: () => "tous", adherents: () => "adhérents", fewer: (fewer: number) => `moins de ${fewer}` }

/** Waves as `parseWaves` reads them. */
export function wavesText(waves: readonly Wave[]) {
  return waves.map(({ opensOn, who, fewer }) => `${opensOn.split("-").toReversed().join("/")} ${names[who](fewer)}`).join("\n")
}

/** A line of the price table: whom it concerns, and what they pay, in cents. */
export type Fee = { label: string; amount: number }
const feeShape = /^(.{1,120}?)\s*[;:]\s*(\d{1,6}(?:[.,]\d{1,2})?)\s*€?$/u

/** The prices typed one a line, "Moins de 10 salariés ; 50"; or the number of the first line that cannot be read, or says a former one again. */
export function parseFees(text: string): Fee[] | { line: number } {
  const found: Fee[] = []
  for (const [index, typed] of text.split("\n").entries()) {
    if (typed.trim() === "") continue
    const [, label = "", price = ""] = feeShape.exec(typed.trim()) ?? []
    if (label === "" || found.some((fee) => fee.label === label)) return { line: index + 1 }
    found.push({ label, amount: Math.round(Number(price.replace(",", ".")) * 100) })
  }
  return found
}

/** Prices as `parseFees` reads them. */
export function feesText(fees: readonly Fee[]) {
  return fees.map(({ label, amount }) => `${label} ; ${(amount / 100).toLocaleString("fr-FR", { useGrouping: false })}`).join("\n")
}

/** The open lists that the operator imports: their rows, whatever they call their columns. */
import type { Commune } from "@/lib/rafael/communes/rules"

/** The lists of codes that may be imported. */
export const referenceKinds = { formacode: "Formacode", rome: "ROME", rncp: "RNCP", rs: "RS" } as const
export type ReferenceKind = keyof typeof referenceKinds
export type Reference = { kind: ReferenceKind; code: string }

/** The Formacode edition that the list holds: those of others are not judged by it. */
export const formacodeVersion = "V14"

function plain(name: string) {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
}

function cellOf(row: Record<string, string>, name: RegExp, but = /$^/): string {
  return (
    Object.entries(row)
      .find(([key]) => name.test(plain(key)) && !but.test(plain(key)))?.[1]
      ?.trim() ?? ""
  )
}

/** A commune of an open list (La Poste's postcodes, data.gouv.fr); null when a row lacks its code, its name or its position. */
export function communeIn(row: Record<string, string>): Commune | null {
  const insee = cellOf(row, /insee|^code commune$/)
    .toUpperCase()
    .padStart(5, "0")
  const name =
    cellOf(row, /^nom commune complet$/) ||
    cellOf(row, /^nom (de la |standard |commune)?|^nom$|^commune$|^libelle$/, /postal|region|departement/)
  const postcode = cellOf(row, /postal|postcode/, /nom/).padStart(5, "0")
  const [latitude, longitude] = [Number(cellOf(row, /^lat/) || Number.NaN), Number(cellOf(row, /^lon/) || Number.NaN)]
  if (!/^\d[0-9AB]\d{3}$/.test(insee) || name === "" || !/^\d{5}$/.test(postcode)) return null
  if (Number.isNaN(latitude) || Number.isNaN(longitude)) return null
  const departement = /^97/.test(insee) ? insee.slice(0, 3) : insee.slice(0, 2)
  return { insee, name, postcodes: [postcode], departement, latitude, longitude }
}

/** A code and its label; null when a row has neither. */
export function codeIn(kind: ReferenceKind, row: Record<string, string>): (Reference & { label: string }) | null {
  const typed = cellOf(row, /code|numero|fiche/).toUpperCase()
  const code = kind === "rncp" || kind === "rs" ? typed.replace(/^\D*/, kind.toUpperCase()) : typed
  const label = cellOf(row, /libelle|intitule|label|nom/)
  return /\d/.test(code) && label !== "" ? { kind, code, label } : null
}

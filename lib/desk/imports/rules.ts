import { lookup } from "@/lib/platform/text/lookup"
import { structureFieldNames as names, parseSiret, type StructureType } from "@/lib/vocabulary/structures/rules"

/** The columns of an import file, with the names of the region's own file; a row has this shape once read. */
export const importColumns = ["siret", "raison_sociale", "sigle", "enseigne", "code_postal", "commune", "types", "etat"] as const
/** The columns above, and the one that a file may also have. */
export const allColumns = [...importColumns, "adresse"] as const
export type ImportColumn = (typeof allColumns)[number]

export const columnNames: Record<ImportColumn, string> = {
  siret: names.siret,
  raison_sociale: names.raisonSociale,
  sigle: names.sigle,
  enseigne: names.enseigne,
  adresse: names.address,
  code_postal: names.postcode,
  commune: names.city,
  types: "Types (formateur, prescripteur)",
  etat: "État (ouverte ou fermée)",
}

/** The column that holds each field of a structure. */
const fieldColumns = {
  raisonSociale: "raison_sociale",
  sigle: "sigle",
  enseigne: "enseigne",
  address: "adresse",
  postcode: "code_postal",
  city: "commune",
  types: "types",
  state: "etat",
} as const satisfies Record<string, ImportColumn>

/** The differences, field by field, in words. */
export function differenceLines({ before, after }: { before: Said; after: Said }): { name: string; from: string; to: string }[] {
  return (Object.keys(fieldColumns) as (keyof typeof fieldColumns)[])
    .filter((field) => field in after)
    .map((field) => ({
      name: shortNames[field] ?? columnNames[fieldColumns[field]],
      from: saidIn(before[field]),
      to: saidIn(after[field]),
    }))
}

const shortNames: Partial<Record<keyof typeof fieldColumns, string>> = { types: "Types", state: "État" }
const stateNames: Record<string, string> = { active: "ouverte", closed: "fermée" }

function saidIn(value: string | readonly string[] | null | undefined) {
  if (value === null || value === undefined || value.length === 0) return "rien"
  return typeof value === "string" ? (lookup(stateNames, value) ?? value) : value.join(", ")
}

/** Which column of the file holds each of our fields; null: the file does not have it, and the known value stays. */
export type ColumnMap = Record<ImportColumn, string | null>

export type Rejection = { line: number; reason: string }
/** The values of a structure, under the names that the journal uses. */
export type Said = Partial<Record<keyof typeof fieldColumns, string | readonly string[] | null>>
/** A structure of the file. `differences`: the values before and after; null for a new structure. */
export type Sample = { siret: string; raisonSociale: string; differences: { before: Said; after: Said } | null }
/** What an import did, or would do. `rejected` and the samples hold only the first rows; the counts are complete. */
export type ImportReport = {
  created: number
  changed: number
  unchanged: number
  rejectedCount: number
  rejected: Rejection[]
  samples: { created: Sample[]; changed: Sample[] }
}

export const emptyReport = (): ImportReport => ({
  created: 0,
  changed: 0,
  unchanged: 0,
  rejectedCount: 0,
  rejected: [],
  samples: { created: [], changed: [] },
})

/** A row in the form that the database takes. */
export type Sound = {
  line: number
  siret: string
  raison_sociale: string
  sigle: string | null
  enseigne: string | null
  address: string | null
  postcode: string | null
  city: string | null
  types: StructureType[]
  state: "active" | "closed"
}

/** The greatest length of each text, in characters: a longer text is not a name. */
const longest = { raison_sociale: 300, sigle: 120, enseigne: 300, adresse: 300, commune: 150 } as const

const states: Record<string, Sound["state"]> = { active: "active", ouverte: "active", closed: "closed", fermee: "closed" }

/** Reads one row with the columns of the region's file, or gives the reason in French why the row cannot be read. */
export function readRow(line: number, row: Record<string, string | undefined>): Sound | Rejection {
  const siret = parseSiret(row.siret ?? "")
  if (!siret) return { line, reason: `SIRET invalide : ${quoted(row.siret)}${hintOf(row.siret ?? "")}` }
  const raisonSociale = clean(row.raison_sociale)
  if (!raisonSociale) return { line, reason: "raison sociale absente" }
  const long = (Object.keys(longest) as (keyof typeof longest)[]).find((column) => (clean(row[column]) ?? "").length > longest[column])
  if (long) return { line, reason: `${columnNames[long].toLowerCase()} : plus de ${longest[long]} caractères` }
  const postcode = clean(row.code_postal)
  if (postcode && !/^[0-9]{5}$/.test(postcode)) return { line, reason: `code postal invalide : ${quoted(postcode)}` }
  const types = plain(row.types ?? "")
    .split(/[\s,|]+/)
    .filter(Boolean)
  if (!types.every(isStructureType)) return { line, reason: `type inconnu : ${quoted(row.types)} (formateur, prescripteur, ou les deux)` }
  const state = lookup(states, plain(row.etat ?? "") || "active")
  if (!state) return { line, reason: `état inconnu : ${quoted(row.etat)} (ouverte ou fermée)` }
  return {
    line,
    siret,
    raison_sociale: raisonSociale,
    sigle: clean(row.sigle),
    enseigne: clean(row.enseigne),
    address: clean(row.adresse),
    postcode,
    city: clean(row.commune),
    types,
    state,
  }
}

function hintOf(siret: string) {
  return /^[0-9]{14}$/.test(siret) ? " (clé de contrôle)" : ""
}

function clean(text: string | undefined) {
  return text?.toWellFormed().replaceAll("\0", "").replace(/\s+/g, " ").trim() || null
}

/** The first 40 characters of a cell, made safe to show and to store. */
function quoted(text: string | undefined) {
  return `« ${[...(clean(text) ?? "")].slice(0, 40).join("")} »`
}

function isStructureType(text: string): text is StructureType {
  return text === "formateur" || text === "prescripteur"
}

const alike: Record<ImportColumn, RegExp> = {
  siret: /siret/,
  raison_sociale: /raison|denomination|^nom$|name/,
  sigle: /sigle/,
  enseigne: /enseigne/,
  adresse: /adresse|voie|rue/,
  code_postal: /postal|^cp$|postcode/,
  commune: /commune|ville|city/,
  types: /^types?$|type.structure/,
  etat: /^etat|state|statut/,
}

/** Guesses which columns of a file hold our fields; a person may correct the guess. */
export function guessColumns(header: readonly string[]): ColumnMap {
  const plain = (name: string) => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim()
  const guess = (column: ImportColumn) =>
    header.find((name) => plain(name) === column) ?? header.find((name) => alike[column].test(plain(name))) ?? null
  return Object.fromEntries(allColumns.map((column) => [column, guess(column)])) as ColumnMap
}

/** The text without accents or capitals. */
function plain(text: string) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim()
}

/** A row of the file, under our own column names. */
export function mapped(row: Record<string, string>, columns: ColumnMap): Record<string, string | undefined> {
  return Object.fromEntries(allColumns.map((column) => [column, lookup(row, columns[column])]))
}

/** The columns that a file does not have. */
export function absentFrom(columns: ColumnMap): ImportColumn[] {
  return allColumns.filter((column) => columns[column] === null)
}

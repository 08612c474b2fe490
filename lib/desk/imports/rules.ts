import { lookup } from "@/lib/platform/text/lookup"
import { withoutMarks } from "@/lib/platform/text/marks"
import {
  isValidSiret,
  structureFieldNames as names,
  parsePostcode,
  parseSiret,
  type StructureType,
} from "@/lib/vocabulary/structures/rules"

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

/** The name that corrections and the journal give to what a column holds. */
export function fieldOf(column: ImportColumn): string {
  return Object.entries(fieldColumns).find(([, held]) => held === column)?.[0] ?? column
}

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
  /** Whose fields corrected by hand stay, though the file says something else. */
  kept: number
  rejectedCount: number
  rejected: Rejection[]
  samples: { created: Sample[]; changed: Sample[]; kept: Sample[] }
}

export const emptyReport = (): ImportReport => ({
  created: 0,
  changed: 0,
  unchanged: 0,
  kept: 0,
  rejectedCount: 0,
  rejected: [],
  samples: { created: [], changed: [], kept: [] },
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

/** The words that people and INSEE use for the two states. */
const states: Record<string, Sound["state"]> = {
  ...Object.fromEntries(["active", "actif", "ouverte", "ouvert", "a", "en activite"].map((word) => [word, "active"] as const)),
  ...Object.fromEntries(["closed", "fermee", "ferme", "f", "c", "cessee", "inactive", "inactif"].map((word) => [word, "closed"] as const)),
}

/** Reads one row with the columns of the region's file, or gives the reason in French why the row cannot be read. */
export function readRow(line: number, row: Record<string, string | undefined>): Sound | Rejection {
  const siret = parseSiret(row.siret ?? "")
  if (!siret) return { line, reason: `SIRET invalide : ${quoted(row.siret)}${hintOf(row.siret ?? "")}` }
  const raisonSociale = clean(row.raison_sociale)
  if (!raisonSociale) return { line, reason: "raison sociale absente" }
  const long = (Object.keys(longest) as (keyof typeof longest)[]).find((column) => (clean(row[column]) ?? "").length > longest[column])
  if (long) return { line, reason: `${columnNames[long].toLowerCase()} : plus de ${longest[long]} caractères` }
  const written = clean(row.code_postal)
  const postcode = written && parsePostcode(written)
  if (written && !postcode) return { line, reason: `code postal invalide : ${quoted(written)}` }
  const types = typesIn(row.types ?? "")
  if (!types) return { line, reason: `type inconnu : ${quoted(row.types)} (formateur, prescripteur, ou les deux)` }
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

/** The types that a cell says, in the portal's own words or in those people use; null when a word is none of them. */
function typesIn(text: string): StructureType[] | null {
  const said = plain(text)
    .replace(/\([^)]*\)/g, "")
    .replace(/\borganismes? de formation\b|\bof\b/g, "formateur")
    .replace(/\borganismes? prescripteurs?\b/g, "prescripteur")
    .trim()
  if (/^(sans habilitation particuliere|aucune?|neant|-)?$/.test(said)) return []
  if (/^(les )?deux$/.test(said)) return [...structureTypes]
  const words = said
    .split(/[\s,;|/+&]+/)
    .filter((word) => word !== "" && word !== "et")
    .map((word) => word.replace(/s$/, ""))
  // Always in this order: the database compares lists.
  return words.every(isStructureType) ? structureTypes.filter((type) => words.includes(type)) : null
}

function hintOf(siret: string) {
  const typed = siret.trim()
  if (/^[0-9]([.,][0-9]+)?E\+1[0-3]$/i.test(typed)) return " : Excel a abîmé ce SIRET, mettez sa colonne au format texte"
  if (/^[0-9]{12,13}$/.test(typed) && parseSiret(typed.padStart(14, "0"))) return " (un zéro perdu au début ?)"
  if (!/^[0-9]{14}$/.test(typed)) return ""
  return isValidSiret(typed) ? " (ce numéro n’existe pas)" : " (clé de contrôle)"
}

/** What is said of a line whose cells cannot be told apart. */
export function misfitWords({ expected, found }: { expected: number; found: number }) {
  return `${found} cellules au lieu de ${expected} : une cellule de trop décale les autres (un point-virgule dans un nom ?)`
}

function clean(text: string | undefined) {
  return (text && withoutMarks(text.toWellFormed()).replaceAll("\0", "").replace(/\s+/g, " ").trim()) || null
}

/** The first 40 characters of a cell, made safe to show and to store. */
function quoted(text: string | undefined) {
  return `« ${[...(clean(text) ?? "")].slice(0, 40).join("")} »`
}

const structureTypes = ["formateur", "prescripteur"] as const satisfies StructureType[]

function isStructureType(text: string): text is StructureType {
  return structureTypes.some((type) => type === text)
}

/** What others call our columns, without accents. "Statut juridique", "Type de voie" and "Adresse e-mail" are none of them. */
const alike: Record<ImportColumn, RegExp> = {
  siret: /\bsiret\b/,
  raison_sociale: /raison sociale|denomination|^nom$|^nom de (la structure|l organisme|l etablissement)$|\bname$/,
  sigle: /\bsigle\b/,
  enseigne: /\benseigne\b/,
  adresse: /^adresse\b(?!.*(mail|courriel|web|internet|site|\bip\b))|^(libelle (de )?)?(voie|rue)$/,
  code_postal: /postal|^cp$|post ?code/,
  commune: /^(libelle )?(commune|ville|localite|city)$|^(commune|ville) /,
  types: /^types?$|^types? (de |d )?(structure|organisme|etablissement)|^habilitation/,
  etat: /^etat( administratif)?$|^state$|^statut( administratif| de la structure)?$/,
}

/** Guesses which columns of a file hold our fields; a person may correct the guess. */
export function guessColumns(header: readonly string[]): ColumnMap {
  const spaced = (name: string) =>
    plain(name)
      .replace(/\(.*$/, "")
      .replace(/[\s_'’.-]+/g, " ")
      .trim()
  const guess = (column: ImportColumn) =>
    header.find((name) => plain(name) === column) ??
    header.find((name) => [columnNames[column], ownLabels[column]].some((label) => label && spaced(label) === spaced(name))) ??
    header.find((name) => alike[column].test(spaced(name))) ??
    null
  return Object.fromEntries(allColumns.map((column) => [column, guess(column)])) as ColumnMap
}

/** What the portal's own forms and exports call them. */
const ownLabels: Partial<Record<ImportColumn, string>> = { types: names.type, etat: "État" }

/** The text without accents or capitals. */
function plain(text: string) {
  return withoutMarks(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim()
}

/** A row of the file, under our own column names. */
export function mapped(row: Record<string, string>, columns: ColumnMap): Record<string, string | undefined> {
  return Object.fromEntries(allColumns.map((column) => [column, lookup(row, columns[column])]))
}

/** The columns that a file does not have. */
export function absentFrom(columns: ColumnMap): ImportColumn[] {
  return allColumns.filter((column) => columns[column] === null)
}

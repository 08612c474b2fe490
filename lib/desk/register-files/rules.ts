/** What the portal takes from each row of INSEE's public files (base SIRENE). Their columns have the documented names, in any order. */
import { isValidSiret } from "@/lib/vocabulary/structures/rules"

export type Kind = "units" | "establishments" | "links"
type Cell = string | null
/** What a waiting room holds. */
export type Kept = Cell | number | boolean

/** The columns that show a file's kind; all of them are required, other columns may be absent. */
const needed: Record<Kind, string[]> = {
  units: ["siren", "denominationUniteLegale", "nomUniteLegale"],
  establishments: ["siret", "etatAdministratifEtablissement", "libelleCommuneEtablissement"],
  links: ["siretEtablissementPredecesseur", "siretEtablissementSuccesseur"],
}

/** The kind of a file, by its header; null when it is none of them. */
export function kindOf(header: readonly string[]): Kind | null {
  return (Object.keys(needed) as Kind[]).find((kind) => needed[kind].every((column) => header.includes(column))) ?? null
}

/** The waiting room (a table) for the rows of each kind, with its columns. */
export const waitingRoom = {
  units: { table: "register_unit", columns: ["siren", "name", "sigle", "usual_name", "legal_form", "staff"] },
  establishments: {
    table: "register_establishment",
    columns: ["siret", "enseigne", "address", "postcode", "city", "state", "is_head_office", "staff"],
  },
  links: { table: "register_link", columns: ["predecessor", "successor", "linked_on"] },
} as const

type Read = (name: string) => string | null

/** A row for the waiting room, with the columns above; null when it has nothing to take, or nothing that may be shown. */
export function readRegisterRow(kind: Kind, header: ReadonlyMap<string, number>, row: readonly string[]): Kept[] | null {
  const read: Read = (name) => shown(row[header.get(name) ?? -1])
  switch (kind) {
    case "units":
      return unit(read)
    case "establishments":
      return establishment(read)
    case "links":
      return link(read)
  }
}

/** A company, under its own name or its owner's. */
function unit(read: Read) {
  const siren = read("siren")
  if (!siren || !/^[0-9]{9}$/.test(siren)) return null
  const person = joined([
    read("prenomUsuelUniteLegale") ?? read("prenom1UniteLegale"),
    read("nomUsageUniteLegale") ?? read("nomUniteLegale"),
  ])
  return [
    siren,
    long(read("denominationUniteLegale")) ?? person,
    long(read("sigleUniteLegale")),
    long(read("denominationUsuelle1UniteLegale")),
    legalCode(read("categorieJuridiqueUniteLegale")),
    staffOf(read("trancheEffectifsUniteLegale")),
  ]
}

function establishment(read: Read) {
  const siret = read("siret")
  if (!siret || !isValidSiret(siret)) return null
  const signs = ["enseigne1Etablissement", "enseigne2Etablissement", "enseigne3Etablissement"].map(read)
  const street = ["numeroVoieEtablissement", "indiceRepetitionEtablissement", "typeVoieEtablissement", "libelleVoieEtablissement"].map(read)
  const postcode = read("codePostalEtablissement")
  return [
    siret,
    joined(signs) ?? long(read("denominationUsuelleEtablissement")),
    joined(street),
    postcode && /^[0-9]{5}$/.test(postcode) ? postcode : null,
    long(read("libelleCommuneEtablissement") ?? read("libelleCommuneEtrangerEtablissement")),
    read("etatAdministratifEtablissement") === "F" ? "closed" : "active",
    read("etablissementSiege") === "true",
    staffOf(read("trancheEffectifsEtablissement")),
  ]
}

function link(read: Read) {
  const [predecessor, successor] = [read("siretEtablissementPredecesseur"), read("siretEtablissementSuccesseur")]
  if (!predecessor || !successor || predecessor === successor) return null
  return [predecessor, successor, read("dateLienSuccession") ?? ""]
}

const legalCode = (cell: Cell) => (cell && /^[0-9]{4}$/.test(cell) ? cell : null)

/** At least how many people work there, by the code of the bracket in the files. */
const staffBrackets = new Map(
  Object.entries({ "00": 0, "01": 1, "02": 3, "03": 6, "11": 10, "12": 20, "21": 50, "22": 100, "31": 200, "32": 250 }).concat(
    Object.entries({ "41": 500, "42": 1000, "51": 2000, "52": 5000, "53": 10_000 }),
  ),
)
const staffOf = (bracket: Cell) => staffBrackets.get(bracket ?? "") ?? null

/** Null for what is empty or must not be shown: INSEE writes [ND] in place of what the owner keeps private. */
function shown(cell: string | undefined) {
  const text = cell?.toWellFormed().replaceAll("\0", "").replace(/\s+/g, " ").trim()
  return !text || text === "[ND]" ? null : text
}

function joined(parts: readonly Cell[]) {
  return long(parts.filter(Boolean).join(" ") || null)
}

const longest = 300
const long = (text: Cell) => text?.slice(0, longest).trim() ?? null

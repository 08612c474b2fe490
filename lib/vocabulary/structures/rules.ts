import { withoutMarks } from "../../platform/text/marks.ts"

const laPosteSiren = "356000000"
const laPosteHeadOffice = "35600000000048"

const label = /^(?:[\s\p{P}°]*(?:num[ée]ro|no|n|siret|siren|de))*[\s\p{P}°]*(?=[0-9])/iu

/** A number as it was typed or pasted, without its label, what stands between its digits, nor the marks that nobody sees. */
export function numberTyped(text: string): string {
  return withoutMarks(text)
    .normalize("NFKC")
    .replace(label, "")
    .replace(/[\s.'’\p{Pd}−]/gu, "")
}

/** The 14 digits of what was typed or pasted ("317 542 025 00042", "N° SIRET : 317…", dots, dashes), or null. */
export function parseSiret(text: string): string | null {
  const siret = numberTyped(text)
  return isValidSiret(siret) && !isInvented(siret) ? siret : null
}

const places = /^(?:0[1-9]|[1-8]\d|9[0-5]|97[1-8]|98[04678])/

/** The five digits of a postcode as people write it ("33 000", "F-33000", "33077 CEDEX 9"); null when no département has it. */
export function parsePostcode(text: string): string | null {
  const digits = numberTyped(text.replace(/cedex.*$/iu, "").replace(/^\s*F(?=[\s-]*[0-9])/i, ""))
  return /^[0-9]{5}$/.test(digits) && places.test(digits) ? digits : null
}

/**
 * What people invent to get past a form: one digit, or three, again and again. A company may have such a number by chance; its SIREN then holds
 * by its own checksum, as all do.
 */
function isInvented(siret: string) {
  const siren = siret.slice(0, 9)
  if (siren === "000000000") return true
  return /^(?:(\d)\1{8}|(\d{3})\2{2}|(\d)\3\3(\d)\4\4(\d)\5\5)$/.test(siren) && luhnSum(siren) % 10 !== 0
}

/** Luhn over 14 digits; La Poste's establishments have their own rule: digit sum multiple of 5 (INSEE). */
export function isValidSiret(siret: string): boolean {
  if (!/^[0-9]{14}$/.test(siret)) return false
  if (siret.startsWith(laPosteSiren) && siret !== laPosteHeadOffice) return digitSum(siret) % 5 === 0
  return luhnSum(siret) % 10 === 0
}

/** "317 542 025 00042" */
export function formatSiret(siret: string) {
  return `${siret.slice(0, 3)} ${siret.slice(3, 6)} ${siret.slice(6, 9)} ${siret.slice(9)}`
}

/** "Bordeaux (33)", or what is known of it. */
export function formatPlace(structure: { city: string | null; departement: string | null }) {
  if (!structure.city) return structure.departement ?? ""
  return structure.departement ? `${structure.city} (${structure.departement})` : structure.city
}

export type StructureType = "formateur" | "prescripteur"

const typeNames: Record<StructureType, string> = {
  formateur: "Organisme de formation",
  prescripteur: "Prescripteur",
}

/** "Organisme de formation et prescripteur", "Sans habilitation particulière" */
export function formatTypes(types: readonly StructureType[]) {
  if (types.length === 0) return "Sans habilitation particulière"
  const [first, ...others] = types.map((type) => typeNames[type])
  return [first, ...others.map((name) => name.toLowerCase())].join(" et ")
}

/** How mails name a structure. */
export function structureRef(structure: { raisonSociale: string; siret: string }) {
  return { structureName: structure.raisonSociale, siret: structure.siret }
}

/** What a form answers about the types of a structure. */
export type TypeAnswer = "" | StructureType | "les-deux"

const typesByAnswer: Record<TypeAnswer, StructureType[]> = {
  "": [],
  formateur: ["formateur"],
  prescripteur: ["prescripteur"],
  "les-deux": ["formateur", "prescripteur"],
}

/** The structure types that the answer of a listing form stands for. */
export function typesOf(type: TypeAnswer): StructureType[] {
  return typesByAnswer[type]
}

/** The answer of the form that stands for these types. */
export function typeOf(structureTypes: readonly StructureType[]): TypeAnswer {
  const [only, other] = structureTypes
  return other ? "les-deux" : (only ?? "")
}

/** A structure that is not listed yet, in the form in which listed structures are shown. */
export function asStructure<L extends { type: TypeAnswer }>(listing: L) {
  return { ...listing, types: typesOf(listing.type), departement: null }
}

function digitSum(digits: string) {
  return [...digits].reduce((sum, digit) => sum + Number(digit), 0)
}

/** The sum of the digits, where every second digit from the right is doubled. When the double has two digits, both are added. */
function luhnSum(digits: string) {
  return [...digits].reverse().reduce((sum, digit, position) => {
    const value = Number(digit) * (position % 2 === 0 ? 1 : 2)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
}

/** What each thing that a structure says is called, in forms, tables and mails. */
export const structureFieldNames = {
  siret: "SIRET",
  raisonSociale: "Raison sociale",
  sigle: "Sigle",
  enseigne: "Enseigne",
  address: "Adresse",
  postcode: "Code postal",
  city: "Ville",
  type: "Type de structure",
} as const

type Said = {
  siret: string
  sigle: string | null
  enseigne: string | null
  address: string | null
  postcode: string | null
  city: string | null
  departement: string | null
  types: readonly StructureType[]
}

/** What a structure says of itself under its name, as names and values. */
export function structureFacts({ siret, sigle, enseigne, address, postcode, types, ...place }: Said): (readonly [string, string])[] {
  const names = structureFieldNames
  return [
    [names.siret, formatSiret(siret)],
    ...(sigle ? [[names.sigle, sigle] as const] : []),
    ...(enseigne ? [[names.enseigne, enseigne] as const] : []),
    [names.address, [address, postcode, formatPlace(place)].filter(Boolean).join(" ") || "Non renseignée"],
    ["Type", formatTypes(types)],
  ]
}

import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import { troubles } from "@/lib/desk/structure-dossiers/rules"
import { type Asked, addressWith, letters, reading, words } from "@/lib/platform/http/search-params"

const structureParams = {
  q: words,
  departement: words,
  type: parseAsStringLiteral(["formateur", "prescripteur"] as const),
  etat: parseAsStringLiteral(["active", "closed"] as const),
  souci: parseAsStringLiteral(troubles),
  lettre: parseAsStringLiteral(letters),
  page: parseAsInteger.withDefault(1),
}

/** The parameters in the address of the managers' structures page. */
export const readStructureAddress = reading(structureParams)
export const structureAddress = addressWith(structureParams)
export type StructureParams = Asked<typeof readStructureAddress>

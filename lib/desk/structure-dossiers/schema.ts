import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server"
import { troubles } from "@/lib/desk/structure-dossiers/rules"
import { addressWith } from "@/lib/platform/http/search-params"

const structureParams = {
  q: parseAsString.withDefault(""),
  departement: parseAsString.withDefault(""),
  type: parseAsStringLiteral(["formateur", "prescripteur"] as const),
  etat: parseAsStringLiteral(["active", "closed"] as const),
  souci: parseAsStringLiteral(troubles),
  page: parseAsInteger.withDefault(1),
}

/** What the address of the managers' structures says. */
export const loadStructureParams = createLoader(structureParams)
export const structureAddress = addressWith(structureParams)
export type StructureParams = ReturnType<typeof loadStructureParams> extends infer Loaded ? Awaited<Loaded> : never

import { createLoader, parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server"
import { addressWith } from "@/lib/platform/http/search-params"
import { grantable } from "@/lib/vocabulary/profils/rules"

/** What the list of a structure's people may be narrowed to; "aucun": those without granted profil. */
const profilFilters = [...grantable, "aucun"] as const

/** By what the list is ordered; a minus sign turns it round. */
const sorts = ["nom", "-nom", "email", "-email", "fonction", "-fonction", "connexion", "-connexion"] as const
export type Sort = (typeof sorts)[number]

/** What the address of the list says: the whole state of the page, so that it can be sent, kept and gone back to. */
const peopleParams = {
  recherche: parseAsString.withDefault(""),
  profil: parseAsStringLiteral(profilFilters),
  referent: parseAsBoolean.withDefault(false),
  employeur: parseAsBoolean.withDefault(false),
  tri: parseAsStringLiteral(sorts).withDefault("nom"),
  page: parseAsInteger.withDefault(1),
}

export const loadPeopleParams = createLoader(peopleParams)

/** The address of the same list with something changed. */
export const peopleAddress = addressWith(peopleParams)
export type PeopleParams = ReturnType<typeof loadPeopleParams> extends infer Loaded ? Awaited<Loaded> : never

/** What the address of the directories says. */
const directoryParams = {
  q: parseAsString.withDefault(""),
  departement: parseAsString.withDefault(""),
  type: parseAsStringLiteral(["formateur", "prescripteur"] as const),
  page: parseAsInteger.withDefault(1),
  personne: parseAsString.withDefault(""),
  pagePersonnes: parseAsInteger.withDefault(1),
}

export const loadDirectoryParams = createLoader(directoryParams)
export const directoryAddress = addressWith(directoryParams)

import { parseAsBoolean, parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import { type Asked, addressWith, reading, words } from "@/lib/platform/http/search-params"
import { grantable } from "@/lib/vocabulary/profils/rules"

/** What the list of a structure's people may be narrowed to; "aucun": those without granted profil. */
const profilFilters = [...grantable, "aucun"] as const

/** By what the list is ordered; a minus sign turns it round. */
const sorts = ["nom", "-nom", "email", "-email", "fonction", "-fonction", "connexion", "-connexion"] as const
export type Sort = (typeof sorts)[number]

/** What the address of the list says: the whole state of the page, so that it can be sent, kept and gone back to. */
const peopleParams = {
  recherche: words,
  profil: parseAsStringLiteral(profilFilters),
  referent: parseAsBoolean.withDefault(false),
  employeur: parseAsBoolean.withDefault(false),
  tri: parseAsStringLiteral(sorts).withDefault("nom"),
  page: parseAsInteger.withDefault(1),
}

export const readPeopleAddress = reading(peopleParams)

/** The address of the same list with something changed. */
export const peopleAddress = addressWith(peopleParams)
export type PeopleParams = Asked<typeof readPeopleAddress>

/** What the address of the directories says. */
const directoryParams = {
  q: words,
  departement: words,
  type: parseAsStringLiteral(["formateur", "prescripteur"] as const),
  page: parseAsInteger.withDefault(1),
  personne: words,
  pagePersonnes: parseAsInteger.withDefault(1),
}

export const readDirectoryAddress = reading(directoryParams)
export const directoryAddress = addressWith(directoryParams)

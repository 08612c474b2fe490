import { parseAsBoolean, parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import { type Asked, addressWith, letters, reading, words } from "@/lib/platform/http/search-params"
import { grantable } from "@/lib/vocabulary/profils/rules"

/** The profils by which the list of a structure's people may be filtered; "aucun": people without any granted profil. */
const profilFilters = [...grantable, "aucun"] as const

/** The columns by which the list may be sorted; a minus sign reverses the order. */
const sorts = ["nom", "-nom", "email", "-email", "fonction", "-fonction", "connexion", "-connexion"] as const
export type Sort = (typeof sorts)[number]

/** The parameters in the address of the list: the whole state of the page, so that the address can be sent, kept and opened again. */
const peopleParams = {
  recherche: words,
  profil: parseAsStringLiteral(profilFilters),
  referent: parseAsBoolean.withDefault(false),
  employeur: parseAsBoolean.withDefault(false),
  tri: parseAsStringLiteral(sorts).withDefault("nom"),
  page: parseAsInteger.withDefault(1),
}

export const readPeopleAddress = reading(peopleParams)

/** The address of the same list with some parameters changed. */
export const peopleAddress = addressWith(peopleParams)
export type PeopleParams = Asked<typeof readPeopleAddress>

/** The parameters in the address of the directories. */
const directoryParams = {
  q: words,
  departement: words,
  type: parseAsStringLiteral(["formateur", "prescripteur"] as const),
  lettre: parseAsStringLiteral(letters),
  page: parseAsInteger.withDefault(1),
  personne: words,
  pagePersonnes: parseAsInteger.withDefault(1),
}

export const readDirectoryAddress = reading(directoryParams)
export const directoryAddress = addressWith(directoryParams)

import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import { type Asked, addressWith, reading, words } from "@/lib/platform/http/search-params"

export const messageStates = ["en-file", "echec", "abandonne", "envoye", "revenu"] as const

const messageParams = {
  adresse: words,
  etat: parseAsStringLiteral(messageStates),
  page: parseAsInteger.withDefault(1),
}

/** The parameters in the address of the messages page. */
export const readMessageAddress = reading(messageParams)
export const messageAddress = addressWith(messageParams)
export type MessageParams = Asked<typeof readMessageAddress>

import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server"
import { addressWith } from "@/lib/platform/http/search-params"

export const messageStates = ["en-file", "echec", "abandonne", "envoye", "revenu"] as const

const messageParams = {
  adresse: parseAsString.withDefault(""),
  etat: parseAsStringLiteral(messageStates),
  page: parseAsInteger.withDefault(1),
}

/** What the address of the messages says. */
export const loadMessageParams = createLoader(messageParams)
export const messageAddress = addressWith(messageParams)
export type MessageParams = ReturnType<typeof loadMessageParams> extends infer Loaded ? Awaited<Loaded> : never

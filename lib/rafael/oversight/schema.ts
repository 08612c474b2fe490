import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import * as z from "zod/mini"
import { addressWith, reading, words } from "@/lib/platform/http/search-params"
import { line, reasonSchema } from "@/lib/platform/text/fields"

/** A candidate is looked for only by their whole address or phone, and with a reason that is kept. */
export const candidateSearch = z.extend(reasonSchema, {
  contact: z.pipe(line(254), z.string().check(z.minLength(5, "Saisissez l’adresse e-mail ou le téléphone en entier."))),
})
export type CandidateSearch = z.infer<typeof candidateSearch>

/** What waits, by its list. */
export const waitingLists = {
  "sans-reponse": "Sans réponse",
  "sous-le-minimum": "Sous leur minimum",
  "sans-prescripteur": "Sans prescripteur",
} as const
export type WaitingList = keyof typeof waitingLists

const waiting = {
  attente: parseAsStringLiteral(Object.keys(waitingLists) as WaitingList[]).withDefault("sans-reponse"),
  a: parseAsInteger.withDefault(1),
}
export const readWaitingAddress = reading(waiting)
export const waitingAddress = addressWith(waiting)

/** What is seen of the offer. */
export const offerViews = { formations: "Formations publiées", qualite: "Qualité par organisme", imports: "Imports LHÉO" } as const
export type OfferView = keyof typeof offerViews

const offer = {
  vue: parseAsStringLiteral(Object.keys(offerViews) as OfferView[]).withDefault("formations"),
  q: words,
  page: parseAsInteger.withDefault(1),
  fait: words,
}
export const readOversightAddress = reading(offer)
export const oversightAddress = addressWith(offer)

import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import { addressWith, reading, words } from "@/lib/platform/http/search-params"

export const oversightViews = {
  sessions: "Sessions",
  actions: "Actions",
  inscriptions: "Sans réponse de l’employeur",
  reprendre: "À reprendre",
  themes: "Thèmes",
} as const
export type OversightView = keyof typeof oversightViews

const parsers = {
  vue: parseAsStringLiteral(Object.keys(oversightViews) as OversightView[]).withDefault("sessions"),
  q: words,
  page: parseAsInteger.withDefault(1),
  fait: words,
  faites: words,
  refusees: words,
  pourquoi: words,
}
export const readOversightAddress = reading(parsers)
export const oversightAddress = addressWith(parsers)

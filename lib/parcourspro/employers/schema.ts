import { parseAsInteger, parseAsStringLiteral } from "nuqs/server"
import * as z from "zod/mini"
import { addressWith, reading, words } from "@/lib/platform/http/search-params"

/** How often an Employeur is told of requests. */
export const employerPaces = {
  each: "À chaque demande",
  daily: "Une fois par jour",
  none: "Jamais : quelqu’un d’autre répond",
} as const
export const employerPace = z.strictObject({
  structureId: z.uuid("Structure inconnue."),
  pace: z.enum(["each", "daily", "none"], "Choisissez un des rythmes proposés."),
})
export type EmployerPace = z.infer<typeof employerPace>

export const employerViews = { "a-traiter": "À traiter", acceptees: "Acceptées", historique: "Historique" } as const
export type EmployerView = keyof typeof employerViews

const parsers = {
  structure: words,
  onglet: parseAsStringLiteral(Object.keys(employerViews) as EmployerView[]).withDefault("a-traiter"),
  q: words,
  /** The request that a message leads to, which is ticked already. */
  demande: words,
  annee: parseAsInteger,
  /** The account whose registrations alone are listed. */
  personne: words,
  page: parseAsInteger.withDefault(1),
  faites: words,
  refusees: words,
  pourquoi: words,
  fait: words,
}
export const readEmployerAddress = reading(parsers)
export const employerAddress = addressWith(parsers)

import { parseAsNumberLiteral } from "nuqs/server"
import { addressWith, reading } from "@/lib/platform/http/search-params"

/** The periods that the figures may cover, in days. */
export const periods = [30, 90, 365] as const
export const periodNames = { 30: "30 jours", 90: "3 mois", 365: "12 mois" } as const

const statisticsParams = { jours: parseAsNumberLiteral(periods).withDefault(90) }

export const readStatisticsAddress = reading(statisticsParams)
export const statisticsAddress = addressWith(statisticsParams)

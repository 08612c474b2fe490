import * as z from "zod/mini"
import { tick } from "@/lib/platform/text/fields"
import { wholeNumber } from "@/lib/vocabulary/fields/schema"

const importId = z.uuid("Import inconnu.")
export const offerImportTarget = z.strictObject({ importId })
export type OfferImportTarget = z.infer<typeof offerImportTarget>

/** What LHÉO does not say, and the person who launches the import does. */
export const launchFields = z.strictObject({ places: wholeNumber(1, 9999), publish: tick })
export const launch = z.extend(launchFields, { importId })
export type Launch = z.infer<typeof launch>

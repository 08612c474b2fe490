import * as z from "zod/mini"
import { isDay } from "@/lib/platform/text/fields"

const structureId = z.uuid("Structure inconnue.")
const day = (missing: string) => z.string().check(z.refine(isDay, missing))

/** When a référent is away, both days included, and who stands in: an affiliation of the structure, or "" for nobody. */
export const absenceSchema = z.strictObject({
  structureId,
  from: day("Dites à partir de quel jour, par exemple 24/12/2026."),
  to: day("Dites jusqu’à quel jour, par exemple 31/12/2026."),
  standIn: z.pipe(
    z.optional(z.union([z.literal(""), z.uuid("Choisissez une des personnes proposées.")])),
    z.transform((id) => id || null),
  ),
})
export type AbsenceInput = z.infer<typeof absenceSchema>

/** A gesture on one absence. */
export const oneAbsenceSchema = z.strictObject({ structureId, absenceId: z.uuid("Absence inconnue.") })
export type OneAbsence = z.infer<typeof oneAbsenceSchema>

import * as z from "zod/mini"
import { paragraph, tick } from "@/lib/platform/text/fields"

const affiliationId = z.uuid("Personne inconnue.")

/** What the person types in each form, without the affiliation the form is about. */
export const detachmentWordsSchema = z.strictObject({ reason: paragraph(500) })
export const leavingWordsSchema = z.strictObject({ message: paragraph(500) })

export const detachmentSchema = z.extend(detachmentWordsSchema, {
  affiliationId,
  /** A manager accepts that the structure is left without référent. */
  withoutReferent: tick,
})
export type Detachment = z.infer<typeof detachmentSchema>

export const leavingSchema = z.extend(leavingWordsSchema, { affiliationId })
export type Leaving = z.infer<typeof leavingSchema>

const prefix = "quitte-"

/** "Je change d'employeur": a field `quitte-…` for each structure left. */
export const employerChangeSchema = z.pipe(
  z.record(z.string(), z.string()),
  z.pipe(
    // A field with another name gives an empty id, which is refused.
    z.transform(({ message = "", ...ticked }: Record<string, string>) => ({
      message,
      affiliationIds: Object.keys(ticked).map((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : "")),
    })),
    z.object({
      message: paragraph(500),
      affiliationIds: z.array(affiliationId).check(z.minLength(1, "Cochez au moins une structure que vous quittez.")),
    }),
  ),
)
export type EmployerChange = z.infer<typeof employerChangeSchema>

import * as z from "zod/mini"
import { paragraph, tick } from "@/lib/platform/text/fields"

/** "Demander un changement de référent": someone to appoint, one's own departure, or both. */
export const referentChangeSchema = z
  .strictObject({
    structureId: z.uuid("Structure inconnue."),
    /** The affiliation of the person proposed; "" when nobody is. */
    affiliationId: z.pipe(
      z.optional(z.union([z.literal(""), z.uuid("Choisissez une des personnes proposées.")])),
      z.transform((id) => id || null),
    ),
    isLeaving: tick,
    message: paragraph(500),
  })
  .check(
    z.refine(({ affiliationId, isLeaving }) => affiliationId !== null || isLeaving, {
      path: ["affiliationId"],
      message: "Choisissez la personne à nommer, ou dites que vous partez.",
    }),
  )
export type ReferentChangeInput = z.infer<typeof referentChangeSchema>

/** What a change of référent asks for, as it is stored; empty once its author's account is erased. */
export const wishShape = z.object({ affiliationId: z._default(z.nullable(z.string()), null), isLeaving: z._default(z.boolean(), false) })
export type Wish = z.infer<typeof wishShape>

export const paces = ["each", "daily", "none"] as const

/** How often a référent is told of the requests of one structure. */
export const paceSchema = z.strictObject({
  structureId: z.uuid("Structure inconnue."),
  pace: z.enum(paces, "Choisissez une des réponses proposées."),
})

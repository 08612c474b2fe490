/** Rights as the journal keeps them. */
import * as z from "zod/mini"
import { rafaelProfils } from "@/lib/vocabulary/profils/rules"

/** Rows written by the first versions do not mention the rights that were not held. */
const flag = z._default(z.boolean(), false)

/** The profils that someone holds. */
export const rightsShape = z.object({
  rafaelProfil: z._default(z.nullable(z.enum(rafaelProfils)), null),
  isEmployeur: flag,
  isPrestataire: flag,
})

/** The same rights, with the role of référent when the row mentions it. */
export const heldShape = z.extend(rightsShape, { isReferent: z.optional(z.boolean()) })

/** A change of rights: before and after. */
export const rightsChangeShape = z.object({ before: heldShape, after: heldShape })

/** Rights as the journal keeps them. */
import * as z from "zod/mini"
import { rafaelProfils } from "@/lib/vocabulary/profils/rules"

/** Rows of the first versions leave out what was not held. */
const flag = z._default(z.boolean(), false)

/** The profils that someone holds. */
export const rightsShape = z.object({
  rafaelProfil: z._default(z.nullable(z.enum(rafaelProfils)), null),
  isEmployeur: flag,
  isPrestataire: flag,
})

/** With the part of référent, where a row says something of it. */
export const heldShape = z.extend(rightsShape, { isReferent: z.optional(z.boolean()) })

/** A change from something to something. */
export const rightsChangeShape = z.object({ before: heldShape, after: heldShape })

import * as z from "zod/mini"
import { passwordAgain, passwordAgainSchema } from "@/lib/identity/credentials/schema"

/** `people`: how many people would move, as the page showed it. */
export const mergeSchema = z.strictObject({
  structureId: z.uuid("Structure inconnue."),
  absorbedId: z.uuid("Structure inconnue."),
  people: z.pipe(z.string().check(z.regex(/^[0-9]{1,6}$/)), z.transform(Number)),
  currentPassword: passwordAgain,
})
export type Merge = z.infer<typeof mergeSchema>

export const mergeUndoingSchema = z.extend(passwordAgainSchema, { mergeId: z.uuid("Fusion inconnue.") })
export type MergeUndoing = z.infer<typeof mergeUndoingSchema>

/** The former state of the absorbed structure, as a merge stores it. */
export const wasShape = z.object({
  state: z.enum(["active", "closed"]),
  closedAt: z.nullable(z.string()),
  successorId: z.nullable(z.string()),
})
export type Was = z.infer<typeof wasShape>

import * as z from "zod/mini"
import { grantable } from "@/lib/vocabulary/profils/rules"

/** One gesture on one profil. `seen`: the rights as the form showed them. */
export const rightsSchema = z.strictObject({
  affiliationId: z.uuid("Personne inconnue."),
  gesture: z.enum(["add", "remove"]),
  profil: z.enum(grantable, "Choisissez un des profils proposés."),
  seen: z.string().check(z.maxLength(80)),
})
export type RightsGesture = z.infer<typeof rightsSchema>

/** Whose suspended profil comes back. */
export const restorationSchema = z.strictObject({ affiliationId: z.uuid("Personne inconnue.") })
export type Restoration = z.infer<typeof restorationSchema>

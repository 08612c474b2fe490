import * as z from "zod/mini"
import { needs } from "@/lib/vocabulary/profils/rules"

/** `from`: the page where the person makes the gesture, and to which they return. */
export const ownRequestSchema = z.strictObject({
  affiliationId: z.uuid("Demande inconnue."),
  from: z._default(z.enum(["/accueil", "/mes-structures"]), "/mes-structures"),
})
export type OwnRequest = z.infer<typeof ownRequestSchema>

export const requestSchema = z.strictObject({
  siret: z.string(),
  need: z.optional(
    z.pipe(
      z.enum(["", ...needs], "Choisissez une des réponses proposées."),
      z.transform((need) => need || null),
    ),
  ),
  q: z.optional(z.string()),
})

import * as z from "zod/mini"
import { needs } from "@/lib/profils/rules"

export const ownRequestSchema = z.strictObject({ affiliationId: z.uuid("Demande inconnue.") })

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

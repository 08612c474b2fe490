import * as z from "zod/mini"
import { reasonSchema, tick } from "@/lib/platform/fields"
import { needs, rafaelProfils } from "@/lib/profils/rules"

const affiliationId = z.uuid("Demande inconnue.")

export const validationSchema = z.strictObject({
  affiliationId,
  rafaelProfil: z.pipe(
    z.enum(["", ...rafaelProfils], "Choisissez un des profils proposés."),
    z.transform((profil) => profil || null),
  ),
  isEmployeur: tick,
  isPrestataire: tick,
  becomesReferent: tick,
})
export type Validation = z.infer<typeof validationSchema>

export const refusalSchema = z.extend(reasonSchema, { affiliationId })

export const ownRequestSchema = z.strictObject({ affiliationId })

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

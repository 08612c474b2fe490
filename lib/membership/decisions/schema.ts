import * as z from "zod/mini"
import { reasonSchema, tick } from "@/lib/platform/text/fields"
import { mostAtOnce } from "@/lib/vocabulary/affiliations/rules"
import { rafaelProfils } from "@/lib/vocabulary/profils/rules"

const affiliationId = z.uuid("Demande inconnue.")
const rafaelProfil = z.pipe(
  z.enum(["", ...rafaelProfils], "Choisissez un des profils proposés."),
  z.transform((profil) => profil || null),
)

export const validationSchema = z.strictObject({
  affiliationId,
  rafaelProfil,
  isEmployeur: tick,
  isPrestataire: tick,
  becomesReferent: tick,
})
export type Validation = z.infer<typeof validationSchema>

export const refusalSchema = z.extend(reasonSchema, { affiliationId })
export type Refusal = z.infer<typeof refusalSchema>

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
const tooMany = `${mostAtOnce} demandes au plus à la fois.`

/** Several validations: one field `profil-…` for each request, which holds its Rafael profil. */
export const validationsSchema = z.pipe(
  z.record(z.string().check(z.regex(new RegExp(`^profil-${uuid}$`))), rafaelProfil),
  z.pipe(
    z.transform((fields: Record<string, Validation["rafaelProfil"]>) => ({
      validations: Object.entries(fields).map(([name, profil]) => ({ affiliationId: name.slice("profil-".length), rafaelProfil: profil })),
    })),
    z.object({
      validations: z
        .array(z.custom<Pick<Validation, "affiliationId" | "rafaelProfil">>())
        .check(z.minLength(1), z.maxLength(mostAtOnce, tooMany)),
    }),
  ),
)
export type Validations = z.infer<typeof validationsSchema>

/** Several refusals for one reason: the ids in one field, separated by commas. */
export const refusalsSchema = z.extend(reasonSchema, {
  affiliationIds: z.pipe(
    z.string(),
    z.pipe(
      z.transform((ids: string) => ids.split(",")),
      z.array(affiliationId).check(z.maxLength(mostAtOnce, tooMany)),
    ),
  ),
})
export type Refusals = z.infer<typeof refusalsSchema>

import * as z from "zod/mini"
import { reasonSchema, tick } from "@/lib/platform/text/fields"
import { lookup } from "@/lib/platform/text/lookup"
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
  /** Which button was pressed: "suivante" leads to the next request. */
  puis: z._default(z.enum(["", "suivante"]), ""),
})
export type Validation = z.infer<typeof validationSchema>

export const refusalSchema = z.extend(reasonSchema, { affiliationId })
export type Refusal = z.infer<typeof refusalSchema>

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
const tooMany = `${mostAtOnce} demandes au plus à la fois.`

/** What the fields of several validations are called: for each request its Rafael profil, and the two ticks of ParcoursPro. */
export const severalFields = { profil: "profil-", employeur: "employeur-", prestataire: "prestataire-" } as const

/** Several validations: a field `profil-…` for each request, and `employeur-…`, `prestataire-…` for those that are ticked. */
export const validationsSchema = z.pipe(
  z.record(z.string().check(z.regex(new RegExp(`^(?:profil|employeur|prestataire)-${uuid}$`))), z.string()),
  z.pipe(
    z.transform((fields: Record<string, string>) => {
      const isTicked = (name: string) => lookup(fields, name) === "on"
      return {
        validations: Object.entries(fields)
          .filter(([name]) => name.startsWith(severalFields.profil))
          .map(([name, profil]) => {
            const affiliationId = name.slice(severalFields.profil.length)
            return {
              affiliationId,
              rafaelProfil: profil,
              isEmployeur: isTicked(severalFields.employeur + affiliationId),
              isPrestataire: isTicked(severalFields.prestataire + affiliationId),
            }
          }),
      }
    }),
    z.object({
      validations: z
        .array(z.object({ affiliationId, rafaelProfil, isEmployeur: z.boolean(), isPrestataire: z.boolean() }))
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

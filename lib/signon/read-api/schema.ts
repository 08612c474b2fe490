/**
 * The shapes of `/api/v1`: what is asked, what is answered, and its description for those who write a client (OpenAPI 3.1), from one source.
 * It is zod as a whole, which the description needs; no form reads this file.
 */
import * as z from "zod"

const siret = z.string().regex(/^\d{14}$/)

/** From where a list goes on, and how many at most. */
const paging = { curseur: z.string().max(100).optional(), limite: z.coerce.number().int().min(1).max(200).default(100) }

export const structuresAsked = z.strictObject({ ...paging, etat: z.enum(["active", "closed"]).optional() })
export const peopleAsked = z.strictObject(paging)
export const rightsAsked = z.strictObject({ a: z.iso.datetime({ offset: true }).optional() })
export const structureAsked = z.strictObject({ siret })

const structureShape = z.strictObject({
  siret,
  raison_sociale: z.string(),
  sigle: z.string().nullable(),
  enseigne: z.string().nullable(),
  adresse: z.string().nullable(),
  code_postal: z.string().nullable(),
  commune: z.string().nullable(),
  departement: z.string().nullable(),
  types: z.array(z.enum(["formateur", "prescripteur"])),
  etat: z.enum(["active", "closed"]),
  adherent: z.boolean(),
  modifiee_le: z.iso.datetime(),
})

const personShape = z.strictObject({
  sub: z.string(),
  given_name: z.string().optional(),
  family_name: z.string().optional(),
  email: z.string().optional(),
  phone_number: z.string().nullable().optional(),
  profils: z.array(z.string()),
  referent: z.boolean(),
})

const next = { suivant: z.string().nullable() }
export const structuresShape = z.strictObject({ structures: z.array(structureShape), ...next })
export const peopleShape = z.strictObject({ personnes: z.array(personShape), ...next })
export const rightsShape = z.strictObject({ siret, instant: z.iso.datetime(), personnes: z.array(personShape) })
export const problemShape = z.strictObject({ error: z.string(), error_description: z.string() })

export type StructureRead = z.infer<typeof structureShape>
export type PersonRead = z.infer<typeof personShape>

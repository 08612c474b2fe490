import * as z from "zod/mini"
import { passwordAgain } from "@/lib/identity/credentials/schema"
import { line, reasonSchema } from "@/lib/platform/text/fields"
import { siretField, structureFields, typeField } from "@/lib/structures/schema"
import { parseSiret } from "@/lib/vocabulary/structures/rules"

export const creationSchema = z.extend(structureFields, { siret: siretField, type: typeField })
export type Creation = z.infer<typeof creationSchema>

/** `seen`: the structure's last change, as the form showed it. */
export const editionSchema = z.extend(structureFields, {
  structureId: z.uuid("Structure inconnue."),
  seen: z.string().check(z.maxLength(40)),
})
export type Edition = z.infer<typeof editionSchema>

/** `people`: how many people would lose a profil, as the page showed it. */
export const typesSchema = z.strictObject({
  structureId: z.uuid("Structure inconnue."),
  type: typeField,
  people: z.pipe(z.string().check(z.regex(/^[0-9]{1,6}$/)), z.transform(Number)),
})
export type TypesChange = z.infer<typeof typesSchema>

const successor = z.pipe(
  line(30),
  z.pipe(
    z
      .string()
      .check(z.refine((text) => text === "" || parseSiret(text) !== null, "Ce numéro SIRET n’est pas valide : vérifiez ses 14 chiffres.")),
    z.transform((text: string) => parseSiret(text) ?? ""),
  ),
)

export const closureFields = z.extend(reasonSchema, { successor, currentPassword: passwordAgain })
export const closureSchema = z.extend(closureFields, { structureId: z.uuid("Structure inconnue.") })
export type Closure = z.infer<typeof closureSchema>

export const structureSchema = z.strictObject({ structureId: z.uuid("Structure inconnue.") })

import * as z from "zod/mini"
import { correctable } from "@/lib/desk/corrections/rules"
import { paragraph, reasonSchema } from "@/lib/platform/text/fields"
import { structureFields, typeField } from "@/lib/structures/schema"

/**
 * "Signaler une modification": the structure as it should be. The référent may know the address, postcode and city when the portal does
 * not.
 */
export const correctedSchema = z.extend(structureFields, {
  type: typeField,
  message: paragraph(600),
})

export const correctionSchema = z.extend(correctedSchema, { structureId: z.uuid("Structure inconnue.") })
export type CorrectionInput = z.infer<typeof correctionSchema>

/** `people`: how many people would lose a profil, as the page showed it; `seen`: the structure's last change, as the page showed it. */
export const acceptanceSchema = z.strictObject({
  correctionId: z.uuid("Signalement inconnu."),
  seen: z.string().check(z.maxLength(40)),
  people: z.pipe(z.string().check(z.regex(/^[0-9]{1,6}$/)), z.transform(Number)),
})
export const refusalSchema = z.extend(reasonSchema, { correctionId: z.uuid("Signalement inconnu.") })

/** What a correction proposes, as it is kept. */
export const differencesShape = z.partialRecord(z.enum(correctable), z.object({ from: z.string(), to: z.string() }))
